import { describe, expect, it } from 'vitest';
import { file, readAll, short } from './archive.js';

// Made with `zstd` 1.5.4 from `{"text":"one"}\n{"text":"two"}\n` and `{"text":"three"}\n`; the last one with `--no-check`.
const ONE_TWO = Buffer.from('KLUv/SQe3QAAqHsidGV4dCI6Im9uZSJ9CnR3byJ9CgEAUsw6kOLf7g==', 'base64');
const THREE = Buffer.from('KLUv/SQRiQAAeyJ0ZXh0IjoidGhyZWUifQq2uKPE', 'base64');
const UNCHECKED = Buffer.from('KLUv/SARiQAAeyJ0ZXh0IjoidGhyZWUifQo=', 'base64');
const SKIPPABLE = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
let files = 0;
const find = async (...parts: readonly Uint8Array[]): Promise<string[]> => short(await readAll(file(`${files++}.jsonl.zst`, Buffer.concat(parts))));
const flipped = (frame: Buffer, at: number): Buffer => {
  const copy = Buffer.from(frame);
  copy[at]! ^= 0xff;
  return copy;
};
const [one, two, three] = ['json {"text":"one"}', 'json {"text":"two"}', 'json {"text":"three"}'];

describe('zstd', () => {
  it('reads frames with their offsets, passes over skippable ones', async () => {
    const found = await readAll(file('offsets.jsonl.zst', Buffer.concat([ONE_TWO, SKIPPABLE, UNCHECKED, THREE])));
    expect(short(found)).toEqual([one, two, three, three]);
    const second = ONE_TWO.length + SKIPPABLE.length;
    expect(found.map((item) => item.kind === 'record' && item.record.fileOffset)).toEqual([0, 0, second, second + UNCHECKED.length]);
  });

  it('goes on behind a frame that is damaged', async () => {
    expect((await find(THREE, flipped(ONE_TWO, ONE_TWO.length - 1), UNCHECKED)).filter((item) => !item.startsWith('lost'))).toEqual([three, one, two, 'fault corrupt_gzip -', three]);
    expect((await find(THREE, Buffer.from('garbage'), UNCHECKED))).toEqual([three, 'fault corrupt_gzip -', 'lost 7', three]);
    for (let at = 4; at < ONE_TWO.length; at++) {
      const found = await find(THREE, flipped(ONE_TWO, at), UNCHECKED);
      expect(found[0], `byte ${at}`).toBe(three);
    }
  });

  it('reports a file that ends early, keeps what is whole, takes padding', async () => {
    for (let length = 1; length < ONE_TWO.length; length++) {
      expect((await find(THREE, ONE_TWO.subarray(0, length))).slice(0, 2), `${length} bytes`).toEqual([three, length < 4 ? 'fault corrupt_gzip -' : 'fault truncated -']);
    }
    expect(await find(THREE, Buffer.alloc(100))).toEqual([three, 'lost 100']);
  });
});
