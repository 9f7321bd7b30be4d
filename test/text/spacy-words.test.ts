import { describe, expect, test } from 'vitest';
import { Shared } from '../../src/text/shared.js';
import { EXCEPTIONS } from '../../src/text/spacy-exceptions.js';
import { SpacySentences } from '../../src/text/spacy-sentences.js';
import { isUrl } from '../../src/text/spacy-url.js';
import { SpacyTokens, SpacyWords } from '../../src/text/spacy-words.js';
import { generateText } from '../signals/generate.js';
import { spacySentences, spacyWords } from '../signals/plain/spacy.js';

const shared = new Shared();
const range = (cps: Int32Array, start: number, end: number): string => Array.from(cps.subarray(start, end), (cp) => String.fromCodePoint(cp)).join('');
const wordsOf = (text: string): string[] => {
  const { cps } = shared.load(Buffer.from(text), 'en'), { count, starts, ends } = shared.of(SpacyWords);
  return Array.from({ length: count }, (_, i) => range(cps, starts[i]!, ends[i]!));
};
const sentencesOf = (text: string): string[] => {
  const { cps } = shared.load(Buffer.from(text), 'en'), words = shared.of(SpacyWords), { count, starts } = new SpacySentences().read(words, cps, 0, words.count);
  return Array.from({ length: count }, (_, k) => range(cps, words.starts[starts[k]!]!, words.ends[(k + 1 < count ? starts[k + 1]! : words.count) - 1]!));
};

describe('words of spaCy', () => {
  // Origin: the blank English pipeline of spaCy 3.8.18, asked for these strings. Words are separated by a space here.
  test.each([
    ['I\'m sure they\'ll\'ve said: "Don\'t!" (cannot).', "I 'm sure they 'll 've said : \" Do n't ! \" ( can not ) ."],
    ["It’s 10a.m. in Washington, D.C., isn't it?", "It ’s 10 a.m. in Washington , D.C. , is n't it ?"],
    ['www.example.org, me@example.org; https://a.b/c?d=e#f. end.Next', 'www.example.org , me@example.org ; https://a.b / c?d = e#f . end . Next'],
    ['192.168.0.1 8.8.8.8:80 223.255.255.254. 300.1.1.1', '192.168.0.1 8.8.8.8:80 223.255.255.254 . 300.1.1.1'],
    ['5km 20°C. $5 C$5 5US$ +1 1+ 3-4 3--4 100%', '5 km 20 ° C . $ 5 C$ 5 5 US$ +1 1 + 3 - 4 3 - -4 100 %'],
    ['well-known a--b a——b a---b a----b x=y and/or w/o', 'well - known a -- b a —— b a --- b a----b x = y and/or w/o'],
    ['foo:) : ) :  ) :-)))) (^_^) 8-D <3', 'foo :) : ) : ) :-))) ) (^_^) 8-D <3'],
    ['... !... ……… a…b ....c', '... ! ... … …… a … b .... c'],
    ['Ph.D. N.Y. e.g. x.) U.S.A. Mr. Adm. 1.5. AB.', 'Ph.D. N.Y. e.g. x. ) U.S.A. Mr. Adm. 1.5 . AB .'],
    ['中文。日本語です。한국.어 हिन्दी। Ж.Я', '中文。日本語です。한국 . 어 हिन्दी । Ж.Я'],
    ['\\") \\n ¯\\(ツ)/¯', '\\") \\n ¯\\(ツ)/¯'],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words.split(' ')));

  test('no words', () => { expect([wordsOf(''), wordsOf(' \n\u3000 ')]).toEqual([[], []]); });

  // Origin: as above.
  test.each([
    ['Yes. \n!', ['Yes.', '!']], ['Yes.  No.', ['Yes.', 'No.']], ['a.b. c', ['a.b.', 'c']], ['Mr. X said." Then', ['Mr. X said."', 'Then']], ['。！x', ['。！', 'x']], ['A.\n', ['A.']], ['a. .b', ['a. .b']],
    ['One. two; three! Four...five? (Six.) seven', ['One.', 'two; three!', 'Four...five? (', 'Six.)', 'seven']],
  ])('sentences of %j', (text, sentences) => expect(sentencesOf(text)).toEqual(sentences));

  test('equal the plain twin on 2,000 generated texts', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const text = generateText(seed);
      expect(wordsOf(text), `seed ${seed}`).toEqual(spacyWords(text));
      expect(sentencesOf(text), `seed ${seed}`).toEqual(spacySentences(text).map((sentence) => sentence.replace(EDGES, '')).filter((sentence) => sentence !== ''));
    }
  });
  const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]', EDGES = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');

  test('numbers and counts: equal words have one number, also those that were put together again', () => {
    const tokens = new SpacyTokens(), cps = Int32Array.from('x:) :) : x :) :', (char) => char.charCodeAt(0));
    for (let again = 0; again < 2; again++) {
      const { count, ids, counts, starts, ends } = tokens.readRange(cps, 0, cps.length);
      const byWord = new Map<string, Set<number>>();
      for (let i = 0; i < count; i++) { const word = range(cps, starts[i]!, ends[i]!); byWord.set(word, (byWord.get(word) ?? new Set()).add(ids[i]!)); }
      expect([...byWord].map(([word, numbers]) => [word, [...numbers].map((id) => counts[id])])).toEqual([['x', [2]], [':)', [3]], [':', [2]]]);
    }
  });

  test('every exception stands whole between spaces', () => {
    for (const pieces of EXCEPTIONS) expect(wordsOf(`a ${pieces.join('')} b`), pieces.join('')).toEqual(['a', ...pieces, 'b']);
  });

  // By hand, from the pattern: scheme, user, host of labels and a lower-case last one, port, path.
  test.each([
    ['a.bc', true], ['a.b', false], ['A.bC', false], ['a_.bc', false], ['a_b.cd', true], ['-a.bc', false], ['a..bc', false], ['a.bc:8', false], ['a.bc:80', true], ['a.bc:123456', false], ['a.bc/', true], ['a.bc?x', true],
    ['a.bc!', false], ['x://a.bc', false], ['xy://a.bc#', true], ['@a.bc', false], ['b@a.bc', true], ['b@@a.bc', true], ['x@y@a.bc/@', true], ['1.2.3.4', true], ['0.2.3.4', false], ['1.2.3.255', false], ['10.1.1.1', false], ['172.16.0.1', false],
    [`${'a'.repeat(64)}.bc`, true], [`${'a'.repeat(65)}.bc`, false], [`a.${'b'.repeat(63)}`, true], [`a.${'b'.repeat(64)}`, false], ['é.fr', true], ['a.рф', true],
  ])('URL %s: %s', (text, expected) => {
    const cps = Int32Array.from(text, (char) => char.codePointAt(0)!);
    expect(isUrl(cps, 0, cps.length)).toBe(expected);
  });
});
