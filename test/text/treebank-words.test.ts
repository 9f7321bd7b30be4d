import { expect, test } from 'vitest';
import { PunktSentences } from '../../src/text/punkt.js';
import { Shared } from '../../src/text/shared.js';
import { CLOSE, OPEN } from '../../src/text/treebank-chunk.js';
import { TreebankTokens, TreebankWords } from '../../src/text/treebank-words.js';
import { seeded } from '../signals/generate.js';
import { wordTokenize } from '../signals/plain/nltk.js';
import { sentenceMaker } from './sentence-maker.js';

const shared = new Shared(), slice = (cps: Int32Array, start: number, end: number): string => Array.from(cps.subarray(start, end), (cp) => String.fromCodePoint(cp)).join('');
const words = (text: string): string[] => {
  const { count, ids, distinct: { starts, ends }, spelling } = shared.load(Buffer.from(text), 'en').of(TreebankWords);
  return Array.from({ length: count }, (_, i) => slice(spelling, starts[ids[i]!]!, ends[ids[i]!]!));
};
/** The tokens of a text taken as one sentence. */
const tokens = (text: string): string[] => {
  const { cps, length } = shared.load(Buffer.from(text), 'en'), sentence = new PunktSentences(), made = new TreebankTokens();
  [sentence.count, sentence.starts[0], sentence.ends[0]] = [1, 0, length];
  made.split(cps, sentence);
  return Array.from({ length: made.count }, (_, i) => (made.ends[i] === OPEN ? '``' : made.ends[i] === CLOSE ? "''" : slice(cps, made.starts[i]!, made.ends[i]!)));
};

// Origin: what nltk 3.8.1 NLTKWordTokenizer().tokenize returned for these sentences; the first one is its docstring's.
test.each([
  ['Good muffins cost $3.88 (roughly 3,36 euros)\nin New York.  Please buy me\ntwo of them.\nThanks.',
    "Good muffins cost $ 3.88 ( roughly 3,36 euros ) in New York. Please buy me two of them. Thanks ."],
  ["'Tis (the) ''so-called'' dogs' bone--or \"not\", 3,14,,x: y's... I cannot, wanna go.",
    "'T is ( the ) `` so-called '' dogs ' bone -- or `` not '' , 3,14 , ,x : y 's ... I can not , wan na go ."],
  ["“Don’t” she said, ‘I'd've’ ```x``` l'été 'a' e.g. gimme; more'n d'ye!", "“ Don ’ t ” she said , ‘ I'd 've ’ `` ` x `` ` l'été ' a ' e.g. gim me ; more 'n d 'ye !"],
  ['He was "here. " )', 'He was `` here. `` )'],
  ["It's\nhers' n't couldn't've wanna's' ,,,5 a:b:1 --- ....", "It's hers ' n't couldn't 've wan na 's ' , ,,5 a : b:1 -- - ...."],
  ['$5 & <b>[x]{y}* 50% #1 @me !?', '$ 5 & < b > [ x ] { y } * 50 % # 1 @ me ! ?'],
  ['""say"" (""a"" and ""b""', "`` `` say '' '' ( `` '' a '' '' and `` '' b '' ''"],
  ["('''c''' ''''d", "( `` ' c '' ' `` '' d"],
])('tokens of %j', (text, expected) => { expect(tokens(text)).toEqual(expected.split(' ')); });

test('the last period of each sentence is a word, and a quotation mark turns into two', () => {
  expect(words('He said: "It can\'t be." (He left.)')).toEqual("He said : `` It ca n't be . '' ( He left . )".split(' '));
});

test('equals the plain twin on 3,000 texts full of marks', () => {
  const next = seeded(8);
  for (let i = 0; i < 3000; i++) { const text = sentenceMaker(next); expect(words(text), JSON.stringify(text)).toEqual(wordTokenize(text)); }
});

test('equal words have one number, whatever they were made of', () => {
  const { ids, distinct } = shared.load(Buffer.from('"a" ``b\'\' "a"'), 'en').of(TreebankWords);
  const [open, a, close, , b] = ids;
  expect([...ids.subarray(0, 9)]).toEqual([open, a, close, open, b, close, open, a, close]);
  expect([open, a, close, b].map((id) => distinct.counts[id!])).toEqual([3, 2, 3, 1]);
  // A comma and a period have their numbers before they are met.
  expect([...distinct.counts.subarray(0, distinct.distinct)].filter((count) => count > 0)).toHaveLength(4);
});
