import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BLANK, DECIMAL, LETTER, NUMBER, PUNCTUATION_MARK, TOKEN, letterClass } from '../../src/text/letters.js';
import { isLater } from '../../src/text/later-unicode.js';

const ALL = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff);
const isKnown = (codePoint: number): boolean => !isLater(codePoint) && /\P{Cn}/u.test(String.fromCodePoint(codePoint));

// Number of code points, and SHA-256 of one byte (0 or 1) per code point, surrogates left out. Origin: the classes that tokenizers 0.19.1 (which Dolma 1.2.1
// asks for) gives each code point alone or behind a letter or a digit, and regex 2026.11.19 on those that Unicode 14 knows.
describe('all 1,112,064 code points are what the references say', () => {
  test.each<[string, (codePoint: number) => boolean, number, string]>([
    ['tokenizers [[:punct:]]', (c) => (letterClass(c) & PUNCTUATION_MARK) !== 0, 819, 'f3f4698bcdf53dfe'],
    ['tokenizers \\d', (c) => (letterClass(c) & DECIMAL) !== 0, 660, 'b6731f9cc8032a30'],
    ['tokenizers \\p{L}', (c) => (letterClass(c) & LETTER) !== 0, 131756, 'b150c79d255e2508'],
    ['tokenizers \\p{N}', (c) => (letterClass(c) & NUMBER) !== 0, 1791, 'be76a6cd27dc44ba'],
    ['regex \\w', (c) => isKnown(c) && (letterClass(c) & TOKEN) !== 0, 135202, 'b681e8cd27392428'],
    ['regex \\s', (c) => (letterClass(c) & BLANK) !== 0, 25, '9b9c501b8df92c71'],
  ])('%s', (_, is, number, sha256) => {
    const bytes = Uint8Array.from(ALL, (codePoint) => (is(codePoint) ? 1 : 0));
    expect([bytes.reduce((sum, bit) => sum + bit, 0), createHash('sha256').update(bytes).digest('hex').slice(0, 16)]).toEqual([number, sha256]);
  });
});
