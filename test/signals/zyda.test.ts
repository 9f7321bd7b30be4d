import { describe, expect, test } from 'vitest';
import { zyda } from '../../src/signals/zyda.js';
import { CURSED, PROFANITY, SEXUAL, ZH_PORN } from '../../src/signals/zyda/word-lists.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainZyda } from './plain/zyda.js';

const PHRASES = ['xml', '<?xml version="1"?>', 'xml version=', 'lorem ipsum', 'https://x', '<', '>', '":', 'wwww.', 'wwwwwwww', 'www\n', 'www', 'a@b.co', 'a@b.c', 'x.y+z@w-v.de.uk|', '@a.bc', 'é.@x.yz', '..@x.yz', 'a@b@c.de.f', 'a@-.ab1', 'a@b.cd_',
  'a@b.|||', 'a@b.cc|||d', 'a@b..cd', '1.2.3.4', '999.1.1.256', '1.2.3.4.5.6.7.8', '256.256.1.1', '1.1.1.299', '1.1.1.1999', '1..1.1.1', '01.002.3.45', 'aaaaaaa', '_______', '__________', '11111111', '----------', '/////////', ' '.repeat(41), '\t'.repeat(20), '\n'.repeat(12),
  '\\'.repeat(11), '.'.repeat(10), '\xa0'.repeat(10), ' fuck fuck ', ' the cat sat and run for the big dog mat', ' a b c d e f g h i j k l m n o p q r s', ' this that with have been were they from them this', ', ab, cd,, ef, gh, ij,', ', ab, cd, ef, gh,, ij, kl, mn,', ' nr.', ' кг.', ' г.', '|',
  ' \u2116', '\ufffd\ufffd\ufffd\ufffd', 'caoporn', '4438x', ...PROFANITY, ...SEXUAL, ...ZH_PORN.slice(40, 60), ...CURSED];

describe('family zyda', () => {
  compareWithTwin(zyda, plainZyda, ['en', 'zh'], PHRASES);

  // Python's `findall`, by hand: what a match has taken is not looked at again, `$` also stands before a last line feed, a dot is no line feed.
  test.each([
    [' fuck fuck fuck ', { zyda_words_profanity: 2 }], ['wwwwww.', { zyda_pattern_www: 1 }], ['www', { zyda_pattern_www: 0 }], ['www\nwww.', { zyda_pattern_www: 1 }], ['4438x', { zyda_words_zh_porn: 2 }],
    ['x | \n\n', { zyda_words_cursed: 1 }], ['x nr.\n', { zyda_words_cursed: 1 }], ['x nr.\n\n', { zyda_words_cursed: 0 }], ['x кг. \n', { zyda_words_cursed: 1 }], [' cunt ', { zyda_words_profanity: 1, zyda_words_sexual: 1 }],
    [' '.repeat(72), { zyda_words_cursed: 3, zyda_transformed_length: 1 }], ['1.2.3.256', { zyda_pii_count: 1 }], ['1.2.3.4.5.6.7.8', { zyda_pii_count: 2 }], ['a.b@c.de, x@y.z', { zyda_pii_count: 1 }], ['<?xml version=', { zyda_pattern_xml: 1, zyda_pattern_xml_version: 1 }],
  ])('%j', (text, expected) => expect(measurer(zyda)(text, 'en')).toMatchObject(expected));
});
