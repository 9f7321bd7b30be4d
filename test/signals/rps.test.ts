import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { rps } from '../../src/signals/rps.js';
import { isNumeric } from '../../src/signals/rps/numeric.js';
import { STOP_WORDS } from '../../src/signals/rps/stop-words.js';
import { measurer } from '../oracle/texts.js';
import { textsWith } from './compare-with-twin.js';
import { plainRps } from './plain/rps.js';

const PHRASES = ['The', 'the', 'don\'t', 'aujourd\'hui', 'la', 'über', 'ue\u0308ber', 'и', 'ja', 'e', 'two girls one cup', 'Two GIRLS, one cup', 'bad', 'damn', 'ass', 'blow job', 'blow blow job job', 'g-spot', 'gspot', 's&m',
  'schwanz', 'Schwanz', 'bite', 'folle', 'zut alors', 'pu\u0301ta', 'puta', 'culo', 'cazzo', 'JavaScript', 'javascript:', '• x', '\n•', '\n– 12', '\n12 34\n', '\n１２三\n', '\n½\n', '\nÉÀ\n', '\nAB', 'end.\n', '”\n', '?\u3000\n', '\n\n', '\r\n', '\u2028'];
const LANGS = ['en', 'de', 'en', 'fr', 'es', 'it', 'bg', 'fi', 'und', 'tr'];

describe('family rps', () => {
  const texts = textsWith(PHRASES), measure = measurer(rps), values = texts.map((text, i) => measure(text, LANGS[i % LANGS.length]!));

  test('equals its plain twin on 2,000 generated texts', () => {
    texts.forEach((text, i) => expect(values[i], `text ${i}`).toEqual(plainRps(text, LANGS[i % LANGS.length]!)));
  });

  test('every value lies in the range of the catalogue, and each signal that needs no list of hosts takes more than one', () => {
    for (const { name, range: [least, most], nullWhen, type } of rps.signals) {
      const found = values.map((row) => row[name]!);
      if (found.some((value) => value === null)) expect(nullWhen, name).not.toBe('');
      for (const value of found.filter((one) => one !== null)) {
        expect(value, name).toBeGreaterThanOrEqual(least ?? -Infinity);
        expect(value, name).toBeLessThanOrEqual(most ?? Infinity);
        if (type === 'count' || type === 'flag') expect(Number.isInteger(value), name).toBe(true);
      }
      if (name !== 'rps_doc_ut1_blacklist') expect(new Set(found).size, name).toBeGreaterThan(1);
    }
  });

  // By hand: 3 of 5 raw words; "The" is none. Two entries of two words overlap. A word with an accent, as the list has it, is decomposed in the text.
  test('stop words and bad words as they are written', () => {
    expect(measure('The cat is on it.', 'en')).toMatchObject({ rps_doc_stop_word_fraction: 0.5, rps_doc_ldnoobw_words: 0 });
    expect(measure('A blow JOB, two girls one cup? G-spot!', 'en')).toMatchObject({ rps_doc_ldnoobw_words: 2 });
    expect(measure('...', 'en')).toMatchObject({ rps_doc_stop_word_fraction: 0, rps_doc_ldnoobw_words: 0 });
    expect(measure('the und', 'de')).toMatchObject({ rps_doc_stop_word_fraction: 0.5 });
    expect(measure('the', 'zh')).toMatchObject({ rps_doc_stop_word_fraction: null, rps_doc_ldnoobw_words: null });
  });
});

describe('lists', () => {
  // Origin: SHA-256 of the lists that the published code embeds, sorted and joined by line feeds; for bg and fi their sizes.
  test('stop words are those of the published code', () => {
    const lists = Object.entries(STOP_WORDS).map(([lang, words]) => [lang, words.trim().split(/\s/)] as const);
    expect(Object.fromEntries(lists.map(([lang, words]) => [lang, words.length]))).toEqual({ bg: 259, de: 596, en: 570, es: 577, fi: 772, fr: 606, it: 619 });
    const hashes = Object.fromEntries(lists.map(([lang, words]) => [lang, createHash('sha256').update(words.join('\n')).digest('hex')]));
    expect(hashes).toMatchObject({
      en: '8b22cdb3811112c48c3fe2d9ad59d4852eeb6fc993d4584607318e1b41b27888', de: 'becbb8dd0255f2621d3e5ea46053467f1fe6575c99c7c9f12b3e5b2b03b501e1',
      fr: '6ecf4c7cf6fa57b3b352175a6cc56a59728619a49bc8a881de3f3d45d9d21b0d', es: 'fb457069dbc93db05dcdd853b70970c189814788e58643e30ff7bdd174f81448',
      it: 'c45c671bafef71d2bd5f3e19cc03644f208f5abb05856e594e82bdbd40add5e5',
    });
  });

  // Origin: counts of LDNOOBW @5faf2ba by number of words in an entry.
  test('bad words are those of LDNOOBW @5faf2ba', () => {
    const lists = createRequire(import.meta.url)('naughty-words') as Record<string, string[]>;
    expect(['en', 'de', 'fr', 'es', 'it'].map((lang) => lists[lang]!.length)).toEqual([403, 66, 91, 68, 168]);
    expect([1, 2, 3, 4, 6].map((n) => lists['en']!.filter((entry) => entry.split(' ').length === n).length)).toEqual([279, 104, 14, 5, 1]);
  });

  // Origin: `sum(chr(c).isnumeric() for c in range(0x110000))` and SHA-256 of those code points in hex, joined by spaces, in Python 3.11.7.
  test('numeric code points are those of Python 3.11', () => {
    const numeric = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter((codePoint) => (codePoint < 0xd800 || codePoint > 0xdfff) && isNumeric(codePoint));
    expect([numeric.length, createHash('sha256').update(numeric.map((codePoint) => codePoint.toString(16)).join(' ')).digest('hex')]).toEqual([1872, '9cdd95a7dd79217bfc1112408c90d7322c43675b43da899e2a18d7957541de40']);
  });
});
