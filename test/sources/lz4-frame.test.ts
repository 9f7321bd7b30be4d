import { describe, expect, test } from 'vitest';
import { unlz4 } from '../../src/sources/lz4-frame.js';

/** A frame by hand: version 01, independent blocks, no checksums, blocks of up to 64 KiB. */
const frame = (...blocks: readonly number[][]): Buffer =>
  Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, ...blocks.flatMap((block) => [block.length, 0, 0, 0, ...block]), 0, 0, 0, 0]);

// From the reference tool (lz4 1.9.4): -BD -B4 -BX --content-size, of `abcdefghij` 7,000 times and `the end`: two linked blocks with checksums and the content size.
const LINKED = Buffer.from('BCJNGFxAdxEBAAAAAAAsFAEAAK9hYmNkZWZnaGlqCgD/////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////3lBiY2RlZn81fc8dAAAAD/r///////////////////////9ucHRoZSBlbmRu4hQDAAAAACx++BY=', 'base64');
const LINKED_TEXT = `${'abcdefghij'.repeat(7000)}the end`;
// lz4 -9 -BX
const CHECKED = Buffer.from('BCJNGHRAvSEAAADSS2Fma2EgZnJhbWVzLAgAMiBieQkAIywgHgBQcmFtZXPahNBpAAAAAEsv2m0=', 'base64');

describe('an LZ4 frame', () => {
  test('the worked example of the essay: literals, an overlapping match, a literal', () => {
    expect(unlz4(frame([0x35, 0x61, 0x62, 0x63, 0x03, 0x00, 0x10, 0x78])).toString()).toBe('abcabcabcabcx');
  });

  test('a block stored as it is, an empty frame, and what lies behind the end mark', () => {
    const stored = frame([0x61, 0x62, 0x63]);
    stored[10] = 0x80;
    expect(unlz4(stored).toString()).toBe('abc');
    expect(unlz4(frame()).toString()).toBe('');
    expect(unlz4(Buffer.concat([stored, Buffer.from('xyz')])).toString()).toBe('abc');
  });

  test('lengths of 15 and more, up to a last length byte of 0: 270 literals', () => {
    const text = 'x'.repeat(270), bytes = [...Buffer.from(text)];
    const block = [0xf0, 255, 0, ...bytes], made = frame(block);
    made.writeUInt32LE(block.length, 7);
    expect(unlz4(made).toString()).toBe(text);
  });

  test('frames of the reference tool: linked blocks, block checksums, content size', () => {
    expect(unlz4(LINKED).toString()).toBe(LINKED_TEXT);
    expect(unlz4(CHECKED).toString()).toBe('Kafka frames, frame by frame, Kafka frames');
  });

  test('cut off anywhere before its end mark it is an error', () => {
    for (const whole of [LINKED, CHECKED]) {
      const end = whole.length - 4;   // the content checksum behind the end mark
      for (let length = 0; length < end; length++) expect(() => unlz4(whole.subarray(0, length)), `${length} bytes`).toThrow('not a whole LZ4 frame');
    }
  });

  test('a distance before the beginning, a length behind the end, an unknown version, a dictionary', () => {
    expect(() => unlz4(frame([0x35, 0x61, 0x62, 0x63, 0x04, 0x00, 0x10, 0x78]))).toThrow('outside of the content');
    expect(() => unlz4(frame([0x35, 0x61, 0x62, 0x63, 0x00, 0x00, 0x10, 0x78]))).toThrow('outside of the content');
    expect(() => unlz4(frame([0x40, 0x61, 0x62, 0x63]))).toThrow('behind the end');
    expect(() => unlz4(frame([0x1f, 0x61, 0x01, 0x00, 255, 255]))).toThrow('cut off');
    for (const [flags, message] of [[0xa0, 'unknown version'], [0x61, 'dictionary']] as const) {
      const other = frame();
      other[4] = flags;
      expect(() => unlz4(other)).toThrow(message);
    }
  });

  test('any single changed byte ends in a text or an error, never in one that is longer than its blocks may be', () => {
    for (let at = 7; at < LINKED.length - 4; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const changed = Buffer.from(LINKED);
        changed[at] = value;
        try { expect(unlz4(changed).length).toBeLessThanOrEqual(2 * 65536); } catch (error) { expect(String(error)).toContain('not a whole LZ4 frame'); }
      }
    }
  });
});
