import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { count, numberColumn, pack, textAt, textColumn } from '../../src/model/columns.js';
import type { Cpu } from '../../src/model/ports.js';
import { openPool } from '../../src/workers/pool.js';

const encoder = new TextEncoder();
const batchOf = (texts: readonly string[], first = 0): Batch => {
  const all = <T>(value: T): T[] => texts.map(() => value);
  return {
    topic: 'files', partition: 0, first: BigInt(first), next: BigInt(first + texts.length), payloads: pack(texts.map((text) => encoder.encode(text))), rejections: [], skipped: {},
    columns: { record_id: textColumn(all('r')), url: textColumn(all(null)), snapshot: textColumn(all('s')), file: textColumn(all('f')), file_offset: numberColumn(all(0)), ordinal: numberColumn(all(0)), true_bytes: numberColumn(all(1)) },
  };
};
const shown = (batch: Batch) => ({ texts: Array.from({ length: count(batch.payloads) }, (_, i) => textAt(batch.payloads, i)), rejections: batch.rejections.map(({ position, reason, detail }) => [position, reason, detail]) });

/** Steps that die with their thread, exhaust its memory, hang, or throw; otherwise they leave texts as they are. */
const MODULE = `
const decoder = new TextDecoder();
export const steps = async () => ({ work: (batch) => {
  const text = decoder.decode(batch.payloads.bytes);
  if (text.includes('die')) process.exit(3);
  if (text.includes('hoard')) { const held = []; for (;;) held.push(new Array(1e6).fill({})); }
  if (text.includes('hang')) for (;;);
  if (text.includes('throw')) throw new RangeError('no');
  return { ...batch, columns: { position: { kind: 'number', values: Float64Array.from(batch.payloads.ends, (_, i) => i), nulls: new Uint8Array(batch.payloads.ends.length) } } };
} });
`;

describe('openPool', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-pool-')), path = join(folder, 'steps.mjs');
  let pool: Cpu;
  const notes: string[] = [];
  beforeAll(async () => {
    writeFileSync(path, MODULE);
    pool = await openPool({ threads: 2, module: pathToFileURL(path).href, settings: {}, budget: { base: 800, perRecord: 50 }, heapMb: 64, note: (sentence) => notes.push(sentence) });
  });
  afterAll(() => pool.close());

  it('computes many batches at once, each of them once', async () => {
    const batches = Array.from({ length: 20 }, (_, i) => batchOf([`a${i}`, `b${i}`], 2 * i));
    const computed = await Promise.all(batches.map((batch) => pool.run(batch)));
    expect(computed.map((batch) => shown(batch).texts)).toEqual(batches.map((_, i) => [`a${i}`, `b${i}`]));
  });

  it('rejects the record a worker dies of, hangs on or runs out of memory with, and nothing else', async () => {
    const texts = ['a', 'die', 'b', 'throw', 'c', 'hang', 'hoard', 'd'];
    const [faulty, sound] = await Promise.all([pool.run(batchOf(texts)), pool.run(batchOf(['x', 'y'], 8))]);
    expect(shown(sound)).toEqual({ texts: ['x', 'y'], rejections: [] });
    const died = 'the computation failed on this record', slow = 'the computation took longer than the time budget of a record';
    expect(shown(faulty)).toEqual({ texts: ['a', 'b', 'c', 'd'], rejections: [[1, 'worker_crash', died], [3, 'worker_crash', died], [5, 'timeout', slow], [6, 'worker_crash', died]] });
    expect(notes.some((note) => /died on records 0 to 8 of files\/0/.test(note))).toBe(true);
  });

  it('goes on after that', async () => {
    expect(shown(await pool.run(batchOf(['again'])))).toEqual({ texts: ['again'], rejections: [] });
  });

  it('passes on what steps say to the user, while they begin and at work, once for each thing they say it about, whichever thread it is', async () => {
    const said: string[] = [], module = join(folder, 'notes.mjs');
    writeFileSync(module, `export const steps = async (_settings, note) => {
      note('begun', 'start');
      return { work: (batch) => { note('batch ' + batch.first, 'work'); note('of ' + batch.first, 'at ' + batch.first); return { ...batch, columns: {} }; } };
    };`);
    const talkative = await openPool({ threads: 2, module: pathToFileURL(module).href, settings: {}, note: (sentence) => said.push(sentence) });
    await Promise.all([0, 1, 2, 3].map((first) => talkative.run(batchOf(['a'], first))));
    await talkative.close();
    expect(said.map((sentence) => sentence.replace(/^batch \d$/, 'batch')).sort()).toEqual(['batch', 'begun', 'of 0', 'of 1', 'of 2', 'of 3']);
  });

  it('says why it cannot start', async () => {
    await expect(openPool({ threads: 1, module: pathToFileURL(join(folder, 'none.mjs')).href, settings: {} })).rejects.toThrow('none.mjs');
  });
});
