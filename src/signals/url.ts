import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { placeOf } from '../text/url.js';
import { entries } from './entry.js';
import { CATEGORIES } from './rps/ut1-id.js';
import { blocked } from './url/blocked.js';
import { BANNED_SUBWORDS, BANNED_WORDS, SOFT_WORDS } from './url/words.js';

/*
 * What the URL filters of RefinedWeb (G. Penedo et al. 2023, appendix G.1) and of datatrove (FineWeb) look at, as numbers instead of one verdict: a page is
 * out there when its host or URL is blocked, when a banned word or sub-word is in its URL, or when two soft words are.
 *
 * Words are what lies between characters that are no ASCII letters or digits, in the case of the URL (the lists are in lower case); sub-words are looked for
 * in the URL without those characters, in lower case. Each entry of a list counts once, however often it occurs.
 * Example: `http://www.nude-art.example/Sexy/lesbian?x` has the words http www nude art example Sexy lesbian x, of which nude and lesbian are soft.
 */
const OF_LISTS = `categories ${CATEGORIES.join(', ')} and block of the lists in the setting ut1`;
const ALLOWED = 'neither host nor URL in category allow; where the lists have no category but allow to go by, 1 when neither is in it';

const SIGNALS = entries({ family: 'url', source: 'huggingface/datatrove@a649de7 src/datatrove/pipeline/filters/url_filter.py', range: [0, null], nullWhen: 'the page has no URL', reference: '', exact: null, tolerance: null, deviation: null } as const, [
  { name: 'url_host_blocked', type: 'flag', unit: '0/1', range: [0, 1], nullWhen: 'the page has no URL; no list of hosts is set',
    formula: `1 when the host or its registrable domain is in a list of hosts of the ${OF_LISTS}, and ${ALLOWED}` },
  { name: 'url_url_blocked', type: 'flag', unit: '0/1', range: [0, 1], nullWhen: 'the page has no URL; no list of URLs is set',
    formula: `1 when the URL is in a list of URLs of the ${OF_LISTS}, and ${ALLOWED}. Looked up as it is, without its scheme, and in its canonical form without scheme and without www.` },
  { name: 'url_banned_words', type: 'count', unit: 'words', formula: `how many of ${BANNED_WORDS.length} banned words are words of the URL` },
  { name: 'url_soft_words', type: 'count', unit: 'words', formula: `how many of ${SOFT_WORDS.length} soft words are words of the URL; the published filter drops a page with 2` },
  { name: 'url_banned_subwords', type: 'count', unit: 'words', formula: `how many of ${BANNED_SUBWORDS.length} banned sub-words are in the letters and digits of the URL, in lower case` },
  { name: 'url_is_punycode', type: 'flag', unit: '0/1', range: [0, 1], formula: '1 when a label of the host begins with xn--, or has to be written like that', source: 'RFC 3492, RFC 5890' },
]);

const GAPS = /[^a-zA-Z0-9]+/g;
const banned = new Set(BANNED_WORDS), soft = new Set(SOFT_WORDS);
const LABEL = /(?:^|\.)xn--/;

/** Family `url`. */
export const url: SignalFamily<Shared> = {
  name: 'url',
  signals: SIGNALS,
  measure: ({ url: address, ut1 }, out, at) => {
    const place = address === null ? null : placeOf(address);
    if (address === null || place === null) { out.fill(NaN, at, at + SIGNALS.length); return; }
    const { host, address: ofUrl } = blocked(ut1, address, place), words = new Set(address.split(GAPS)), letters = address.replace(GAPS, '').toLowerCase();
    out[at] = host;
    out[at + 1] = ofUrl;
    out[at + 2] = count(words, (word) => banned.has(word));
    out[at + 3] = count(words, (word) => soft.has(word));
    out[at + 4] = count(BANNED_SUBWORDS, (word) => letters.includes(word));
    out[at + 5] = LABEL.test(place.host) ? 1 : 0;
  },
};

const count = (list: Iterable<string>, holds: (word: string) => boolean): number => {
  let found = 0;
  for (const word of list) if (holds(word)) found++;
  return found;
};
