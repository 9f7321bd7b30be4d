import { resolveConfig } from '../src/config.js';
import { filePieces, readableFiles } from '../src/commands/records.js';
import { figure, grouped, table } from '../src/commands/table.js';
import { bytesAt, count, valueAt } from '../src/model/columns.js';
import { openLanguage } from '../src/scorers/language.js';
import { arrayFamilies } from '../src/signals/arrays.js';
import { families } from '../src/signals/index.js';
import { snapshotIn } from '../src/sources/files.js';
import { batchOf } from '../src/sources/pieces.js';
import { decode } from '../src/steps/decode.js';
import { identify } from '../src/steps/identify.js';
import { Shared } from '../src/text/shared.js';
import { FamilyTally, type FamilyFacts } from './family-tally.js';
import type { Row } from './signals.js';

/** One line of the table; `seconds` is that of the whole run, in which every family takes part. `languages` are those with at least `LEAST` documents. */
export interface FamilyRow extends Row, Omit<FamilyFacts, 'family'> { readonly languages: readonly string[] }

/** Documents that a language must have for a share to say something. */
const LEAST = 20;
const ROWS = 200, BYTES = 4 << 20;

/**
 * Every family over the documents of files: what the catalogue says of it, and whether it keeps to that. Read, decoded and given a language as on the way
 * into a store; without lists of hosts.
 */
export const benchFamilies = async (inputs: readonly string[]): Promise<FamilyRow[]> => {
  const { maxTextBytes } = resolveConfig({}, {}), steps = [decode({ maxTextBytes }), identify(openLanguage())], tally = new FamilyTally(Object.values(families), Object.values(arrayFamilies)), shared = new Shared();
  const started = performance.now();
  let docs = 0, bytes = 0;
  for (const path of await readableFiles(inputs, (sentence) => process.stderr.write(`${sentence}\n`))) {
    const cuts = { maxTextBytes, from: 0, rows: ROWS, bytes: BYTES, budget: { left: Infinity }, stop: new AbortController().signal, lost: () => {} };
    for await (const piece of filePieces(path, cuts)) {
      if (piece.records.length === 0) continue;
      let batch = batchOf(piece, path, snapshotIn(path));
      for (const step of steps) batch = await step(batch);
      const { payloads, columns: { lang, url } } = batch;
      for (let row = 0; row < count(payloads); row++) {
        const text = bytesAt(payloads, row), language = valueAt(lang!, row) as string;
        tally.add(shared.load(text, language, valueAt(url!, row) as string | null), language);
        docs++;
        bytes += text.length;
      }
    }
  }
  const seconds = (performance.now() - started) / 1000, languages = tally.languages(LEAST);
  return tally.facts().map(({ family, ...facts }) => ({ case: family, docs, bytes, seconds, docs_per_s: docs / seconds, mb_per_s: bytes / seconds / 1e6, ...facts, languages }));
};

/** Both tables as text: one line a family; then shares of NULL by language of the families that have one. */
export const familyTables = (rows: readonly FamilyRow[]): string => {
  const { docs, languages } = rows[0]!, sum = (field: (typeof SUMMED)[number]): number => rows.reduce((total, row) => total + row[field], 0);
  const line = (name: string, figures: readonly number[], { deviation, deviating }: Pick<FamilyRow, 'deviation' | 'deviating'>): string[] =>
    [name, ...figures.map(grouped), deviation === null ? '-' : `${figure(deviation)}${deviating && ` ${deviating}`}`];
  const furthest = rows.reduce((most, row) => ((row.deviation ?? -1) > (most.deviation ?? -1) ? row : most));
  const first = table([['family', 'signals', 'exact', 'within tolerance', 'no reference', 'exceptions', 'out of range', 'largest deviation'],
    ...rows.map((row) => line(row.case, SUMMED.map((field) => row[field]), row)), line('all', SUMMED.map(sum), furthest)], SUMMED.map((_, i) => i + 1));
  const misfits = rows.flatMap(({ misfitting }) => Object.entries(misfitting).map(([signal, { documents, first: value }]) => `${signal}: out of range on ${grouped(documents)} documents, first ${value}\n`)).join('');
  const never = rows.filter(({ nulls }) => languages.every((lang) => !nulls[lang])), others = rows.filter((row) => !never.includes(row));
  const percent = (value: number): string => (value === 0 ? '.' : value < 0.0005 ? '<0.1' : (100 * value).toFixed(1));
  const second = table([['NULL, %', ...others.map((row) => row.case)], ...languages.map((lang) => [lang, ...others.map(({ nulls }) => percent(nulls[lang] ?? 0))])], others.map((_, i) => i + 1));
  return `${grouped(docs)} documents\n\n${first}${misfits}\n${second}never NULL in these languages: ${never.map((row) => row.case).join(', ') || 'no family'}\n`;
};
const SUMMED = ['signals', 'exact', 'tolerance', 'unreferenced', 'exceptions', 'misfits'] as const;
