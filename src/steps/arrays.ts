import { LINES } from '../model/batch.js';
import { listColumn, textColumn, type Columns, type NumberColumn } from '../model/columns.js';
import type { ArrayFamily, LineFamily, StringsFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';

/** Takes the documents of a batch, one after the other, and gives their list columns. */
export interface ArrayColumns {
  readonly add: (shared: Shared) => void;
  readonly columns: () => Columns;
}

/** Doubles until `need` fits; what is there stays. */
const grown = (array: Float64Array<ArrayBuffer>, need: number): Float64Array<ArrayBuffer> => {
  if (need <= array.length) return array;
  const larger = new Float64Array(Math.max(need, 2 * array.length));
  larger.set(array);
  return larger;
};

/** Lines -> `lines.starts`, `lines.ends` and `lines.<signal>`: lists of numbers, one item a line. */
const lineColumns = ({ signals, measureLines }: LineFamily<Shared>): ArrayColumns => {
  const names = ['starts', 'ends', ...signals.map(({ name }) => name)], values = names.map(() => new Float64Array(1024)), ends: number[] = [];
  let used = 0;
  return {
    add: (shared) => {
      const lines = measureLines(shared);
      [lines.starts, lines.ends, ...lines.values].forEach((items, k) => {
        values[k] = grown(values[k]!, used + lines.count);
        values[k]!.set(items.subarray(0, lines.count), used);
      });
      ends.push(used += lines.count);
    },
    columns: () => Object.fromEntries(names.map((name, k) => {
      const items: NumberColumn = { kind: 'number', values: values[k]!.slice(0, used), nulls: new Uint8Array(used) };
      return [LINES + name, { kind: 'list', items, ends: Uint32Array.from(ends) }];
    })),
  };
};

/** Strings -> one list column per signal. */
const stringColumns = ({ signals, measureStrings }: StringsFamily<Shared>): ArrayColumns => {
  const lists = signals.map((): (readonly string[] | null)[] => []);
  return {
    add: (shared) => measureStrings(shared).forEach((list, k) => lists[k]!.push(list)),
    columns: () => Object.fromEntries(signals.map(({ name }, k) => [name, listColumn(lists[k]!, textColumn)])),
  };
};

/** What gathers the arrays of a family over one batch. */
export const arrayColumns = (family: ArrayFamily<Shared>): ArrayColumns => ('measureLines' in family ? lineColumns(family) : stringColumns(family));
