import { describe, expect, test } from 'vitest';
import { dclm } from '../../src/signals/dclm.js';
import { rw } from '../../src/signals/rw.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainDclm } from './plain/dclm.js';
import { plainRw } from './plain/rw.js';
import { generateRwText } from './rw-texts.js';

const LANGS = ['en', 'en', 'en', 'tr', 'ja', 'de', 'und'];
describe('family dclm', () => { compareWithTwin(dclm, plainDclm, LANGS, [], { apart: ['dclm_punkt_sentences'] }); });
describe('family rw', () => { compareWithTwin(rw, plainRw, LANGS, []); });
describe('family rw, on pages that its edits change', () => { compareWithTwin(rw, plainRw, LANGS, [], { texts: Array.from({ length: 2000 }, (_, i) => generateRwText(i + 1)) }); });

const values = (family: typeof dclm, text: string, ...names: string[]): (number | null)[] => {
  const row = measurer(family)(text, 'en');
  return names.map((name) => (row[`${family.name}_${name}`] === null ? null : Number(row[`${family.name}_${name}`]!.toFixed(4))));
};

describe('worked out by hand from the rules of DCLM', () => {
  test('repeated n-grams: three times six words and ten others, 120 letters', () => {
    const text = `${'buy now cheap shoes online today '.repeat(3)}and then some other words follow here at the end`;
    expect(values(dclm, text, 'uax29_words', 'top_2gram', 'top_4gram', 'dup_5gram', 'dup_10gram')).toEqual([28, 0.275, 0.525, 0.675, 0.675]);
  });

  test('repeated lines: all copies count, blank lines do not', () => {
    expect(values(dclm, 'L1 same\n\nL2\n L1 same \nL1 same\nL3 other', 'dup_line_frac', 'dup_line_char_frac', 'dup_para_frac', 'paragraphs')).toEqual([0.6, 0.6774, 0, 2]);
    expect(values(dclm, 'one line', 'dup_line_frac', 'dup_para_char_frac', 'top_2gram', 'dup_10gram')).toEqual([0, 0, 0, 0]);
    expect(values(dclm, ' \n', 'dup_line_frac', 'dup_para_char_frac', 'top_2gram', 'mean_word_len', 'bullet_line_ratio')).toEqual([null, null, 0, null, null]);
  });

  test('tokens and symbols', () => {
    // Tokens a, ..., #b, c and one for the line feed; \u00a0 ends no token of fastText's but a word of split().
    expect(values(dclm, 'a ... #b\nc\u00a0d', 'word_count', 'all_word_count', 'symbol_ratio')).toEqual([2, 5, 0.4]);
    expect(values(dclm, '. . . . . . .... …', 'symbol_ratio')).toEqual([Number((4 / 8).toFixed(4))]);
  });

  test('URLs go only from a text that begins like a top-level domain, addresses always', () => {
    const rest = ' site \n www.example.com/a?b and 10.0.0.1:80 or 300.0.0.1 here';
    expect(values(rw, `The${rest}`, 'word_count')).toEqual([6]);
    expect(values(rw, `We${rest}`, 'word_count')).toEqual([7]);
    expect(values(dclm, `The${rest}`, 'word_count')).toEqual([8]);
  });

  test('line edits', () => {
    const edited = (text: string): (number | null)[] => values(rw, text, 'words_before', 'words_after', 'removed_frac');
    expect(edited('Some words here.\nLOUD LINE\n2024\n1.2K Views >>\nalone\nRead more...')).toEqual([11, 3, 0.7273]);
    expect(edited('3 items in cart now\nSign-in to see\ngo on read more >>')).toEqual([12, 6, 0.5]);
    expect(edited('one\n\ntwo')).toEqual([2, 0, 1]);
    expect(edited('\u3000word a b')).toEqual([2, 3, -0.5]);
    expect(edited('... ...')).toEqual([0, 0, null]);
  });

  test('more lines than memory is kept for, and a page behind them', () => {
    const measure = measurer(rw), small = 'Some words here.\nLOUD LINE';
    expect(measure('no\nno no\n'.repeat(600_000), 'en')).toMatchObject({ rw_words_before: 1_800_000, rw_words_after: 1_200_000 });
    for (let k = 0; k < 2; k++) expect(measure(small, 'en')).toMatchObject({ rw_words_before: 5, rw_words_after: 3 });
  });

  test('bad words: the English list, for English alone', () => {
    const flag = (text: string, lang: string): number | null | undefined => measurer(dclm)(text, lang)['dclm_page_badword'];
    expect([flag('a Sex.', 'en'), flag('a sexes', 'en'), flag('a sex', 'de'), flag('a sex', '')]).toEqual([1, 0, null, null]);
    expect([flag('a🖕b', 'en'), flag('a 🖕 b', 'en'), flag('🖕 sex', 'en')]).toEqual([1, 0, 1]);
  });
});

