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
