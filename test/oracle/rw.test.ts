import { describe, expect, test } from 'vitest';
import { rw } from '../../src/signals/rw.js';
import { EditedText } from '../../src/signals/rw/edited-text.js';
import { LineEdits } from '../../src/signals/rw/line-edits.js';
import { countTokens } from '../../src/signals/dclm/text-counts.js';
import { Shared } from '../../src/text/shared.js';
import { Uax29Words } from '../../src/text/uax29-words.js';
import { needsData } from '../needs.js';
import { Comparison, digest, measurer, oracleTexts, reference, type Reference } from './texts.js';

const data = needsData('oracle/rw');
const SAME = { word_count: 'words_fasttext_nopunct', mean_word_len: 'mean_word_length', symbol_ratio: 'symbol_to_word_ratio', non_alpha_word_ratio: 'non_alpha_word_ratio', stop_word_count: 'stop_word_count' };
const REPETITION = { dup_line_frac: 'line', dup_para_frac: 'paragraph', dup_line_char_frac: 'line_chars', dup_para_char_frac: 'paragraph_chars',
  ...Object.fromEntries([2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => [`${n <= 4 ? 'top' : 'dup'}_${n}gram`, `${n}gram`])) };

// Presets 5, rules 5 to 8, as `keep when`; a rule on null drops.
const MOST: Record<string, number> = { symbol_ratio: 0.1, bullet_line_ratio: 0.9, ellipsis_line_ratio: 0.3, non_alpha_word_ratio: 0.2, dup_line_frac: 0.3, dup_para_frac: 0.3, dup_line_char_frac: 0.2, dup_para_char_frac: 0.2,
  top_2gram: 0.2, top_3gram: 0.18, top_4gram: 0.16, dup_5gram: 0.15, dup_6gram: 0.14, dup_7gram: 0.13, dup_8gram: 0.12, dup_9gram: 0.11, dup_10gram: 0.1, removed_frac: 0.05 };
const LEAST: Record<string, number> = { word_count: 50, mean_word_len: 3, stop_word_count: 2 };
const keeps = (row: Record<string, number | null>): boolean =>
  Object.entries(MOST).every(([name, most]) => row[`rw_${name}`] !== null && row[`rw_${name}`]! <= most)
  && Object.entries(LEAST).every(([name, least]) => row[`rw_${name}`] !== null && row[`rw_${name}`]! >= least)
  && row['rw_word_count']! <= 100_000 && row['rw_mean_word_len']! <= 10;

// Origin of the numbers: DCLM @361714b, its mappers of refinedweb.yaml.
describe.skipIf(data === null)('family rw equals DCLM', () => {
  const texts = data === null ? new Map<string, string>() : oracleTexts(data), theirs = data === null ? new Map<string, Reference>() : reference(data, 'dclm'), measure = measurer(rw), shared = new Shared();
  const measured = new Map([...texts].map(([id, text]) => [id, measure(text, 'en')] as const));
  const loaded = (text: string): Shared => shared.load(Buffer.from(text), 'en');

  test('where the removals change nothing, the measures are those of the text', () => {
    const found = new Comparison();
    for (const [id, text] of texts) {
      if (loaded(text).of(EditedText).isEdited) continue;
      const ours = measured.get(id)!, entry = theirs.get(id)!;
      for (const [name, key] of Object.entries(SAME)) found.add(`rw_${name}`, id, ours[`rw_${name}`], entry[key]);
      for (const [name, part] of [['bullet_line_ratio', 'bullet_lines'], ['ellipsis_line_ratio', 'ellipsis_lines']]) found.add(`rw_${name}`, id, ours[`rw_${name}`], entry['lines'] === 0 ? null : entry[part!] / entry['lines']);
      if (entry['repetition'].line === undefined) continue;
      for (const [name, key] of Object.entries(REPETITION)) {
        const none = (key.startsWith('line') && entry['lines'] === 0) || (key.startsWith('paragraph') && entry['paragraphs'] === 0);
        found.add(`rw_${name}`, id, ours[`rw_${name}`], entry['repetition'][key] ?? (none ? null : 0));
      }
      const { emptied_by: emptied, words_before: before, words_after: after, removed_ratio: removed } = entry['line_edits'];
      if (emptied === null) found.add('rw_words_before', id, ours['rw_words_before'], before);
      found.add('rw_words_after', id, ours['rw_words_after'], emptied === null ? after : 0);
      found.add('rw_removed_frac', id, ours['rw_removed_frac'], emptied === null ? removed : 1);
    }
    found.print('rw');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(1500 * 23);
  });

  test('line edits of the text as it is, all texts', () => {
    const edits = new LineEdits(), different: unknown[] = [];
    let changed = 0;
    for (const [id, text] of texts) {
      const { cps, length } = loaded(text), { line_edits: entry } = theirs.get(id)!;
      shared.of(Uax29Words);
      edits.read(cps, length, countTokens(cps, 0, length));
      if (entry.changed_by.length > 0) changed++;
      const ours = [edits.isEmptied, edits.wordsAfter], reference = [entry.emptied_by !== null, entry.words_after ?? 0];
      if (String(ours) !== String(reference)) different.push([id, ours, reference]);
    }
    expect(different).toEqual([]);
    expect(changed).toBeGreaterThan(400);
  });

  test('the text that the removals leave', () => {
    const different: string[] = [];
    let compared = 0, edited = 0;
    for (const [id, text] of texts) {
      const { cps, length, isEdited } = loaded(text).of(EditedText), after = theirs.get(id)!['refinedweb'].after_url_removal_sha256;
      if (after === undefined) continue;
      compared++;
      edited += isEdited ? 1 : 0;
      if (digest(cps, 0, length) !== after) different.push(id);
    }
    process.stdout.write(`oracle rw: ${compared} texts behind the removals, ${edited} of them edited, ${different.length} different\n`);
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(700);
    expect(edited).toBeGreaterThan(80);
  });

  test('rules 5 to 8 of the published pipeline on these columns keep what it keeps', () => {
    const different: string[] = [];
    let compared = 0, kept = 0;
    for (const [id, row] of measured) {
      const { stage, keep } = theirs.get(id)!['refinedweb'];
      if (stage === 'skipped') continue;
      compared++;
      kept += keep ? 1 : 0;
      if (keeps(row) !== keep) different.push(`${id}: reference ${keep ? 'keeps' : `drops, ${stage}`}`);
    }
    process.stdout.write(`oracle rw verdicts: ${compared} compared, ${kept} kept by the reference, ${different.length} differ\n`);
    expect(different).toEqual([]);
    expect(kept).toBeGreaterThan(600);
  });
});
