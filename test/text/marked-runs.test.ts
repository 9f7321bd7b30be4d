import { expect, test } from 'vitest';
import { MarkedRuns } from '../../src/text/marked-runs.js';
import { Shared } from '../../src/text/shared.js';
import { SplitWords } from '../../src/text/split-words.js';
import { generateText } from '../signals/generate.js';
import { WORD, asUnicode14, findall, sentences } from '../signals/plain/python.js';

const shared = new Shared();

test('sentences of any runs in a row are the matches of the regex, word characters those of each run, on 2,000 generated texts', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    shared.load(Buffer.from(generateText(seed)), '');
    const { ids, count, starts, ends } = shared.of(SplitWords), runs = shared.of(MarkedRuns);
    const textOf = (first: number, last: number): string => (first === last ? '' : asUnicode14(String.fromCodePoint(...shared.cps.subarray(starts[first], ends[last - 1]))));
    for (const [first, last] of [[0, count], [count >> 2, count >> 1]] as const) expect(runs.sentences(ids, first, last), `seed ${seed}, runs ${first} to ${last}`).toBe(sentences(textOf(first, last)));
    expect(Array.from({ length: count }, (_, k) => runs.letters[ids[k]!]), `seed ${seed}`).toEqual(Array.from({ length: count }, (_, k) => findall(textOf(k, k + 1), `[${WORD}]`).length));
  }
});
