import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';
import { canonicalUrl } from '../../../src/text/url.js';

/** Lists by category. */
export interface PlainLists {
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  readonly urls: Readonly<Record<string, readonly string[]>>;
}
export interface PlainWords { readonly banned: readonly string[]; readonly soft: readonly string[]; readonly subwords: readonly string[] }

const BLOCKING = ['adult', 'agressif', 'agressive', 'arjel', 'chat', 'dating', 'ddos', 'filehosting', 'gambling', 'mixed_adult', 'phishing', 'porn', 'violence', 'block'];

/** `normalize` of datatrove's url_filter.py. */
const normalize = (text: string): string => text.replace(/[^a-zA-Z0-9]+/g, '').toLowerCase();

/** datatrove's URLFilter with sums where it returns a reason, as literally as JavaScript allows. `lists` null = none are set. */
export const plainUrl = (url: string | null, lists: PlainLists | null, words: PlainWords): Record<string, number | null> => {
  if (url === null) return { url_host_blocked: null, url_url_blocked: null, url_banned_words: null, url_soft_words: null, url_banned_subwords: null, url_is_punycode: null };
  const fqdn = new URL(url).hostname.replace(/\.$/, ''), unicode = /^[^/]*\/\/(?:[^/?#]*@)?([^/?#:]*)/.exec(url)![1]!;
  const names = [fqdn, getDomain(fqdn), getDomain(fqdn, { allowPrivateDomains: true })];
  const bare = (text: string): string => text.slice(text.indexOf('://') + 3), canonical = bare(canonicalUrl(url));
  const forms = [url, bare(url), canonical, canonical.startsWith('www.') ? canonical.slice(4) : canonical];
  const within = (kind: keyof PlainLists, categories: readonly string[], entries: readonly (string | null)[]): boolean =>
    categories.some((category) => entries.some((entry) => entry !== null && (lists![kind][category] ?? []).includes(entry)));
  const has = (kind: keyof PlainLists): boolean => Object.values(lists?.[kind] ?? {}).some(({ length }) => length > 0);
  const holding = (categories: readonly string[]): boolean => categories.some((category) => (lists?.hosts[category] ?? []).length + (lists?.urls[category] ?? []).length > 0);
  const verdict = (kind: keyof PlainLists, entries: readonly (string | null)[]): number | null => {
    if (!has(kind) || !holding([...BLOCKING, 'allow'])) return null;
    if (within('hosts', ['allow'], names) || within('urls', ['allow'], forms)) return 0;
    return !holding(BLOCKING) || within(kind, BLOCKING, entries) ? 1 : 0;
  };
  const urlWords = new Set(url.split(/[^a-zA-Z0-9]+/)), space = normalize(url), sum = (list: readonly string[], test: (word: string) => boolean): number => list.filter(test).length;
  return {
    url_host_blocked: verdict('hosts', names), url_url_blocked: verdict('urls', forms),
    url_banned_words: sum(words.banned, (word) => urlWords.has(word)), url_soft_words: sum(words.soft, (word) => urlWords.has(word)), url_banned_subwords: sum(words.subwords, (word) => space.includes(word)),
    url_is_punycode: domainToASCII(unicode).split('.').some((label) => label.startsWith('xn--')) ? 1 : 0,
  };
};
