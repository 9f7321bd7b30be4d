// crawl files -> topic. One record in, one message out, in file order; a record that could not be read travels too, with its reason.
import type { Observable } from 'rxjs';
import { commit, send } from '../src/operators/effects.js';
import { ahead, inTurn } from '../src/operators/order.js';
import { pass, type Pass } from '../src/operators/pass.js';

/** What the dataflow is built of. `Records`: some of one file; `Messages`: the same, encoded. */
export interface Parts<Records, Messages> {
  readonly encoder: { readonly run: (records: Records) => Promise<Messages> };
  readonly outlet: { readonly send: (messages: Messages) => Promise<void> };
  readonly progress: { readonly commit: (messages: Messages) => Promise<void> };
  readonly passed: Pass;
}

export const ingest = <Records, Messages>({ encoder, outlet, progress, passed }: Parts<Records, Messages>) => (records: Observable<Records>): Observable<Messages> =>
  records.pipe(
    ahead(encoder),              // records  -> messages: key, partition, value
    inTurn(                      // then one lot at a time, in file order:
      pass('computed', passed),
      send(outlet),              //   messages -> topic, in requests that it takes; every replica in sync has them
      pass('sent', passed),
      commit(progress),          //   place    -> progress of the file; gives the credit back
      pass('committed', passed),
    ));
