import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { url as family } from '../../src/signals/url.js';
import { BANNED_SUBWORDS, BANNED_WORDS, SOFT_WORDS } from '../../src/signals/url/words.js';
import { Shared } from '../../src/text/shared.js';
import { compileUt1, Ut1 } from '../../src/text/ut1.js';
import { seeded } from './generate.js';
import { plainUrl, type PlainLists } from './plain/url.js';

const ut1Of = ({ hosts, urls }: PlainLists): Ut1 => {
  const lists = (kind: 'hosts' | 'urls', of: PlainLists['hosts']) => Object.entries(of).map(([category, entries]) => ({ category, kind, read: () => Buffer.from(entries.join('\n')) }));
  return new Ut1(compileUt1([...lists('hosts', hosts), ...lists('urls', urls)]));
};
const measurer = (lists: PlainLists | null) => {
  const shared = new Shared(lists && ut1Of(lists)), out = new Float64Array(8).fill(-1);
  return (url: string | null): Record<string, number | null> => {
    family.measure(shared.load(Buffer.from('a text'), 'en', url), out, 1);
    expect([out[0], out[7]]).toEqual([-1, -1]);
    return Object.fromEntries(family.signals.map(({ name }, k) => [name, Number.isNaN(out[k + 1]) ? null : out[k + 1]!]));
  };
};
const LISTS: PlainLists = {
  hosts: {
    adult: ['bad.example', 'www.worse.co.uk', 'blog.tumblr.com', 'xn--bse-sna.example', '10.0.0.1'], gambling: ['bad.example', 'bets.invalid'], press: ['news.example'],
    block: ['mine.example', 'github.io'], allow: ['good.bad.example', 'fine.github.io'],
  },
  urls: { adult: ['half.example/nude', 'half.example/a?b=1', 'http://full.example/X', 'slash.example/d/'], press: ['half.example/press'], allow: ['mine.example/about'] },
};

