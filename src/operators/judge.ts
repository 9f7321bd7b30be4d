import { map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { Batch } from '../model/batch.js';
import { count } from '../model/columns.js';
import type { Judgement } from '../model/rule.js';
import { judgeColumns } from '../select/judge-columns.js';

/**
 * Marks each document with what every recipe says of it; nothing is dropped.
 *
 * Adds `stream_failed` (map: recipe -> '' if kept, else the first signal that fails; keys sorted) and `stream_recipe` (number of the newest
 * saved recipe that was known; 0 = none).
 * @param recipes what pages are judged by at this moment: asked once a batch, so that all its rows are judged alike
 * @throws Fault (usage) inside the stream when a recipe names a column that the batch lacks; whoever makes the set finds that before
 */
export const judge = (recipes: () => Judgement): OperatorFunction<Batch, Batch> => map((batch) => {
  const { number, presets } = recipes();
  return { ...batch, columns: { ...batch.columns, stream_failed: judgeColumns(presets, batch.columns, count(batch.payloads)), stream_recipe: { kind: 'constant', value: number } } };
});
