import type { Ut1 } from '../../text/ut1.js';

/** The categories that RedPajama-V2 reads, sorted. */
export const CATEGORIES = ['adult', 'agressif', 'agressive', 'arjel', 'chat', 'dating', 'ddos', 'filehosting', 'gambling', 'mixed_adult', 'phishing', 'porn', 'violence'];

const choose = (n: number, k: number): number => {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return k > n ? 0 : ways;
};

/**
 * Index of a combination of categories in the enumeration of all 8,191 by size, then in lexicographic order (`itertools.combinations`); other categories do
 * not count. NaN when none of the 13 is among them. Example: adult 0, violence 12, adult and agressif 13.
 */
export const combinationId = (categories: readonly string[]): number => {
  const chosen = CATEGORIES.flatMap((name, i) => (categories.includes(name) ? [i] : [])), n = CATEGORIES.length, k = chosen.length;
  if (k === 0) return NaN;
  let id = 0;
  for (let smaller = 1; smaller < k; smaller++) id += choose(n, smaller);
  // All combinations that have a smaller member at the first place where they differ come before.
  chosen.forEach((member, place) => {
    for (let other = place === 0 ? 0 : chosen[place - 1]! + 1; other < member; other++) id += choose(n - 1 - other, k - 1 - place);
  });
  return id;
};

const known = new WeakMap<Ut1, Float64Array>();

/** The id of a page's host, NaN when it is not listed, has no URL, or there are no lists. */
export const ut1Id = (ut1: Ut1 | null, url: string | null): number => {
  if (ut1 === null || url === null) return NaN;
  let ids = known.get(ut1);
  if (!ids) known.set(ut1, ids = Float64Array.from(ut1.combinations, (members) => combinationId(members.map((member) => ut1.categories[member]!))));
  const place = NETLOC.exec(url)?.[1] ?? '';
  return place === '' ? NaN : ids[ut1.hostCombination(place)]!;
};

/** `urllib.parse.urlparse(url).netloc`: as it is written, with user and port when there are any. */
const NETLOC = /^[\0-\x20]*(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i;
