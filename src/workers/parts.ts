import type { Batch } from '../model/batch.js';
import { count, joinColumn, joinPacked, sliceColumn, slicePacked, type Columns } from '../model/columns.js';
import { addSkips } from '../model/skips.js';

/** Records [from, to) of a batch as a batch of their own; what was skipped stays with the first part, positions without a record with the last. */
export const sliceBatch = (batch: Batch, from: number, to: number): Batch => ({
  ...batch, first: batch.first + BigInt(from), next: to === count(batch.payloads) ? batch.next : batch.first + BigInt(to), payloads: slicePacked(batch.payloads, from, to),
  columns: Object.fromEntries(Object.entries(batch.columns).map(([name, column]) => [name, sliceColumn(column, from, to)])), skipped: from === 0 ? batch.skipped : {},
});

/** The columns of a part, its positions counted from those of the whole. */
const shifted = (columns: Columns, shift: number): Columns => {
  const position = columns['position'];
  return position?.kind === 'number' ? { ...columns, position: { ...position, values: position.values.map((value) => value + shift) } } : columns;
};

/** Consecutive computed batches as one. Those without a document say nothing of columns. */
export const joinBatches = (parts: readonly Batch[]): Batch => {
  const [first] = parts as readonly [Batch, ...Batch[]], last = parts.at(-1)!, shift = (part: Batch): number => Number(part.first - first.first);
  if (parts.length === 1) return first;
  const filled = parts.filter((part) => count(part.payloads) > 0), columns = filled.map((part) => shifted(part.columns, shift(part)));
  return {
    ...first, next: last.next, payloads: joinPacked(parts.map((part) => part.payloads)),
    columns: columns.length === 0 ? first.columns : Object.fromEntries(Object.keys(columns[0]!).map((name) => [name, joinColumn(columns.map((part) => part[name]!))])),
    rejections: parts.flatMap((part) => part.rejections.map((rejection) => ({ ...rejection, position: rejection.position + shift(part) }))),
    skipped: parts.reduce((sum, part) => addSkips(sum, part.skipped), {}),
  };
};
