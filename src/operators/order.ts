import { concatMap, from, map, type Observable, type OperatorFunction } from 'rxjs';
import type { Batch } from '../model/batch.js';

/** What steps cannot do: order, state of the window, effects. Takes and gives one batch at a time. */
export type Operator = OperatorFunction<Batch, Batch>;

/**
 * Batch -> its computation, started at once. How many are started is bounded by the partition's credit, not here.
 * An error is seen when the batch's turn comes, after the batches before it have been committed.
 */
export const ahead = <Taken, Made>(cpu: { readonly run: (batch: Taken) => Promise<Made> }): OperatorFunction<Taken, Observable<Made>> =>
  map((batch) => {
    const work = cpu.run(batch);
    work.catch(() => {});
    return from(work);
  });

/** Each batch passes all operators before the next one enters: effects of two batches never interleave. */
export const inTurn = <T>(...operators: readonly OperatorFunction<T, T>[]): OperatorFunction<Observable<T>, T> =>
  concatMap((work) => operators.reduce((stream, operator) => stream.pipe(operator), work));
