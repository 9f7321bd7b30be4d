import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { count, numberColumn, pack, textAt, textColumn } from '../../src/model/columns.js';
import { inPieces } from '../../src/workers/in-pieces.js';

const encoder = new TextEncoder();
const rejection = (position: number) => ({ position, reason: 'empty' as const, detail: '', trueBytes: 0, rawHead: new Uint8Array(0), recordId: '', url: null, snapshot: '', file: '', fileOffset: 0, ordinal: 0 });
const textsOf = ({ payloads }: Batch): string[] => Array.from({ length: count(payloads) }, (_, i) => textAt(payloads, i));
/** Positions behind the last record are empty. */
const batchOf = (texts: readonly string[], gap = 0): Batch => ({
  topic: 'files', partition: 0, first: 100n, next: 100n + BigInt(texts.length + gap), payloads: pack(texts.map((text) => encoder.encode(text))), rejections: [], skipped: { request: 2 },
  columns: { record_id: textColumn(texts), ordinal: numberColumn(texts.map((_, i) => i)) },
});

/** Empty records are rejected; a batch without a document has no columns at all, as one whose records all failed has. */
const step = async (batch: Batch): Promise<Batch> => {
  const texts = textsOf(batch), kept = texts.map((text, position) => ({ text, position })).filter(({ text }) => text !== '');
  return {
    ...batch, payloads: pack(kept.map(({ text }) => encoder.encode(text))), rejections: texts.flatMap((text, position) => (text === '' ? [rejection(position)] : [])),
    columns: kept.length === 0 ? {} : { position: numberColumn(kept.map(({ position }) => position)), text: textColumn(kept.map(({ text }) => (text.length > 2 ? null : text))), model: { kind: 'constant', value: 'm@1' } },
  };
};

describe('inPieces', () => {
  const texts = ['aa', '', 'bbbb', 'c', '', '', 'dd', 'e', 'ffffffffff', 'g'];

  it('gives what the whole batch gives, however it is cut', async () => {
    for (const given of [batchOf(texts), batchOf(texts, 7), batchOf(['', '', '']), batchOf([]), batchOf(['', '', 'a'], 1)]) {
      const whole = await step(given);
      for (const bytes of [1, 2, 3, 5, 8, 100]) for (const records of [1, 2, 3, 100]) {
        const { columns, ...joined } = await inPieces(step, { bytes, records })(given), { columns: expected, ...rest } = whole;
        expect(joined).toEqual(rest);
        expect(Object.entries(columns)).toEqual(Object.entries(expected));
      }
    }
  });

  it('asks for pieces of the given size, one after the other and before the first one is done', async () => {
    const asked: string[][] = [], waiting: (() => void)[] = [];
    const run = (piece: Batch): Promise<Batch> => { asked.push(textsOf(piece)); return new Promise((resolve) => { waiting.push(() => resolve(step(piece))); }); };
    const done = inPieces(run, { bytes: 5, records: 3 })(batchOf(texts));
    expect(asked).toEqual([['aa', ''], ['bbbb', 'c', ''], ['', 'dd', 'e'], ['ffffffffff'], ['g']]);
    for (const end of waiting.reverse()) end();
    expect(textsOf(await done)).toEqual(['aa', 'bbbb', 'c', 'dd', 'e', 'ffffffffff', 'g']);
  });

  it('leaves a small batch as it is', async () => {
    const small = batchOf(texts);
    await inPieces(async (piece) => { expect(piece).toBe(small); return step(piece); })(small);
  });
});
