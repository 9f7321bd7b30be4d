import { describe, expect, test } from 'vitest';
import type { Rule } from '../../src/model/rule.js';
import { c4 } from '../../src/select/presets/c4.js';
import { fineweb } from '../../src/select/presets/fineweb.js';
import { gopher } from '../../src/select/presets/gopher.js';
import { PRESETS, presetsNamed } from '../../src/select/presets.js';

const plain = (rules: readonly unknown[]) => (rules as readonly Rule[]).map(({ signal, op, value }) => [signal, op, value]);

describe('presets: every rule against numbers written down from the publications', () => {
  // Gopher, arXiv:2112.11446: appendix A.1.1 (50 to 100,000 words, mean length 3 to 10, symbols 0.1, bullets 90 %, ellipsis lines 30 %,
  // 80 % of words with a letter, two stop words) and table A1 (repetition). Without-a-letter share: 0.3, Lucie's cut for RedPajama-V2's
  // tokens, instead of 1 - 0.8, because punctuation counts as a word there.
  test('gopher', () => {
    expect(plain(gopher.rules.all)).toEqual([
      ['rps_doc_word_count', '>=', 50], ['rps_doc_word_count', '<=', 100000],
      ['rps_doc_mean_word_length', '>=', 3], ['rps_doc_mean_word_length', '<=', 10],
      ['rps_doc_symbol_to_word_ratio', '<=', 0.1],
      ['gopher_bullet_line_ratio', '<=', 0.9],
      ['rps_doc_frac_lines_end_with_ellipsis', '<=', 0.3],
      ['rps_doc_frac_no_alph_words', '<=', 0.3],
      ['gopher_stop_word_count', '>=', 2],
      ['gopher_dup_line_frac', '<=', 0.30], ['gopher_dup_para_frac', '<=', 0.30],
      ['gopher_dup_line_char_frac', '<=', 0.20], ['gopher_dup_para_char_frac', '<=', 0.20],
      ['rps_doc_frac_chars_top_2gram', '<=', 0.20], ['rps_doc_frac_chars_top_3gram', '<=', 0.18], ['rps_doc_frac_chars_top_4gram', '<=', 0.16],
      ['rps_doc_frac_chars_dupe_5grams', '<=', 0.15], ['rps_doc_frac_chars_dupe_6grams', '<=', 0.14], ['rps_doc_frac_chars_dupe_7grams', '<=', 0.13],
      ['rps_doc_frac_chars_dupe_8grams', '<=', 0.12], ['rps_doc_frac_chars_dupe_9grams', '<=', 0.11], ['rps_doc_frac_chars_dupe_10grams', '<=', 0.10],
    ]);
  });

  // tensorflow/datasets c4_utils.py: 190,000 characters, no lorem ipsum, no curly bracket, no bad word, 3 sentences.
  test('c4', () => {
    expect(plain(c4.rules.all)).toEqual([
      ['c4_length', '<=', 190000], ['c4_page_lorem', '=', 0], ['c4_page_curly', '=', 0], ['c4_page_badword', '=', 0], ['c4_kept_sentences', '>=', 3],
    ]);
  });

  // datatrove at HEAD: examples/fineweb.py (English, > 0.65), c4_filters.py (5 sentences), fineweb_quality_filter.py
  // (drops < 0.12, > 0.67, > 0.01, > 0.3; its release dropped <= 0.12, >= 0.67, >= 0.01).
  test('fineweb', () => {
    expect(plain(fineweb.rules.all)).toEqual([
      ['lang', '=', 'en'], ['lang_score', '>', 0.65],
      ['c4nopunct_page_lorem', '=', 0], ['c4nopunct_page_curly', '=', 0], ['c4nopunct_kept_sentences', '>=', 5],
      ['fw_line_punct_ratio', '>=', 0.12], ['fw_short_line_ratio', '<=', 0.67], ['fw_char_dup_ratio', '<=', 0.01], ['fw_list_ratio', '<=', 0.3],
    ]);
  });

  test('every rule names its source, every preset what it leaves out', () => {
    for (const { rules, source, not_expressed } of PRESETS) {
      expect((rules.all as readonly Rule[]).filter((rule) => !rule.source)).toEqual([]);
      expect([source.length > 20, not_expressed.length > 0, not_expressed.every((sentence) => /^[A-Z].*\.$/.test(sentence))]).toEqual([true, true, true]);
    }
  });

  test('by name, in the order asked for', () => {
    expect(presetsNamed(['fineweb', 'gopher']).map(({ name }) => name)).toEqual(['fineweb', 'gopher']);
    expect(() => presetsNamed(['gofer', 'c4', 'x'])).toThrow("preset: got 'gofer', allowed gopher, c4, fineweb (did you mean gopher?)\npreset: got 'x', allowed gopher, c4, fineweb");
  });
});
