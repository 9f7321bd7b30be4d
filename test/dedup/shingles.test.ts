import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { FOLD } from '../../src/dedup/fold.js';
import { MAX_SHINGLES, shingle, TEXT_CAP } from '../../src/dedup/shingles.js';
import { plainShingles } from './plain-shingles.js';
import { random } from './random.js';

const out = new Int32Array(MAX_SHINGLES);
const fast = (text: string) => {
  const bytes = Buffer.from(text);
  const { count, enough } = shingle(bytes, 0, bytes.length, out);
  return { shingles: [...out.subarray(0, count)], enough };
};

const ALPHABETS = [
  'abc XYZ 019 .,;-\'"\n\t\u0000', 'ÄÖÜäöüßéÉ İıſ ΑΒΓαβγΣς ЖжЁё Աա \u00a0\u00ad«»¿', 'Ạạ Ẽẽ ẞẖ ​“”‘’—…€→■★',
  '漢字かなカナー。、「」・ 々〇〡', 'ไทยภาษา ລາວ ကမ ខ្មែរ', '٠١٢٣ عربية، ؟ שלום ०१२ नमस्ते।', 'ＡＢｃ１２３！，｡ｱｲ', '\u{20000}\u{2a6d6} 😀🔥𝐀',
].map((letters) => [...letters]);

test('equals the plain shingler on 2,000 generated texts', () => {
  const { below, chance, pick } = random(7);
  let long = 0, characters = 0;
  for (let n = 0; n < 2000; n++) {
    const mixed = chance(0.4), main = pick(ALPHABETS), length = below(chance(0.3) ? 400 : 60);
    let text = '';
    for (let i = 0; i < length; i++) text += chance(0.12) ? ' ' : pick(mixed && chance(0.3) ? pick(ALPHABETS) : main);
    const found = fast(text);
    expect(found, JSON.stringify(text)).toEqual(plainShingles(text));
    if (found.enough) long++;
    if (/[漢字かなไทย]/u.test(text) && found.enough) characters++;
  }
  expect(long).toBeGreaterThan(300);
  expect(characters).toBeGreaterThan(50);
});

describe('what counts as the same', () => {
  test.each([
    ['case, digits, punctuation', 'On May 3, 2021 he said: "It\'s done."', 'on may 14 - 1999 HE SAID it s done'],
    ['spacing, typographic punctuation', 'one “two” three — four\u00a0five', 'one two\n\nthree four five'],
    ['case beyond ASCII', 'ÉCOLE ΑΘΗΝΑ МОСКВА ĐƯỜNG ԵՐԵՎԱՆ', 'école αθηνα москва đường երևան'.replace('և', 'եվ')],
    ['punctuation between characters', '今日は、とても良い天気です。', '今日はとても良い天気です'],
    ['full-width letters and digits', 'ＡＢＣ １２３', 'abc 7'],
  ])('%s', (_, a, b) => expect(fast(a).shingles).toEqual(fast(b).shingles));
  test.each([
    ['order of words', 'a b c d e', 'b a c d e'],
    ['a word', 'a b c d e', 'a b c d f'],
    ['word ends', 'ab c d e f', 'a bc d e f'],
    ['accents', 'cafe a b c d', 'café a b c d'],
  ])('but not %s', (_, a, b) => expect(fast(a).shingles).not.toEqual(fast(b).shingles));
});

test('short texts: none, one shingle below five words, near layer from 20 words or 40 characters', () => {
  const words = (n: number) => Array.from({ length: n }, (_, i) => `w${String.fromCharCode(97 + i)}`).join(' ');
  const counts = (text: string) => { const { shingles, enough } = fast(text); return [shingles.length, enough]; };
  expect([0, 1, 4, 5, 6, 19, 20].map((n) => counts(words(n)))).toEqual([[0, false], [1, false], [1, false], [1, false], [2, false], [15, false], [16, true]]);
  expect(counts(' .,!\n')).toEqual([0, false]);
  expect([4, 5, 39, 40].map((n) => counts('漢'.repeat(n)))).toEqual([[1, false], [1, false], [35, false], [36, true]]);
  expect(counts(`${'漢'.repeat(20)} ${words(10)}`)).toEqual([7, false]);
});

test('a text is read up to its first MiB and cut before a code point', () => {
  const word = 'é ', long = word.repeat(TEXT_CAP);
  expect(fast(long).shingles.length).toBe(Math.floor(TEXT_CAP / 3) - 4);
  expect(fast('a '.repeat(TEXT_CAP)).shingles.length).toBe(MAX_SHINGLES - 4);
  expect(fast(`${'a '.repeat(TEXT_CAP / 2)}more words behind the cap`)).toEqual(fast('a '.repeat(TEXT_CAP / 2)));
  expect(fast('字'.repeat(TEXT_CAP)).shingles.length).toBe(Math.floor(TEXT_CAP / 3) - 4);
});

test('broken UTF-8 at the end of a text is read without a fault', () => {
  for (const tail of [[0xe6], [0xe6, 0xbc], [0xf0, 0x9f], [0xc3], [0xff]]) {
    const bytes = Uint8Array.from([0x61, 0x20, ...tail]);
    expect(shingle(bytes, 0, bytes.length, out).count).toBe(1);
  }
});

test('the folding table is the one that stored sketches were made with', () => {
  expect(createHash('sha1').update(Buffer.from(FOLD.buffer)).digest('hex')).toBe('6f4c28130432c91d084477eaa1f8f160580d3944');
});
