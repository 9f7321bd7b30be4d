import { describe, expect, test } from 'vitest';
import { families } from '../../src/signals/index.js';
import { Shared } from '../../src/text/shared.js';
import { generateText } from './generate.js';

const all = Object.values(families), names = all.flatMap(({ signals }) => signals.map(({ name }) => name));
const measureWith = (shared: Shared, text: string): Record<string, number> => {
  const out = new Float64Array(names.length);
  shared.load(Buffer.from(text), 'en');
  let at = 0;
  for (const family of all) { family.measure(shared, out, at); at += family.signals.length; }
  return Object.fromEntries(names.map((name, k) => [name, out[k]!]));
};
const measure = (text: string): Record<string, number> => measureWith(new Shared(), text);

describe('odd texts', () => {
  test('one word a million times', () => {
    const n = 1_000_000, values = measure('a '.repeat(n));
    expect(values).toMatchObject({
      rps_doc_word_count: n, rps_doc_mean_word_length: 1, rps_doc_frac_unique_words: 1e-6, rps_doc_unigram_entropy: 0, rps_doc_num_sentences: 1,
      rps_doc_frac_chars_top_2gram: 2 * (n - 1) / n, rps_doc_frac_chars_top_4gram: 4 * (n - 3) / n, rps_doc_frac_chars_dupe_5grams: 1, rps_doc_frac_chars_dupe_10grams: 1,
      c4_length: 2 * n, c4_kept_lines: 0, gopher_dup_line_frac: 0,
    });
  });

  test('a million distinct words on one line of 7 MB', () => {
    const n = 1_000_000, values = measure(Array.from({ length: n }, (_, i) => 100_000 + i).join(' '));
    expect(values).toMatchObject({ rps_doc_word_count: n, rps_doc_frac_unique_words: 1, rps_doc_frac_chars_top_2gram: 0, rps_doc_frac_chars_dupe_5grams: 0, fw_short_line_ratio: 0 });
    expect(values['rps_doc_unigram_entropy']).toBeCloseTo(Math.log(n), 6);
  });

  test('one token of a million letters', () => {
    expect(measure('x'.repeat(1_000_000))).toMatchObject({ rps_doc_word_count: 1, rps_doc_mean_word_length: 1_000_000, c4_kept_lines: 0, c4nopunct_kept_sentences: 0, fw_line_punct_ratio: NaN });
  });

  // What makes regexes backtrack and naive scans start over: each line measured in time proportional to its length.
  test.each([
    ['white space', ' \t\u3000'.repeat(500_000)], ['blank lines', '\n'.repeat(1_000_000)], ['alternating blank lines', '\n \n\r\n'.repeat(300_000)],
    ['open brackets', '['.repeat(1_000_000)], ['half citations', '[1[citation [edit'.repeat(60_000)], ['dots', '.'.repeat(1_000_000)], ['lorem without ipsum', 'lorem '.repeat(200_000)],
    ['final sigmas', 'Σ\u00ad'.repeat(400_000)], ['sigmas in one word', `Α${'\u00ad'.repeat(300_000)}Σ`.repeat(2)], ['marks out of order', 'e\u0301\u0323'.repeat(200_000)],
    ['long lines that differ at the end', Array.from({ length: 1000 }, (_, i) => `${'y '.repeat(500)}${i}`).join('\n')], ['half a bad word', 'two girls one '.repeat(80_000)],
    ['Hangul', '각 '.repeat(300_000)],
  ])('%s', (_, text) => {
    const values = measure(text), start = process.cpuUsage();
    measure(text);
    // At most 3 MB each, well under a second on a quiet machine; a quadratic scan of a million places would take minutes.
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(10_000);
    expect(values['c4_length']).toBe([...text].length);
  });

  test('empty text and broken UTF-8 give values, not errors', () => {
    const shared = new Shared(), out = new Float64Array(names.length);
    for (const bytes of [[], [0xff], [0xe2, 0x82], [0xf0, 0x9f], [0xc3], [0x80, 0x80], [0xf7, 0xbf, 0xbf, 0xbf], [0xed, 0xa0, 0x80]]) {
      shared.load(Uint8Array.from(bytes), 'en');
      let at = 0;
      for (const family of all) { family.measure(shared, out, at); at += family.signals.length; }
      expect(out.every((value) => Number.isNaN(value) || Number.isFinite(value)), String(bytes)).toBe(true);
    }
  });

  test('one instance over many texts, large and small, measures each as a fresh one does', () => {
    const shared = new Shared();
    for (let seed = 1; seed <= 300; seed++) {
      const text = seed % 50 === 0 ? generateText(seed).repeat(400) : generateText(seed);
      expect(measureWith(shared, text), `seed ${seed}`).toEqual(measure(text));
    }
  });
});
