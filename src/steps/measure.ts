import type { Step } from '../model/batch.js';
import { bytesAt, count, textAt, textColumn, type Column, type NumberColumn } from '../model/columns.js';
import type { ArrayFamily, SignalFamily } from '../model/signal.js';
import { segmentationOf } from '../text/segmentation.js';
import { Shared } from '../text/shared.js';
import type { Ut1 } from '../text/ut1.js';
import { arrayColumns } from './arrays.js';

export interface MeasureOptions {
  readonly arrays?: readonly ArrayFamily<Shared>[];
  /** Lists that signals of hosts and URLs stand on. */
  readonly ut1?: Ut1 | null;
}

/**
 * Documents -> one number column per signal of the families, in their order; undefined is null. Counts and flags are number columns too. Then the
 * lists of the array families: per signal a list column, those of lines under `LINES`. `segmentation` (text) says how words are found in each text.
 * Reads the texts and, for signals that depend on them, the columns `lang` and `url` (text or constant; none = unknown).
 */
export const measure = (families: readonly SignalFamily<Shared>[], { arrays = [], ut1 = null }: MeasureOptions = {}): Step => {
  const shared = new Shared(ut1), names = families.flatMap(({ signals }) => signals.map(({ name }) => name));
  const out = new Float64Array(names.length);
  return (batch) => {
    const rows = count(batch.payloads), { lang, url } = batch.columns, lists = arrays.map(arrayColumns);
    const columns = names.map((): NumberColumn => ({ kind: 'number', values: new Float64Array(rows), nulls: new Uint8Array(rows) }));
    const segmentation: string[] = [];
    for (let row = 0; row < rows; row++) {
      shared.load(bytesAt(batch.payloads, row), stringAt(lang, row) ?? '', stringAt(url, row));
      let at = 0;
      for (const family of families) {
        family.measure(shared, out, at);
        at += family.signals.length;
      }
      columns.forEach(({ values, nulls }, k) => {
        const value = out[k]!;
        if (Number.isNaN(value)) nulls[row] = 1;
        else values[row] = value;
      });
      for (const list of lists) list.add(shared);
      segmentation.push(segmentationOf(shared));
    }
    return { ...batch, columns: Object.assign({ ...batch.columns, segmentation: textColumn(segmentation) }, Object.fromEntries(names.map((name, k) => [name, columns[k]!])), ...lists.map((list) => list.columns())) as Record<string, Column> };
  };
};

const stringAt = (column: Column | undefined, row: number): string | null => {
  if (column?.kind === 'text') return column.nulls?.[row] ? null : textAt(column.values, row);
  return column?.kind === 'constant' && typeof column.value === 'string' ? column.value : null;
};
