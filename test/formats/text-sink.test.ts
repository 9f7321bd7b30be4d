import { describe, expect, it } from 'vitest';
import { textAt } from '../../src/model/columns.js';
import { TextSink } from '../../src/formats/text-sink.js';
import { codePoints } from '../../src/formats/utf8.js';
import { random } from './archive.js';

describe('TextSink', () => {
  it.each([
    ['plain', 5, 5, 0, 'plain'], ['é\u2028😀', 9, 3, 0, 'é\u2028😀'], ['\ufeffa ', 5, 3, 0, '\ufeffa '], ['a\0b\0', 8, 4, 2, 'a\ufffdb\ufffd'], ['\ud800x\udc00', 7, 3, 2, '\ufffdx\ufffd'],
    ['\ud83d\ud83d\ude00', 7, 2, 1, '\ufffd😀'], ['\ufffd', 3, 1, 0, '\ufffd'], ['', 0, 0, 0, ''],
  ])('string %j', (text, bytes, chars, repaired, kept) => {
    const sink = new TextSink(0);
    expect(sink.addString(text)).toEqual({ bytes, chars, repaired });
    expect(textAt(sink.packed(), 0)).toBe(kept);
  });

  it.each([
    ['6162', 2, 2, 0, 'ab'], ['efbbbf61', 4, 2, 0, '\ufeffa'], ['610062', 5, 3, 1, 'a\ufffdb'], ['61ff62', 5, 3, 1, 'a\ufffdb'], ['e28261', 4, 2, 1, '\ufffda'],
    ['eda080', 9, 3, 3, '\ufffd\ufffd\ufffd'], ['efbfbdff', 6, 2, 1, '\ufffd\ufffd'], ['f09f9880', 4, 1, 0, '😀'], ['', 0, 0, 0, ''],
  ])('bytes %s', (hex, bytes, chars, repaired, kept) => {
    const sink = new TextSink(0);
    expect(sink.addUtf8(Buffer.from(hex, 'hex'))).toEqual({ bytes, chars, repaired });
    expect(textAt(sink.packed(), 0)).toBe(kept);
  });

  it('grows, and takes back the last text only', () => {
    const sink = new TextSink(0);
    const texts = Array.from({ length: 50 }, (_, i) => 'é'.repeat(i * 40));
    for (const text of texts) {
      sink.addString(text);
      expect(Buffer.from(sink.last).toString()).toBe(text);
      sink.addString('no');
      sink.takeBack();
    }
    const packed = sink.packed();
    expect(texts.map((_, i) => textAt(packed, i))).toEqual(texts);
    expect(packed.bytes.length).toBe(packed.ends.at(-1));
  });
});

it('codePoints equals a count of the string on 2,000 texts at every alignment', () => {
  const next = random(5);
  const alphabet = ['a', 'b', ' ', 'é', 'ж', '中', '\u2028', '😀', '𝒳', '\u07ff', '\uffff'];
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: Math.floor(next() * 60) }, () => alphabet[Math.floor(next() * (round % 2 ? alphabet.length : 3))]!).join('');
    const shift = round % 5;
    const bytes = new Uint8Array(shift + Buffer.byteLength(text));
    bytes.set(Buffer.from(text), shift);
    expect(codePoints(bytes.subarray(shift))).toBe([...text].length);
  }
});
