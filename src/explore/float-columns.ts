import type { Reads } from './reads.js';

/**
 * The rows of a SELECT whose columns are all Float64, as one array a column. (As JSON, forty thousand bins would take longer to read than the scan behind them.)
 * @param width how many columns the SELECT has
 */
export const floatColumns = async (store: Pick<Reads, 'stream'>, sql: string, width: number): Promise<Float64Array<ArrayBuffer>[]> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.stream(sql, 'RowBinary')) pieces.push(piece);
  const bytes = Buffer.concat(pieces), rows = bytes.length / (8 * width);
  if (!Number.isInteger(rows)) throw new RangeError(`${bytes.length} bytes are no rows of ${width} numbers`);
  const all = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)), columns = Array.from({ length: width }, () => new Float64Array(rows));
  columns.forEach((column, c) => { for (let row = 0, at = c; row < rows; row++, at += width) column[row] = all[at]!; });
  return columns;
};
