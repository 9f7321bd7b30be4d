import { map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { Batch } from '../model/batch.js';
import { count } from '../model/columns.js';
import type { Preset } from '../model/rule.js';
import { judgeColumns } from '../select/judge-columns.js';

/**
 * Marks each document with what every preset says of it; nothing is dropped.
 *
 * Adds `stream_failed` (map: preset -> '' if kept, else the first signal that fails; keys sorted) and `stream_recipe` (number of the newest
 * saved recipe that was known; 0 = none).
 * @throws Fault (usage) inside the stream when a preset names a column that the batch lacks; `checkPresets` finds that before
 */
export const judge = (presets: readonly Preset[]): OperatorFunction<Batch, Batch> => map((batch) => ({
  ...batch,
  columns: { ...batch.columns, stream_failed: judgeColumns(presets, batch.columns, count(batch.payloads)), stream_recipe: { kind: 'constant', value: 0 } },
}));
