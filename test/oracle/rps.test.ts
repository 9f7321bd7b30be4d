import { describe, expect, test } from 'vitest';
import { readUt1 } from '../../src/formats/ut1-folder.js';
import { rps } from '../../src/signals/rps.js';
import { Shared } from '../../src/text/shared.js';
import { Ut1 } from '../../src/text/ut1.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference, type Reference } from './texts.js';

const data = needsData('oracle/rps');
const withList = (name: string): boolean => ['rps_doc_stop_word_fraction', 'rps_doc_ldnoobw_words', 'rps_doc_ut1_blacklist'].includes(name);
const plain = rps.signals.map(({ name }) => name).filter((name) => name.startsWith('rps_doc_') && !withList(name));

/** Our sums over lines, from the reference's line signals `[[start, end, value], ...]`. */
const sums = (text: string, theirs: Reference): Record<string, number> => {
  const of = (signal: string): number[] => (theirs[`rps_lines_${signal}`] as [number, number, number][]).map(([, , value]) => value);
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0), words = of('num_words'), below = (n: number): number => words.filter((count) => count < n).length;
  return {
    n_lines: words.length, lines_bullet_sum: total(of('start_with_bulletpoint')), lines_terminal_sum: total(of('ending_with_terminal_punctution_mark')), lines_words_sum: total(words),
    lines_words_lt2: below(2), lines_words_lt3: below(3), lines_words_lt5: below(5), lines_javascript_any: of('javascript_counts').some((count) => count > 0) ? 1 : 0,
    lines_upper_gt_half: of('uppercase_letter_fraction').filter((share) => share > 0.5).length, lines_numeric_all: of('numerical_chars_fraction').filter((share) => share === 1).length,
    mean_line_words: total(words) / words.length, mean_line_chars: [...text].length / words.length,
  };
};

// Origin of the numbers: togethercomputer/RedPajama-Data @6d2cee9 run on Python 3.11.7 with nltk 3.8.1.
describe.skipIf(data === null)('family rps equals RedPajama-V2', () => {
  test('every signal without a list of every text, at 8 decimals', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'rpv2'), measure = measurer(rps), found = new Comparison();
    for (const [id, text] of texts) {
      const ours = measure(text, 'en');
      for (const name of plain) found.add(name, id, ours[name], theirs.get(id)![name]);
    }
    found.print('rps');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 20);
  });

  test('stop words and bad words, with the list of the text\'s own language and with the English one', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'rpv2'), measure = measurer(rps), found = new Comparison();
    for (const [id, text] of texts) {
      const record = theirs.get(id)!, lang = record['language'] as string, own = measure(text, lang), english = measure(text, 'en');
      for (const name of ['rps_doc_stop_word_fraction', 'rps_doc_ldnoobw_words']) {
        // Finnish has stop words but no list of bad words: 0 there, undefined here.
        if (lang === 'fi' && name === 'rps_doc_ldnoobw_words') expect(own[name]).toBeNull(); else found.add(name, `${id} ${lang}`, own[name], record[name]);
        if (`${name}@en` in record) found.add(name, `${id} en`, english[name], record[`${name}@en`]);
      }
    }
    found.print('rps lists');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2 * 2200);
    expect(measure('The cat sat. Fuck!', 'tr')).toMatchObject({ rps_doc_stop_word_fraction: null, rps_doc_ldnoobw_words: null });
  });

  test('the category of the host', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'rpv2'), found = new Comparison(), shared = new Shared(new Ut1(readUt1(`${data!}/lists/ut1`)));
    const out = new Float64Array(rps.signals.length), at = rps.signals.findIndex(({ name }) => name === 'rps_doc_ut1_blacklist');
    for (const [id, text] of texts) {
      const { source_domain: host, rps_doc_ut1_blacklist: value } = theirs.get(id)!;
      rps.measure(shared.load(Buffer.from(text), 'en', `https://${host}/page?a=//b`), out, 0);
      found.add('rps_doc_ut1_blacklist', id, Number.isNaN(out[at]) ? null : out[at], value);
    }
    found.print('rps hosts');
    expect(found.mismatches).toEqual([]);
    expect([...theirs.values()].filter(({ rps_doc_ut1_blacklist: value }) => value !== null).length).toBeGreaterThan(60);
  });

  test('sums over lines, where the reference gave its lines', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'rpv2'), measure = measurer(rps), found = new Comparison();
    for (const [id, text] of texts) {
      const record = theirs.get(id)!;
      if (record['rps_lines_num_words'] === undefined || text === '') continue;
      const ours = measure(text, 'en');
      for (const [name, value] of Object.entries(sums(text, record))) found.add(name, id, ours[name], value);
      found.add('n_lines_nonempty', id, ours['n_lines_nonempty'], text.split('\n').filter((line) => /[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(line)).length);
    }
    found.print('rps sums over lines');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(300 * 13);
  });
});
