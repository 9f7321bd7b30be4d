import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BREAK, DIGIT, NOT_UPPER, PUNCTUATION, SPACE, UPPER, WORD, entry, isCaseIgnorable, isCased } from '../../src/text/code-points.js';
import { normaliseRun } from '../../src/text/fold.js';
import { isLater } from '../../src/text/later-unicode.js';
import { SplitWords } from '../../src/text/split-words.js';
import { Words } from '../../src/text/tokens.js';

const ALL = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff);
const digest = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const members = (is: (codePoint: number) => boolean): [number, string] => {
  const bytes = Uint8Array.from(ALL, (codePoint) => (is(codePoint) ? 1 : 0));
  return [bytes.reduce((sum, bit) => sum + bit, 0), digest(bytes)];
};

// Origin: Python 3.11.7 (unicodedata 14.0.0). Number of code points, and SHA-256 of one byte (0 or 1) per code point, surrogates left out.
describe('all 1,112,064 code points are what Python 3.11 says', () => {
  test.each<[string, (codePoint: number) => boolean, number, string]>([
    ['re.match(r"\\w")', (c) => (entry(c) & WORD) !== 0, 133548, '170fc420520fd6c3'],
    ['str.isspace', (c) => (entry(c) & SPACE) !== 0, 29, '88c564e99693061a'],
    ['str.isupper', (c) => (entry(c) & UPPER) !== 0, 1951, '65e6d3227ad6a90e'],
    ['str.islower or category Lt', (c) => (entry(c) & NOT_UPPER) !== 0, 2502, '73828ad24fb116d8'],
    ['breaks str.splitlines', (c) => (entry(c) & BREAK) !== 0, 10, '24d369a2607b0c02'],
    ['re.match(r"\\d")', (c) => (entry(c) & DIGIT) !== 0, 660, 'b6731f9cc8032a30'],
    ['string.punctuation', (c) => (entry(c) & PUNCTUATION) !== 0, 32, 'a1892e999591dc9f'],
    ['makes a sigma final behind a letter', (c) => isCased(c) || isCaseIgnorable(c), 6855, '253bffa409d51b3a'],
    ['makes a sigma final alone', (c) => isCased(c) && !isCaseIgnorable(c), 4253, 'b84dbed6ba90276d'],
  ])('%s', (_, is, number, sha256) => { expect(members(is)).toEqual([number, sha256]); });

  // The same for unicodedata.normalize("NFD", c.lower()), joined by line feeds, white space and ASCII punctuation left out; both ways to fold.
  const foldable = ALL.filter((codePoint) => (entry(codePoint) & (SPACE | PUNCTUATION)) === 0);
  test('lower case and NFD, the general way', () => {
    const out = new Int32Array(16), folded = foldable.map((codePoint) => String.fromCodePoint(...out.subarray(0, normaliseRun(Int32Array.of(codePoint), 0, 1, out, 0))));
    expect(digest(folded.join('\n'))).toBe('8b4f4e5c7962baf5');
  });
  test('lower case and NFD, word by word', () => {
    const words = new Words(), runs = new SplitWords(), folded = foldable.map((codePoint) => {
      const { spelling, lengths } = words.read(Int32Array.of(codePoint), runs.scan(Int32Array.of(codePoint), 1), -1);
      return String.fromCodePoint(...spelling.subarray(0, lengths[0]!));
    });
    expect(digest(folded.join('\n'))).toBe('8b4f4e5c7962baf5');
  });

  test('this engine knows no code point beyond Unicode 14 that the list of later ones lacks', () => {
    // Origin: Python 3.11, code points whose category is not Cn, surrogates left out.
    expect(ALL.filter((codePoint) => !isLater(codePoint) && /\P{Cn}/u.test(String.fromCodePoint(codePoint))).length).toBe(282_230);
  });
});