// Origin: DCLM @361714b, its url_removal_modifier and newline_removal_modifier, then its filters' own numbers and its line modifiers.
describe('pages that the removals edit', () => {
  test.each<[string, Record<string, number>]>([
    ['Visit https://www.example.com/a?b=1 and the shop at shop.example.co.uk today. We have tea, and the tea of the house is the best of the '
      + 'best.\n\n\n\nCALL NOW FOR THE TEA\n12\n3 likes\nThe tea of the house is the best of the best tea that you can be with. Mail tea@example.org or '
      + '192.168.0.1:8080/x for more.\nitems in cart\nRead more...\nWe have tea, and the tea of the house is the best of the best.', {
      rw_word_count: 70, rw_mean_word_len: 3.3285714285714287, rw_symbol_ratio: 0.014285714285714285, rw_non_alpha_word_ratio: 0.02857142857142857,
      rw_stop_word_count: 27, rw_bullet_line_ratio: 0, rw_ellipsis_line_ratio: 0.125, rw_dup_line_frac: 0, rw_dup_line_char_frac: 0,
      rw_top_2gram: 0.18834080717488788, rw_top_3gram: 0.13452914798206278, rw_top_4gram: 0.18834080717488788, rw_dup_5gram: 0.5515695067264574,
      rw_dup_10gram: 0.5515695067264574, rw_words_before: 70, rw_words_after: 57, rw_removed_frac: 0.18571428571428572,
    }],
    ['• one example.com two\n- three\n* four ...\n● five 1.2.3.4 …\n\n• one  two\nnode.js is not a site\u00a0but example.museum is\n\n\n\n• one '
      + 'example.com two', {
      rw_word_count: 18, rw_mean_word_len: 3.6666666666666665, rw_symbol_ratio: 0.07407407407407407, rw_non_alpha_word_ratio: 0.2962962962962963,
      rw_stop_word_count: 0, rw_bullet_line_ratio: 0.8571428571428571, rw_ellipsis_line_ratio: 0.2857142857142857, rw_dup_line_frac: 0.2857142857142857,
      rw_dup_line_char_frac: 0.35, rw_top_2gram: 0.3146067415730337, rw_top_3gram: 0.38202247191011235, rw_top_4gram: 0, rw_dup_5gram: 0, rw_dup_10gram: 0,
      rw_words_before: 18, rw_words_after: 18, rw_removed_frac: 0,
    }],
    ['Sign-in to read\n1,234 followers!\nİSTANBUL ǅUNGLA\n٣٤\nΟΔΟΣ ΟΔΟΣ the of and\nwww.example.net', {
      rw_word_count: 13, rw_mean_word_len: 4.615384615384615, rw_symbol_ratio: 0, rw_non_alpha_word_ratio: 0.15384615384615385, rw_stop_word_count: 4,
      rw_bullet_line_ratio: 0, rw_ellipsis_line_ratio: 0, rw_dup_line_frac: 0, rw_dup_line_char_frac: 0, rw_top_2gram: 0, rw_top_3gram: 0, rw_top_4gram: 0,
      rw_dup_5gram: 0, rw_dup_10gram: 0, rw_words_before: 13, rw_words_after: 7, rw_removed_frac: 0.46153846153846156,
    }],
  ])('%j', (text, expected) => { expect(measurer(rw)(text, 'en')).toMatchObject(expected); });
});
