import { HashedStrings, type HashedStringsData } from './hashed-strings.js';

/** What threads share of the lists. */
export interface Ut1Data {
  /** Names of the categories, in order of code units. */
  readonly categories: readonly string[];
  /** Combinations that occur, each the ascending numbers of its categories; combination 0 is the empty one. */
  readonly combinations: readonly (readonly number[])[];
  readonly hosts: HashedStringsData;
  readonly urls: HashedStringsData;
}

/** One list of a category. */
export interface Ut1List {
  readonly category: string;
  readonly kind: 'hosts' | 'urls';
  /** One entry a line, UTF-8; white space at both ends is no part of it, a line of nothing else is no entry. */
  readonly read: () => Uint8Array;
}

const MOST_COMBINATIONS = 0xffff;

/**
 * Lists of hosts and URLs by category, in the form of the University of Toulouse's blacklists (UT1, https://dsi.ut-capitole.fr/blacklists/,
 * CC BY-SA 4.0). Entries are compared as they are written: whole, no domain above a host is tried, no case is folded.
 */
export class Ut1 {
  readonly categories: readonly string[];
  readonly combinations: Ut1Data['combinations'];
  private readonly hosts: HashedStrings;
  private readonly urls: HashedStrings;

  constructor({ categories, combinations, hosts, urls }: Ut1Data) {
    this.categories = categories;
    this.combinations = combinations;
    this.hosts = new HashedStrings(hosts);
    this.urls = new HashedStrings(urls);
  }

  /** Is there a host in any list? */
  get hasHosts(): boolean { return this.hosts.size > 0; }

  /** Is there a URL in any list? */
  get hasUrls(): boolean { return this.urls.size > 0; }

  /** Number of the combination of categories that list this host; 0 = none does. */
  hostCombination(host: string): number { return this.hosts.find(host); }

  /** The same for an entry of a list of URLs: host and path, without a scheme. */
  urlCombination(url: string): number { return this.urls.find(url); }
}

/** Lists -> data for `Ut1`: read one at a time, so memory holds the tables and one list. About 0.3 us an entry. */
export const compileUt1 = (lists: readonly Ut1List[]): Ut1Data => {
  const categories = [...new Set(lists.map(({ category }) => category))].sort(), tables = { hosts: new HashedStrings(), urls: new HashedStrings() };
  const combinations: (readonly number[])[] = [[]], numbers = new Map([['', 0]]);
  const withCategory = (combination: number, category: number): number => {
    const members = combinations[combination]!;
    if (members.includes(category)) return combination;
    const more = [...members, category].sort((a, b) => a - b), name = more.join(' '), known = numbers.get(name);
    if (known !== undefined) return known;
    if (combinations.length > MOST_COMBINATIONS) throw new RangeError(`more than ${MOST_COMBINATIONS} combinations of categories`);
    numbers.set(name, combinations.length);
    return combinations.push(more) - 1;
  };
  for (const { category, kind, read } of lists) {
    const number = categories.indexOf(category), changed: number[] = [], table = tables[kind];
    const change = (combination: number): number => (changed[combination] ??= withCategory(combination, number));
    eachLine(read(), (bytes, from, to) => table.update(bytes, from, to, change));
  }
  return { categories, combinations, hosts: tables.hosts.data, urls: tables.urls.data };
};

/** Lines without the white space around them, those with something in them. */
const eachLine = (bytes: Uint8Array, take: (bytes: Uint8Array, from: number, to: number) => void): void => {
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, start), end = feed < 0 ? bytes.length : feed;
    let from = start, to = end;
    while (from < to && isBlank(bytes[from]!)) from++;
    while (to > from && isBlank(bytes[to - 1]!)) to--;
    if (to > from) take(bytes, from, to);
    start = end + 1;
  }
};
const LINE_FEED = 10;
/** ASCII white space. */
const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 9 && byte <= 13);
