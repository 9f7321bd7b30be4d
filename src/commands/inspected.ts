import type { Batch } from '../model/batch.js';
import { textAt } from '../model/columns.js';
import type { Preset, Rule, Rules } from '../model/rule.js';
import type { RawRecord } from '../formats/read.js';
import { leaves } from '../select/leaves.js';
import { compared, conditions, toPredicate } from '../select/compile.js';
import { inWords } from '../select/explain.js';
import { fingerprintsOf } from './measured-lines.js';
import { signalAt, type SignalValue as Value } from './signal-at.js';

/** One rule that a page fails. */
interface Failing {
  readonly signal: string;
  readonly value: Value;
  /** null for a group of rules of which one had to hold; `condition` has it in words. */
  readonly op: Rule['op'] | null;
  readonly cut: Rule['value'] | null;
  readonly condition: string;
  readonly source: string | null;
}

/** Everything about one record of a file. */
export interface Inspected {
  readonly record: Readonly<Record<string, unknown>>;
  /** null when the record is rejected. */
  readonly document: Readonly<Record<string, unknown>> | null;
  readonly signals: Readonly<Record<string, Value>>;
  readonly scores: Readonly<Record<string, Value>>;
  readonly dedup: Readonly<Record<string, unknown>> | null;
  /** By preset. */
  readonly verdicts: Readonly<Record<string, { readonly keep: boolean; readonly failed: string; readonly failing: readonly Failing[] }>>;
}

/** What is inspected beside the document: column names and presets. */
export interface Inspection {
  readonly signals: readonly string[];
  readonly scores: readonly string[];
  readonly scorers: readonly string[];
  readonly presets: readonly Preset[];
}

const DOCUMENT = ['id', 'record_id', 'snapshot', 'url', 'host', 'domain', 'crawl_time', 'digest', 'media_type', 'charset', 'text_bytes', 'text_chars', 'text_repaired', 'tokens_est', 'lang', 'lang_score', 'segmentation', 'meta'];

const moment = (milliseconds: Value): string | null => (milliseconds === null ? null : new Date(Number(milliseconds)).toISOString());

const failing = (node: Rule | Rules, value: (signal: string) => Value): Failing | null => {
  const row = (signal: string): number | string | null => value(signal) as number | string | null;
  if (toPredicate({ all: [node] })(row) === '') return null;
  const rule = 'signal' in node ? node : null, signal = leaves(node)[0]?.signal ?? '';
  return { signal, value: rule?.per === undefined ? value(signal) : compared(rule, row), op: rule?.op ?? null, cut: rule?.value ?? null, condition: inWords(node), source: rule?.source ?? null };
};

/** A batch of one record, computed -> all there is to say about it. */
export const inspected = (batch: Batch, raw: RawRecord, file: string, { signals, scores, scorers, presets }: Inspection): Inspected => {
  const rejection = batch.rejections[0] ?? null, cell = (name: string): Value => signalAt(batch.columns, name, 0);
  const pick = (names: readonly string[]): Record<string, Value> => Object.fromEntries(names.map((name) => [name, cell(name)]));
  const record = {
    file, ordinal: Number(batch.first), file_offset: raw.fileOffset, form: raw.form,
    record_id: rejection ? rejection.recordId : cell('record_id'), url: rejection ? rejection.url : cell('url'), media_type: raw.mediaType, crawl_time: moment(raw.crawlTime),
    true_bytes: raw.trueBytes, rejection: rejection && { reason: rejection.reason, detail: rejection.detail, true_bytes: rejection.trueBytes },
  };
  if (rejection) return { record, document: null, signals: {}, scores: {}, dedup: null, verdicts: {} };
  const verdicts = presets.map(({ name, rules }) => {
    const failures = conditions(rules).map(({ holds }) => failing(holds, cell)).filter((one) => one !== null);
    return [name, { keep: failures.length === 0, failed: failures[0]?.signal ?? '', failing: failures }] as const;
  });
  return {
    record, document: { ...pick(DOCUMENT), crawl_time: moment(cell('crawl_time')), text: textAt(batch.payloads, 0) },
    signals: pick(signals), scores: { ...pick(scores), ...pick(scorers.map((scorer) => `${scorer}_model`)) },
    dedup: { ...fingerprintsOf(batch, 0), near_skipped: cell('near_skipped') === 1 }, verdicts: Object.fromEntries(verdicts),
  };
};
