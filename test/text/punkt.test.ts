import { expect, test } from 'vitest';
import { PunktSentences } from '../../src/text/punkt.js';
import { Shared } from '../../src/text/shared.js';
import { seeded } from '../signals/generate.js';
import { sentTokenize } from '../signals/plain/nltk.js';
import { sentenceMaker } from './sentence-maker.js';

const shared = new Shared();
const sentences = (text: string): string[] => {
  const { count, starts, ends } = shared.load(Buffer.from(text), 'en').of(PunktSentences);
  return Array.from({ length: count }, (_, i) => Array.from(shared.cps.subarray(starts[i]!, ends[i]!), (cp) => String.fromCodePoint(cp)).join(''));
};

// Origin: the docstring and tests of nltk/tokenize/punkt.py @3.8.1, and its rules worked out by hand.
test.each([
  ['Very bad acting!!! I promise.', ['Very bad acting!!!', 'I promise.']],
  ['(Sent1.) Sent2.', ['(Sent1.)', 'Sent2.']],
  ["Punkt knows that the periods in Mr. Smith and Johann S. Bach\ndo not mark sentence boundaries.  And sometimes sentences\ncan start with non-capitalized words.  i is a good variable\nname.",
    ['Punkt knows that the periods in Mr. Smith and Johann S. Bach\ndo not mark sentence boundaries.', 'And sometimes sentences\ncan start with non-capitalized words.', 'i is a good variable\nname.']],
  ['Dr. No left at 5 p.m. The end.', ['Dr. No left at 5 p.m.', 'The end.']],
  ['In 2005. he went. In 2005. He went.', ['In 2005. he went.', 'In 2005.', 'He went.']],
  ['Well... maybe. Well... The end', ['Well... maybe.', 'Well...', 'The end']],
  ['He said "no." Then he left.) --and', ['He said "no."', 'Then he left.)', '--and']],
  ['Plan B. Most of it, by J. Smith.', ['Plan B.', 'Most of it, by J. Smith.']],
  ['Mr. Why?" he', ['Mr.', 'Why?"', 'he']],
  ['No end here', ['No end here']],
  [' \n ', []],
])('sentences of %j', (text, expected) => { expect(sentences(text)).toEqual(expected); });

// Origin: nltk 3.8.1 sent_tokenize with its English model.
test.each([
  ['Capt. Jones met Sgt. Hall in Ark. Code is law.', ['Capt.', 'Jones met Sgt.', 'Hall in Ark.', 'Code is law.']],
  ['He lives on Park Ave. Nearby is a shop.', ['He lives on Park Ave.', 'Nearby is a shop.']],
  ['She was ill. 40 days went by.', ['She was ill. 40 days went by.']],
  ['They wait ... Which one? He says ... His own.', ['They wait ...', 'Which one?', 'He says ... His own.']],
  ['Made by D.H. Brown of Wed. Smith said Thurs. Green came.', ['Made by D.H. Brown of Wed. Smith said Thurs.', 'Green came.']],
  ['Room 12. Who is there? Room 12. What is there?', ['Room 12. Who is there?', 'Room 12.', 'What is there?']],
  ['We met at ... A.M. or P.M. or both ... Doesn\'t matter.', ['We met at ...', 'A.M. or P.M. or both ...', 'Doesn\'t matter.']],
  ['Plan B. I was there. Plan B. Which was it?', ['Plan B. I was there.', 'Plan B.', 'Which was it?']],
])('words as the trained model takes them: %j', (text, expected) => { expect(sentences(text)).toEqual(expected); });

test('equals the plain twin on 3,000 texts full of marks', () => {
  const next = seeded(7);
  for (let i = 0; i < 3000; i++) { const text = sentenceMaker(next); expect(sentences(text), JSON.stringify(text)).toEqual(sentTokenize(text)); }
});

test('a range of a text is taken by itself', () => {
  const own = new PunktSentences(), { cps } = shared.load(Buffer.from('Ignored. One! Two? Ignored.'), 'en');
  expect(own.split(cps, 9, 18)).toBe(2);
  expect([...own.starts.subarray(0, 2)]).toEqual([9, 14]);
  expect([...own.ends.subarray(0, 2)]).toEqual([13, 18]);
});

// Origin: NLTK 3.8.1 with its English model.
test.each([
  ['He lives on Park Ave. Suite 5 is his.', 1], ['See Ark. App for it.', 2], ['He met Sgt. Pepper there.', 2], ['H.M. Konungen came.', 1], ['The L.A. riots began.', 1],
  ['Visit St. Louis, Mo. Wadaa is there.', 2], ['A Mr. No of D.H. Lawrence fame.', 1],
])('abbreviations in %j', (text, count) => { expect(sentences(text)).toHaveLength(count); });
