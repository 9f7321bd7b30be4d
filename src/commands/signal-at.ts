import { LINES } from '../model/batch.js';
import { valueAt, type Columns } from '../model/columns.js';

/** A value of a column, or lines as `[start, end, value]` each. */
export type SignalValue = ReturnType<typeof valueAt> | [number, number, number][];

/** What a page has under the name of a signal or score: null when it is undefined or not measured. */
export const signalAt = (columns: Columns, name: string, row: number): SignalValue => {
  const lines = columns[LINES + name], column = columns[name];
  if (!lines) return column ? valueAt(column, row) : null;
  const [starts, ends, values] = [columns[`${LINES}starts`]!, columns[`${LINES}ends`]!, lines].map((list) => valueAt(list, row) as number[]) as [number[], number[], number[]];
  return values.map((value, i) => [starts[i]!, ends[i]!, value]);
};