describe('family url', () => {
  const HOSTS = ['bad.example', 'a.bad.example', 'good.bad.example', 'x.good.bad.example', 'worse.co.uk', 'www.worse.co.uk', 'a.b.tumblr.com', 'blog.tumblr.com', 'BAD.example', 'böse.example', 'news.example', 'bets.invalid', 'www.bets.invalid',
    'me.github.io', 'fine.github.io', 'mine.example', 'half.example', 'www.half.example', 'full.example', 'slash.example', 'other.example', '10.0.0.1', 'bad.example.', 'xn--80ak6aa92e.com', 'münchen.de', 'plain.xn--p1ai'];
  const PATHS = ['', '/', '/nude', '/nude/', '/NUDE', '/a?b=1', '/a?utm_source=x&b=1', '/a?b=1#top', '/X', '/d/', '/d', '/about', '/press', '/porn-XXX/porn', '/Porn', '/sex.sexy_lesbian', '/hot%20nude/tit+tits', '/Porn-Hub', '/two/girls-1/cup', '/index.html', '/ünude'];
  const PREFIXES = ['http://', 'https://', 'HTTP://', 'http://me:pw@', 'ftp://'];
  const next = seeded(5), pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)]!;
  const urls = Array.from({ length: 2000 }, () => `${pick(PREFIXES)}${pick(HOSTS)}${next() < 0.1 ? ':8080' : ''}${pick(PATHS)}`);
  const words = { banned: BANNED_WORDS, soft: SOFT_WORDS, subwords: BANNED_SUBWORDS };
  const NO_URLS = { ...LISTS, urls: {} }, ONLY_ALLOW: PlainLists = { hosts: { allow: ['bad.example'] }, urls: { allow: ['half.example/nude'] } }, OTHERS: PlainLists = { hosts: { press: ['bad.example'] }, urls: {} };

  test.each([['all lists', LISTS], ['no list of URLs', NO_URLS], ['nothing but what is allowed', ONLY_ALLOW], ['lists of other categories', OTHERS], ['no lists', null]])('equals its plain twin on 2,000 generated URLs: %s', (_what, lists) => {
    const measure = measurer(lists);
    for (const url of [...urls, null]) expect(measure(url), String(url)).toEqual(plainUrl(url, lists, words));
  });

  test('every value lies in the range of the catalogue; each signal takes more than one; without lists only their signals are undefined', () => {
    const rows = urls.map(measurer(LISTS)), bare = urls.map(measurer(null));
    for (const { name, range: [least, most] } of family.signals) {
      const values = rows.map((row) => row[name]!);
      expect(values.every((value) => Number.isInteger(value) && value >= least! && value <= (most ?? Infinity)), name).toBe(true);
      expect(new Set(values).size, name).toBeGreaterThan(1);
      expect(bare.every((row) => (row[name] === null) === name.endsWith('_blocked')), name).toBe(true);
    }
  });

  // By hand, from the reference's code: the set of split words, in their case; sub-words in the squeezed URL.
  test.each([
    ['http://www.nude-art.example/Sexy/lesbian?x', { url_banned_words: 0, url_soft_words: 2, url_banned_subwords: 0 }],
    ['http://porn.example/porn/xxx', { url_banned_words: 2, url_soft_words: 0, url_banned_subwords: 0 }],
    ['http://PORN.example/', { url_banned_words: 0, url_soft_words: 0 }],
    ['http://www.sussex.ac.uk/essex', { url_banned_words: 0, url_soft_words: 0, url_banned_subwords: 0 }],
    ['http://example.com/Porn-Hub', { url_banned_words: 0, url_banned_subwords: 1 }],
    ['http://example.com/ball-gag', { url_banned_subwords: 1 }],
    ['http://example.com/cum', { url_banned_words: 0, url_soft_words: 1 }],
  ])('words of %s', (url, expected) => expect(measurer(null)(url)).toMatchObject(expected));

  test.each<[string, number, number]>([
    ['http://bad.example/', 1, 0], ['http://deep.sub.bad.example/x', 1, 0], ['http://notbad.example/', 0, 0], ['http://good.bad.example/', 0, 0], ['http://deep.good.bad.example/', 1, 0],
    ['http://worse.co.uk/', 0, 0], ['http://www.worse.co.uk/', 1, 0], ['http://other.co.uk/', 0, 0], ['http://blog.tumblr.com/', 1, 0], ['http://tumblr.com/', 0, 0],
    ['http://böse.example/', 1, 0], ['http://xn--bse-sna.example/', 1, 0], ['http://10.0.0.1/', 1, 0], ['http://bad.example.:8080/', 1, 0], ['http://news.example/', 0, 0],
    ['https://any.github.io/', 1, 0], ['https://fine.github.io/', 0, 0], ['https://www.fine.github.io/', 0, 0], ['https://mine.example/', 1, 0], ['https://mine.example/about', 0, 0],
    ['https://half.example/nude', 0, 1], ['http://www.half.example/nude/', 0, 1], ['http://half.example/nude?utm_source=a', 0, 1], ['http://half.example/nudes', 0, 0], ['http://half.example/', 0, 0],
    ['http://half.example/press', 0, 0], ['http://full.example/X', 0, 1], ['https://full.example/X', 0, 0], ['http://slash.example/d/', 0, 1], ['http://slash.example/d', 0, 0],
  ])('%s is in the lists: host %i, URL %i', (url, host, address) => expect(measurer(LISTS)(url)).toMatchObject({ url_host_blocked: host, url_url_blocked: address }));

  test('a list of nothing but what is allowed blocks all else', () => {
    const measure = measurer(ONLY_ALLOW);
    expect(['http://a.bad.example/', 'http://other.example/', 'http://half.example/nude'].map((url) => measure(url)['url_host_blocked'])).toEqual([0, 1, 0]);
  });

  test.each<[string, number]>([['http://xn--mnchen-3ya.de/', 1], ['http://münchen.de/', 1], ['http://plain.xn--p1ai/', 1], ['http://XN--MNCHEN-3YA.de/', 1], ['http://example.com/xn--a', 0], ['http://axn--b.example/', 0], ['http://example.com/', 0]])(
    'punycode: %s %i', (url, expected) => expect(measurer(null)(url)['url_is_punycode']).toBe(expected));

  test('a page without URL has none of them', () => expect(Object.values(measurer(LISTS)(null))).toEqual([null, null, null, null, null, null]));

  // Origin: SHA-256 of the sorted entries that the reference's `parse_list` reads from its files at a649de7, joined by line feeds. Of its 88 lines of soft words one is there twice.
  test('the lists are those of the reference', () => {
    const digest = (list: readonly string[]): string => createHash('sha256').update([...list].sort().join('\n')).digest('hex');
    expect([BANNED_WORDS, SOFT_WORDS, BANNED_SUBWORDS].map((list) => [list.length, digest(list)])).toEqual([
      [203, '4f39ddf04b80c299dc780521a24787fed525da320a29e1f7f1dfed0711103705'], [87, '86afe37f8c1c08ba9ee23c3dd25ce2104beb1b835c9a3feabafa4811c40dea7c'], [134, 'c9cb70361f1a6ceb37511f633cadbb3a8c6babc56239563ce3f1d68557118731'],
    ]);
  });
});
