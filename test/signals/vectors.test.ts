import { describe, expect, test } from 'vitest';
import { families } from '../../src/signals/index.js';
import { measurer } from '../oracle/texts.js';

// Origin: computed by RedPajama-V2's own code (togethercomputer/RedPajama-Data @6d2cee9, Python 3.11, nltk 3.8.1); bullet ratio = its line signal, averaged.
const VECTORS: readonly { readonly name: string; readonly text: string; readonly rps: Record<string, number>; readonly bullets: number }[] = [
  { name: 'quotes, bullets, blank line', bullets: 2 / 6,
    text: 'The cat\'s HAT, don\'t!\nLorem ipsum {x}\n\n• item one…\n– JavaScript: on!\n“Quoted.”',
    rps: { word_count: 14, curly_bracket: 0.02564103, lorem_ipsum: 0.01470588, frac_all_caps_words: 0.03703704, frac_lines_end_with_ellipsis: 0.16666667,
      frac_no_alph_words: 0.48148148, mean_word_length: 3.92857143, num_sentences: 3, stop_word_fraction: 0.18518519, symbol_to_word_ratio: 0.03703704, unigram_entropy: 2.63905733 } },
  { name: 'scripts, dotted I, final sigma, combining mark', bullets: 0,
    text: 'École 中文 三百 １２ 😀 don\'t\u2028İstanbul ΣΑΣ e\u0301té.',
    rps: { word_count: 9, mean_word_length: 3.77777778, stop_word_fraction: 0.14285714, frac_no_alph_words: 0.57142857, frac_all_caps_words: 0.07142857, unigram_entropy: 2.19722458 } },
  { name: 'repeated n-grams', bullets: 0,
    text: 'a b a b a b a b c d e f g h i j k l m n o p',
    rps: { word_count: 22, frac_chars_top_2gram: 0.36363636, frac_chars_top_3gram: 0.40909091, frac_chars_top_4gram: 0.54545455, frac_chars_dupe_5grams: 0.36363636,
      frac_chars_dupe_6grams: 0.36363636, frac_chars_dupe_7grams: 0, frac_chars_dupe_8grams: 0, frac_chars_dupe_9grams: 0, frac_chars_dupe_10grams: 0,
      stop_word_fraction: 1, frac_unique_words: 0.72727273, unigram_entropy: 2.58693541 } },
  { name: 'symbols', bullets: 0,
    text: 'damn bad word G-spot damn. # ... … ....',
    rps: { word_count: 6, symbol_to_word_ratio: 0.33333333, frac_no_alph_words: 0.5, frac_all_caps_words: 0.08333333, unigram_entropy: 1.56071041 } },
];

describe('vectors of the reference', () => {
  test.each(VECTORS)('$name', ({ text, rps, bullets }) => {
    const values = measurer(families['rps']!)(text, 'en');
    expect(Object.fromEntries(Object.keys(rps).map((key) => [key, values[`rps_doc_${key}`]]))).toEqual(rps);
    expect(measurer(families['gopher']!)(text, 'en')['gopher_bullet_line_ratio']).toBe(bullets);
  });

  test('overlapping copies of the top n-gram can exceed 1: "a a a a" is 2 x 3 / 4', () => {
    expect(measurer(families['rps']!)('a a a a', 'en')).toMatchObject({ rps_doc_frac_chars_top_2gram: 1.5, rps_doc_frac_chars_top_3gram: 1.5, rps_doc_frac_chars_top_4gram: 0 });
  });

  test('a text without words is undefined, not 0, where it is a ratio of them', () => {
    expect(measurer(families['rps']!)(' \n\t ', 'en')).toEqual({
      rps_doc_curly_bracket: 0, rps_doc_lorem_ipsum: 0, rps_doc_num_sentences: 0, rps_doc_word_count: 0, rps_doc_mean_word_length: null, rps_doc_symbol_to_word_ratio: null,
      rps_doc_frac_lines_end_with_ellipsis: 0, rps_doc_frac_no_alph_words: null, rps_doc_frac_unique_words: null, rps_doc_unigram_entropy: null, rps_doc_frac_all_caps_words: null,
      rps_doc_frac_chars_top_2gram: 0, rps_doc_frac_chars_top_3gram: 0, rps_doc_frac_chars_top_4gram: 0, rps_doc_frac_chars_dupe_5grams: 0, rps_doc_frac_chars_dupe_6grams: 0,
      rps_doc_frac_chars_dupe_7grams: 0, rps_doc_frac_chars_dupe_8grams: 0, rps_doc_frac_chars_dupe_9grams: 0, rps_doc_frac_chars_dupe_10grams: 0,
      rps_doc_stop_word_fraction: 0, rps_doc_ldnoobw_words: 0, rps_doc_ut1_blacklist: null, n_lines: 2, n_lines_nonempty: 0, lines_bullet_sum: 0, lines_terminal_sum: 0, lines_words_sum: 0,
      lines_words_lt2: 2, lines_words_lt3: 2, lines_words_lt5: 2, lines_javascript_any: 0, lines_upper_gt_half: 0, lines_numeric_all: 0, mean_line_words: 0, mean_line_chars: 2,
    });
    expect(measurer(families['fineweb']!)(' \n\t ', 'en')).toEqual({
      fw_line_punct_ratio: null, fw_short_line_ratio: null, fw_char_dup_ratio: null, fw_list_ratio: null, c4nopunct_kept_sentences: 0, c4nopunct_page_lorem: 0, c4nopunct_page_curly: 0,
    });
  });

  // By hand from the reference loop.
  test('C4: which page test a line raises, and what citations change', () => {
    const measure = measurer(families['c4']!);
    const page = (...lines: string[]): Record<string, number | null> => measure(lines.join('\n'), 'en');
    expect(page('This has lorem ipsum and a { in it.', 'One more line with a { in it.')).toMatchObject({ c4_page_lorem: 1, c4_page_curly: 1, c4_kept_lines: 2 });
    expect(page('This has lorem ipsum and a { in it.')).toMatchObject({ c4_page_lorem: 1, c4_page_curly: 0 });
    expect(page('This JavaScript line has a { in it.')).toMatchObject({ c4_page_curly: 0, c4_kept_lines: 0 });
    expect(page('Four words are here[1].', 'Five words are now here [citation needed]. ')).toMatchObject({ c4_kept_lines: 1, c4_kept_chars: 'Five words are now here .'.length, c4_kept_words: 6 });
    expect(page('A line that ends in dots...', 'A quote that is kept, he said "yes"', 'short one.', `${'x'.repeat(1001)} and four more words.`)).toMatchObject({ c4_kept_lines: 1, c4_kept_sentences: 1 });
  });
});
