import { canonicalUrl, registeredDomain, type Place } from '../../text/url.js';
import type { Ut1 } from '../../text/ut1.js';
import { CATEGORIES } from '../rps/ut1-id.js';

/** A list of the user's own that blocks, beside those that RefinedWeb and RedPajama-V2 take from UT1. */
const BLOCK = 'block';
/** What is in a list of this category is never blocked. */
const ALLOW = 'allow';

const BLOCKS = 1, ALLOWS = 2;

/** What the lists are for: `of[combination]` has the bits `BLOCKS` and `ALLOWS`, `modes` those that some combination has. */
interface Purpose { readonly of: Uint8Array; readonly modes: number }
const known = new WeakMap<Ut1, Purpose>();

const purposeOf = (category: string): number => (category === ALLOW ? ALLOWS : category === BLOCK || CATEGORIES.includes(category) ? BLOCKS : 0);

const purpose = (ut1: Ut1): Purpose => {
  let found = known.get(ut1);
  if (!found) {
    const bits = ut1.categories.map(purposeOf), of = Uint8Array.from(ut1.combinations, (members) => members.reduce((sum, member) => sum | bits[member]!, 0));
    known.set(ut1, found = { of, modes: of.reduce((sum, one) => sum | one, 0) });
  }
  return found;
};

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i, WWW = /^www\./;

/** Spellings under which lists may have a URL; UT1 writes it without scheme and `www.`. */
const spellings = (url: string): string[] => {
  const bare = url.replace(SCHEME, ''), canonical = canonicalUrl(url).replace(SCHEME, '');
  return [...new Set([url, bare, canonical, canonical.replace(WWW, '')])];
};

/**
 * 1 or 0 for the host and for the URL of a page; NaN where there is no list of that kind, or none of a category that counts.
 * A host is in a list when it is there itself or its registrable domain is, by the rules of registries or with private suffixes.
 */
export const blocked = (ut1: Ut1 | null, url: string, place: Place): { host: number; address: number } => {
  const nothing = { host: NaN, address: NaN };
  if (ut1 === null) return nothing;
  const { of, modes } = purpose(ut1);
  if (modes === 0) return nothing;
  const host = place.host.replace(/\.$/, ''), hosts = [...new Set([host, place.domain, registeredDomain(host)])];
  const ofHost = hosts.reduce((bits, name) => bits | of[ut1.hostCombination(name)]!, 0), ofUrl = ut1.hasUrls ? spellings(url).reduce((bits, name) => bits | of[ut1.urlCombination(name)]!, 0) : 0;
  const allowed = ((ofHost | ofUrl) & ALLOWS) !== 0;
  const verdict = (bits: number): number => (allowed ? 0 : modes & BLOCKS ? bits & BLOCKS : 1);
  return { host: ut1.hasHosts ? verdict(ofHost) : NaN, address: ut1.hasUrls ? verdict(ofUrl) : NaN };
};
