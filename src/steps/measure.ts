import type { Step } from '../model/batch.js';
import { bytesAt, count, textAt, type Column, type NumberColumn } from '../model/columns.js';
import type { SignalFamily } from '../model/signal.js';
import { Shared } from '../text/shared.js';

/**
 * Documents -> one number column per signal of the families, in their order; undefined is null. Counts and flags are number columns too.
 * Reads the texts and, for signals that depend on a language, column `lang` (text or constant; none = unknown).
 */
export const measure = (families: readonly SignalFamily<Shared>[]): Step => {
  const shared = new Shared(), names = families.flatMap(({ signals }) => signals.map(({ name }) => name));
  const out = new Float64Array(names.length);
  return (batch) => {
    const rows = count(batch.payloads), lang = batch.columns['lang'];
    const columns = names.map((): NumberColumn => ({ kind: 'number', values: new Float64Array(rows), nulls: new Uint8Array(rows) }));
    for (let row = 0; row < rows; row++) {
      shared.load(bytesAt(batch.payloads, row), languageAt(lang, row));
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
    }
    return { ...batch, columns: { ...batch.columns, ...Object.fromEntries(names.map((name, k) => [name, columns[k]!])) } };
  };
};

const languageAt = (column: Column | undefined, row: number): string => {
  if (column?.kind === 'text') return column.nulls?.[row] ? '' : textAt(column.values, row);
  return column?.kind === 'constant' && typeof column.value === 'string' ? column.value : '';
};
