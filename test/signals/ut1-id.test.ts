import { describe, expect, test } from 'vitest';
import { combinationId, ut1Id } from '../../src/signals/rps/ut1-id.js';
import { compileUt1, Ut1 } from '../../src/text/ut1.js';

const NAMES = ['adult', 'agressif', 'agressive', 'arjel', 'chat', 'dating', 'ddos', 'filehosting', 'gambling', 'mixed_adult', 'phishing', 'porn', 'violence'];
/** `itertools.combinations`. */
const combinations = (names: readonly string[], size: number): string[][] =>
  size === 0 ? [[]] : names.flatMap((name, i) => combinations(names.slice(i + 1), size - 1).map((rest) => [name, ...rest]));

describe('id of a combination of categories', () => {
  test('is its index among all 8,191, by size and then in lexicographic order', () => {
    const all = NAMES.flatMap((_, i) => combinations(NAMES, i + 1));
    expect(all).toHaveLength(8191);
    expect(all.map((names) => combinationId([...names].reverse()))).toEqual(all.map((_, i) => i));
    expect([['adult', 'mixed_adult'], ['adult', 'porn']].map(combinationId)).toEqual([21, 23]);
    expect([combinationId(['publicite', 'porn', 'adult', 'bitcoin']), combinationId(['bitcoin']), combinationId([])]).toEqual([23, NaN, NaN]);
  });

  test('is that of the host as it stands in the URL', () => {
    const ut1 = new Ut1(compileUt1(['gambling', 'bitcoin'].map((category) => ({ category, kind: 'hosts', read: () => Buffer.from(category === 'gambling' ? 'bet.com\nbet.com:8080\n' : 'coin.com\nbet.com\n') }))));
    const urls = ['https://bet.com/', 'http://bet.com', 'HTTP://bet.com?x', '//bet.com#y', ' https://bet.com/', 'https://bet.com:8080/', 'https://www.bet.com/', 'https://Bet.com/', 'https://coin.com/', 'bet.com', 'https:bet.com', ''];
    expect(urls.map((url) => ut1Id(ut1, url))).toEqual([8, 8, 8, 8, 8, 8, NaN, NaN, NaN, NaN, NaN, NaN]);
    expect([ut1Id(ut1, null), ut1Id(null, 'https://bet.com/')]).toEqual([NaN, NaN]);
  });
});
