// crawl records of a log -> marked, measured, judged samples. One record in, one row out: nothing is dropped on the way,
// thresholds are applied later, in SQL.
import type { Cpu, Intent, Partition, Store } from '../src/model/ports.js';
import type { Judgement } from '../src/model/rule.js';
import type { RunStamp } from '../src/operators/blocks.js';
import { bury, type DeadLetters } from '../src/operators/dead-letter.js';
import { dedup, type DedupWindow } from '../src/operators/dedup.js';
import { commit, intend, tally, write } from '../src/operators/effects.js';
import { judge } from '../src/operators/judge.js';
import { once } from '../src/operators/once.js';
import { ahead, inTurn, type Operator } from '../src/operators/order.js';
import { pass, type Pass } from '../src/operators/pass.js';

/** What one partition's dataflow is built of. */
export interface Parts {
  readonly partition: Partition & { /** Declared by an earlier process, perhaps partly written. */ readonly open: Intent | null };
  readonly cpu: Cpu;
  readonly window: DedupWindow;
  /** What pages are judged by at this moment. */
  readonly recipes: () => Judgement;
  readonly store: Store;
  /** Absent when there are no messages behind the records. */
  readonly letters?: DeadLetters | undefined;
  readonly run: RunStamp;
  readonly passed: Pass;
}

export const curate = ({ partition, cpu, window, recipes, store, letters, run, passed }: Parts): Operator => (batches) => {
  const careful = once(store, partition.open);
  return batches.pipe(
    ahead(cpu),                             // batch      -> its pages(), already started in a worker
    inTurn(                                 // then one batch at a time, in log order:
      pass('computed', passed),
      dedup(window, partition.dense),       //   hashes     -> seen earlier in this partition's window?
      judge(recipes),                       //   signals    -> what each recipe says now, first failing rule
      intend(partition),                    //   range      -> declared as intention (the fence)
      pass('intended', passed),
      ...(letters ? [bury(letters, store, partition.open)] : []),   //   rejections -> dead letters
      write(careful, run, passed),          //   columns    -> samples, texts, fingerprints, rejections: one block each, one token each
      tally(careful, run, passed),          //   batch      -> stats, then ingest_batches: the batch is whole
      commit(partition),                    //   range      -> done; gives the partition its credit back
      pass('committed', passed),
    ));
};
