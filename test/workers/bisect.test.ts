import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { count, numberColumn, pack, textAt, textColumn, valueAt } from '../../src/model/columns.js';
import { bisect, Crash } from '../../src/workers/bisect.js';
import { inline } from '../../src/workers/inline.js';

const encoder = new TextEncoder();
const batchOf = (texts: readonly string[]): Batch => ({
  topic: 'files', partition: 0, first: 100n, next: 100n + BigInt(texts.length), payloads: pack(texts.map((text) => encoder.encode(text))), rejections: [], skipped: { request: 2 },
  columns: {
    record_id: textColumn(texts.map((_, i) => `r${i}`)), url: textColumn(texts.map((_, i) => (i % 2 ? null : `http://a.example/${i}`))), snapshot: textColumn(texts.map(() => 's')),
    file: textColumn(texts.map(() => 'f')), file_offset: numberColumn(texts.map((_, i) => i * 10)), ordinal: numberColumn(texts.map((_, i) => i)), true_bytes: numberColumn(texts.map((text) => text.length)),
  },
});

/** A step that keeps even lengths, rejects odd ones, and dies of `die`. */
const step = (batch: Batch): Batch => {
  const texts = Array.from({ length: count(batch.payloads) }, (_, i) => textAt(batch.payloads, i));
  if (texts.includes('die')) throw new Error('dead');
  const kept = texts.map((text, position) => ({ text, position })).filter(({ text }) => text.length % 2 === 0);
  return {
    ...batch, payloads: pack(kept.map(({ text }) => encoder.encode(text))),
    columns: { position: numberColumn(kept.map(({ position }) => position)), text_bytes: numberColumn(kept.map(({ text }) => text.length)) },
    rejections: texts.flatMap((text, position) => (text.length % 2 ? [{ position, reason: 'empty' as const, detail: 'odd', trueBytes: text.length, rawHead: new Uint8Array(0), recordId: `r${position}`, url: null, snapshot: 's', file: 'f', fileOffset: 0, ordinal: position }] : [])),
  };
};
const shown = (batch: Batch) => ({
  range: [batch.first, batch.next], skipped: batch.skipped,
  rows: Array.from({ length: count(batch.payloads) }, (_, i) => [valueAt(batch.columns['position']!, i), textAt(batch.payloads, i)]),
  rejections: batch.rejections.map(({ position, reason, url }) => [position, reason, url]),
});

describe('bisect', () => {
  it('turns the records at fault into rejections and leaves their neighbours as they are', async () => {
    const computed = await inline({ step }).run(batchOf(['aa', 'die', 'b', 'cccc', 'die', 'dd']));
    expect(shown(computed)).toEqual({
      range: [100n, 106n], skipped: { request: 2 }, rows: [[0, 'aa'], [3, 'cccc'], [5, 'dd']],
      rejections: [[1, 'worker_crash', null], [2, 'empty', null], [4, 'worker_crash', 'http://a.example/4']],
    });
  });
  it('keeps the columns of a batch in which every record is at fault', async () => {
    const computed = await inline({ step }).run(batchOf(['die', 'die', 'die']));
    expect(shown(computed).rejections.map(([position]) => position)).toEqual([0, 1, 2]);
    expect(Object.keys(computed.columns)).toEqual(['position', 'text_bytes']);
    expect(count(computed.payloads)).toBe(0);
  });
  it('leaves positions without a record with the last part', async () => {
    const gap = (texts: readonly string[]): Batch => ({ ...batchOf(texts), next: 150n });
    for (const texts of [['aa', 'bb', 'die'], ['die', 'aa', 'b'], ['die']]) {
      const ranges: bigint[] = [], run = inline({ step: (batch) => { ranges.push(batch.first, batch.next); return step(batch); } }).run;
      const computed = await run(gap(texts));
      expect(shown(computed).range).toEqual([100n, 150n]);
      expect([...shown(computed).rows, ...shown(computed).rejections].map(([position]) => Number(position)).sort((a, b) => a - b)).toEqual(texts.map((_, i) => i));
      expect(ranges.slice(0, 2)).toEqual([100n, 150n]);
      expect(ranges.every((position) => position <= 103n || position === 150n)).toBe(true);
    }
    expect(shown(await inline({ step }).run(gap([]))).range).toEqual([100n, 150n]);
  });
  it('lets the step that knows the record reject it', async () => {
    const knowing = (batch: Batch): Batch => {
      const reason = batch.columns['reason'];
      if (!reason) return step(batch);
      const rejection = { position: 0, reason: valueAt(reason, 0) as 'timeout', detail: valueAt(batch.columns['detail']!, 0) as string, trueBytes: 1, rawHead: new Uint8Array(0), recordId: 'known', url: null, snapshot: '', file: '', fileOffset: 0, ordinal: 7 };
      return { ...batch, payloads: pack([]), columns: { position: numberColumn([]), text_bytes: numberColumn([]) }, rejections: [rejection] };
    };
    const computed = await inline({ step: knowing }).run(batchOf(['aa', 'die', 'cccc']));
    expect(shown(computed).rows).toEqual([[0, 'aa'], [2, 'cccc']]);
    expect(computed.rejections).toMatchObject([{ position: 1, reason: 'worker_crash', detail: 'the computation failed on this record', recordId: 'known', ordinal: 7 }]);
    expect([computed.first, computed.next, computed.skipped]).toEqual([100n, 103n, { request: 2 }]);
  });
  it('passes on what is no crash', async () => {
    await expect(bisect(() => Promise.reject(new RangeError('ours')))(batchOf(['aa']))).rejects.toThrow(RangeError);
    await expect(bisect(() => Promise.reject(new Crash('timeout', 'slow')))({ ...batchOf([]) })).rejects.toThrow('slow');
  });
});
