import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Signal } from '../../src/model/signal.js';
import { dtrel } from '../../src/signals/dtrel.js';
import { PunktSentences } from '../../src/text/punkt.js';
import { Shared } from '../../src/text/shared.js';
import { TreebankWords } from '../../src/text/treebank-words.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference, type Reference } from './texts.js';

const data = needsData('oracle/dtrel');

const sha = (items: readonly string[]): string => createHash('sha256').update(items.join('\n')).digest('hex').slice(0, 16);
const slice = (cps: Int32Array, start: number, end: number): string => Array.from(cps.subarray(start, end), (cp) => String.fromCodePoint(cp)).join('');

const sentencesOf = (shared: Shared): string[] => {
  const { count, starts, ends } = shared.of(PunktSentences);
  return Array.from({ length: count }, (_, i) => slice(shared.cps, starts[i]!, ends[i]!));
};
const wordsOf = (shared: Shared): string[] => {
  const { count, ids, distinct: { starts, ends }, spelling } = shared.of(TreebankWords);
  return Array.from({ length: count }, (_, i) => slice(spelling, starts[ids[i]!]!, ends[ids[i]!]!));
};

/** Column -> what the reference returned; left out where it says nothing. */
const expected = (theirs: Reference): Map<string, number | null> => {
  const { gopher_quality: quality, gopher_repetition: repetition, fineweb_quality: raw, fineweb_quality_on_c4_edited: edited } = theirs, values = new Map<string, number | null>();
  const names = { n_words: 'n_non_symbol_words', all_words: 'n_words', avg_word_len: 'avg_word_len', hash_ratio: 'hash_ratio', ellipsis_ratio: 'ellipsis_ratio',
    alpha_word_ratio: 'alpha_words_ratio', bullet_line_ratio: 'bullet_lines_ratio', ellipsis_line_ratio: 'ellipsis_lines_ratio', stop_words: 'stop_words' };
  for (const [column, name] of Object.entries(names)) values.set(`dtrel_gq_${column}`, quality[name]);
  for (const name of ['dup_para_frac', 'dup_para_char_frac', 'dup_line_frac', 'dup_line_char_frac']) values.set(`dtrel_${name}`, repetition[name]);
  for (const n of [2, 3, 4]) values.set(`dtrel_top_${n}gram`, repetition[`top_${n}_gram`]);
  for (const n of [5, 6, 7, 8, 9, 10]) values.set(`dtrel_dup_${n}gram`, repetition[`duplicated_${n}_n_grams`]);
  for (const [prefix, { measured, reason }] of [['c4', theirs['c4_default']], ['c4nopunct', theirs['c4_fineweb']]] as const) {
    for (const name of ['lines', 'chars', 'words', 'sentences']) if (measured[name] !== null) values.set(`dtrel_${prefix}_kept_${name}`, measured[name]);
    // Where the reference stopped at one page test, it says nothing of the other.
    if (reason !== 'curly_bracket') values.set(`dtrel_${prefix}_page_lorem`, reason === 'lorem_ipsum' ? 1 : 0);
    if (reason !== 'lorem_ipsum') values.set(`dtrel_${prefix}_page_curly`, reason === 'curly_bracket' ? 1 : 0);
  }
  for (const name of ['line_punct_ratio', 'short_line_ratio', 'char_dup_ratio', 'list_ratio']) {
    if (edited) values.set(`dtrel_fw_${name}`, edited[name]);
    values.set(`dtrel_fwraw_${name}`, raw[name]);
  }
  return values;
};

/** The rule for columns behind a tokenizer: 0.02 of max(1, |reference|), or a count off by one. */
const isNear = ({ type, tolerance }: Signal, ours: number | null, theirs: number | null): boolean =>
  ours === theirs || (ours !== null && theirs !== null && Math.abs(ours - theirs) <= Math.max(tolerance! * Math.max(1, Math.abs(theirs)), type === 'count' ? 1 : 0));

// Origin of the numbers: datatrove @05194d39 with nltk 3.8.1, English for every text.
describe.skipIf(data === null)('family dtrel', () => {
  const texts = data ? oracleTexts(data) : new Map<string, string>();

  test('sentences and words are those of nltk on at least 99 of 100 texts', () => {
    const theirs = reference(data!, 'datatrove-fineweb-release-05194d39-text'), shared = new Shared(), same = { sentences: 0, words: 0 };
    for (const [id, text] of texts) {
      const { n_sentences, sentences_sha256, words_sha256 } = theirs.get(id)!;
      shared.load(Buffer.from(text), 'en');
      const sentences = sentencesOf(shared);
      if (sentences.length === n_sentences && sha(sentences) === sentences_sha256) same.sentences++;
      if (sha(wordsOf(shared)) === words_sha256) same.words++;
    }
    process.stdout.write(`oracle nltk: ${texts.size} texts, the same sentences on ${same.sentences}, the same words on ${same.words}\n`);
    expect(same.sentences / texts.size).toBeGreaterThan(0.99);
    expect(same.words / texts.size).toBeGreaterThan(0.99);
  });

  test('columns equal the release at 8 decimals, or within the tolerance on 99.5 of 100 texts', () => {
    const theirs = reference(data!, 'datatrove-fineweb-release-05194d39'), words = reference(data!, 'datatrove-fineweb-release-05194d39-text');
    const measure = measurer(dtrel), found = new Comparison(), sameWords = new Comparison(), near = new Comparison(), shared = new Shared();
    const within = new Map<string, { all: number; near: number }>();
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), values = expected(theirs.get(id)!);
      const hasSameWords = sha(wordsOf(shared.load(Buffer.from(text), 'en'))) === words.get(id)!['words_sha256'];
      for (const signal of dtrel.signals) {
        const value = values.get(signal.name), mine = ours[signal.name]!;
        if (value === undefined) continue;
        if (signal.exact) { found.add(signal.name, id, mine, value); continue; }
        near.add(signal.name, id, mine, value);
        // The words of the edited text and the sentences of its lines may differ where those of the text do not.
        if (hasSameWords && !/kept_sentences|fw_list_ratio/.test(signal.name)) sameWords.add(signal.name, id, mine, value);
        const share = within.get(signal.name) ?? { all: 0, near: 0 };
        within.set(signal.name, share);
        share.all++;
        if (isNear(signal, mine, value)) share.near++;
      }
    }
    found.print('dtrel');
    sameWords.print('dtrel, texts with the same words');
    expect(found.mismatches).toEqual([]);
    expect(sameWords.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 20);
    for (const signal of dtrel.signals) {
      if (signal.exact) continue;
      const { all, near: inside } = within.get(signal.name)!, largest = near.largest(signal);
      process.stdout.write(`  within ${signal.tolerance}: ${inside} of ${all}\n`);
      expect.soft(inside / all, signal.name).toBeGreaterThanOrEqual(0.995);
      expect.soft(largest, signal.name).toBe(signal.deviation);
    }
  });
});
