import type { Signal } from '../model/signal.js';

/** The columns that a rule may name, and what their values are. */
export type RuleColumns = ReadonlyMap<string, 'number' | 'text'>;

/** Columns that every document has, beside its signals and scores. Ids, hashes and times are not for rules: they have no exact JS number. */
const DOCUMENT: readonly (readonly [string, 'number' | 'text'])[] = [
  ['snapshot', 'text'], ['url', 'text'], ['host', 'text'], ['domain', 'text'], ['file', 'text'], ['media_type', 'text'], ['charset', 'text'],
  ['text_bytes', 'number'], ['text_chars', 'number'], ['text_repaired', 'number'], ['tokens_est', 'number'],
  ['lang', 'text'], ['lang_score', 'number'], ['stream_dup_kind', 'text'], ['stream_band_hits', 'number'], ['stream_near_skipped', 'number'],
];

/**
 * What rules may name while these signals and scores are measured.
 * @param scores column names of the scorers' outputs, `<scorer>_<output>`
 */
export const ruleColumns = (signals: readonly Pick<Signal, 'name' | 'type'>[], scores: readonly string[] = []): RuleColumns => new Map([
  ...DOCUMENT,
  ...signals.filter(({ type }) => type !== 'array' && type !== 'hash').map(({ name }) => [name, 'number'] as const),
  ...scores.map((name) => [name, 'number'] as const),
]);
