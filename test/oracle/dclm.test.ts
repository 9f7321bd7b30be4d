import { describe, expect, test } from 'vitest';
import { dclm } from '../../src/signals/dclm.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference, type Reference } from './texts.js';

const data = needsData('oracle/dclm');
const GRAMS = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => [`dclm_${n <= 4 ? 'top' : 'dup'}_${n}gram`, `${n}gram`] as const);
const COUNTS = {
  dclm_word_count: 'words_fasttext_nopunct', dclm_all_word_count: 'words_fasttext', dclm_mean_word_len: 'mean_word_length', dclm_symbol_ratio: 'symbol_to_word_ratio',
  dclm_non_alpha_word_ratio: 'non_alpha_word_ratio', dclm_stop_word_count: 'stop_word_count', dclm_stop_word_unique: 'stop_word_unique',
  dclm_max_line_length: 'max_line_length', dclm_avg_line_length: 'avg_line_length', dclm_alnum_ratio: 'alnum_char_ratio', dclm_paragraphs: 'paragraphs',
};
const SEGMENTS = { dclm_dup_line_frac: 'line', dclm_dup_para_frac: 'paragraph', dclm_dup_line_char_frac: 'line_chars', dclm_dup_para_char_frac: 'paragraph_chars' };

// Origin of the numbers: DCLM @361714b with fasttext 0.9.3, uniseg 0.10.1, nltk 3.8.1, captured from its own comparisons.
describe.skipIf(data === null)('family dclm equals DCLM', () => {
  const texts = data === null ? new Map<string, string>() : oracleTexts(data), theirs = data === null ? new Map<string, Reference>() : reference(data, 'dclm'), measure = measurer(dclm);
  const pairs = [...texts].map(([id, text]) => [id, measure(text, 'en'), theirs.get(id)!] as const);

  test('counts, ratios, page flag', () => {
    const found = new Comparison();
    for (const [id, ours, entry] of pairs) {
      for (const [name, key] of Object.entries(COUNTS)) found.add(name, id, ours[name], entry[key]);
      found.add('dclm_bullet_line_ratio', id, ours['dclm_bullet_line_ratio'], entry['lines'] === 0 ? null : entry['bullet_lines'] / entry['lines']);
      found.add('dclm_ellipsis_line_ratio', id, ours['dclm_ellipsis_line_ratio'], entry['lines'] === 0 ? null : entry['ellipsis_lines'] / entry['lines']);
      found.add('dclm_page_badword', id, ours['dclm_page_badword'], entry['keep'].ldnoobw ? 0 : 1);
      if (entry['words_uniseg_nopunct'] !== undefined) found.add('dclm_uax29_words', id, ours['dclm_uax29_words'], entry['words_uniseg_nopunct']);
    }
    found.print('dclm');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 15);
  });

  test('sentences: within 2 percent or one of punkt on at least 99.5 percent of the texts', () => {
    const signal = dclm.signals.find(({ name }) => name === 'dclm_punkt_sentences')!, found = new Comparison();
    let within = 0;
    for (const [id, ours, { sentences_punkt: sentences }] of pairs) {
      found.add(signal.name, id, ours[signal.name], sentences);
      if (Math.abs(ours[signal.name]! - sentences) <= Math.max(1, signal.tolerance! * sentences)) within++;
    }
    const largest = found.largest(signal);
    process.stdout.write(`oracle dclm_punkt_sentences: ${((100 * within) / pairs.length).toFixed(2)} % within tolerance\n`);
    expect(within / pairs.length).toBeGreaterThanOrEqual(0.995);
    expect(largest).toBe(signal.deviation);
  });

  test('repetition: equal where the reference compared, 0 where it passed the text without, null where it dropped it', () => {
    const found = new Comparison();
    for (const [id, ours, { repetition, lines, paragraphs }] of pairs) {
      if (repetition.line === undefined) continue;
      for (const [name, key] of Object.entries(SEGMENTS)) {
        const parts = key.startsWith('line') ? lines : paragraphs;
        found.add(name, id, ours[name], repetition[key] ?? (parts === 0 ? null : 0));
        if (repetition[key] === null) expect(parts, `${id} ${key}`).toBeLessThan(2);
      }
      for (const [name, key] of GRAMS) found.add(name, id, ours[name], repetition[key] ?? 0);
    }
    found.print('dclm repetition');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 13);
  });
});
