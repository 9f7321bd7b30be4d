import { identifier, literal } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { documents, keptSql } from '../select/sql.js';
import type { Amount } from './answers.js';
import { FINE_BITS, keyOf } from './grid.js';
import type { Direction } from './moved-cut.js';
import { value } from './signal.js';

/** The cut that is to move, and everything else that a page has to satisfy. */
export interface ContendersAsked { readonly database: string; readonly signal: string; readonly direction: Direction; readonly free: Selection }
/** Pages of one language in one snapshot. */
export interface Group { readonly lang: string; readonly snapshot: string; readonly all: Amount }

/** Contenders, one entry a page in each array. */
export interface Columns {
  /** NaN = no value. */
  readonly values: Float64Array;
  readonly tokens: Uint32Array;
  readonly bytes: Uint32Array;
  /** Which of the groups. */
  readonly groups: Uint16Array;
  /** Which bin of the shape; of pages without a value one more than there are bins. */
  readonly bins: Uint32Array;
  readonly ids: BigUint64Array;
  readonly offsets: BigUint64Array;
}
/** Bytes of a page in memory. */
export const WIDTH = 38;
const columnsFor = (rows: number): Columns => ({
  values: new Float64Array(rows), tokens: new Uint32Array(rows), bytes: new Uint32Array(rows), groups: new Uint16Array(rows), bins: new Uint32Array(rows), ids: new BigUint64Array(rows), offsets: new BigUint64Array(rows),
});

/** A text column as its place in a list; behind the last one: none of them. */
const codeSql = (column: string, names: readonly string[]): string => (names.length === 0 ? 'toUInt16(0)' :
  `transform(toString(${identifier(column)}), [${names.map(literal).join(', ')}], [${names.map((_, i) => `toUInt16(${i})`).join(', ')}], toUInt16(${names.length}))`);

/** SELECT of value, tokens, bytes, language, snapshot, id and position of every contender. */
export const pagesSql = ({ database, signal, free }: ContendersAsked, langs: readonly string[], snapshots: readonly string[], most: number): string => [
  `SELECT ifNull(${value(signal)}, nan), toUInt32(tokens_est), toUInt32(text_bytes), ${codeSql('lang', langs)}, ${codeSql('snapshot', snapshots)}, toUInt64(id), toUInt64(src_offset)`,
  `FROM ${documents(database)}`, `WHERE ${keptSql(free)}`, `LIMIT ${most + 1}`,
].join('\n');

/** Place of a key among ascending ones that hold it; how many there are when they do not. */
const placeOf = (keys: Float64Array, key: number): number => {
  let low = 0, high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1, found = keys[middle]!;
    if (found === key) return middle;
    if (found < key) low = middle + 1; else high = middle - 1;
  }
  return keys.length;
};

/** Bytes of a page on the way. */
const ROW = 36;

/** Rows of `pagesSql` in RowBinary, as they arrive, into columns. */
export class ContenderRows {
  columns: Columns;
  count = 0;
  /** A row is of no known group, or of a value that no bin holds: it came in after those were counted. */
  isStrange = false;
  readonly #keys: Float64Array;
  /** Group by language and snapshot; -1 = there is none. */
  readonly #groups: Int32Array;
  readonly #snapshots: number;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(expected: number, keys: Float64Array, groups: readonly Group[], langs: readonly string[], snapshots: readonly string[]) {
    this.columns = columnsFor(expected);
    this.#keys = keys;
    this.#snapshots = snapshots.length + 1;
    this.#groups = new Int32Array((langs.length + 1) * this.#snapshots).fill(-1);
    groups.forEach(({ lang, snapshot }, group) => { this.#groups[langs.indexOf(lang) * this.#snapshots + snapshots.indexOf(snapshot)] = group; });
  }

  take(piece: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]), view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), rows = Math.floor(bytes.length / ROW);
    if (this.count + rows > this.columns.values.length) this.#grow(Math.max(this.count + rows, Math.ceil(this.columns.values.length * 1.25)));
    const { values, tokens, bytes: sizes, groups, bins, ids, offsets } = this.columns, keys = this.#keys;
    for (let row = 0, at = 0, i = this.count; row < rows; row++, at += ROW, i++) {
      const v = view.getFloat64(at, true), isNone = Number.isNaN(v), bin = isNone ? keys.length : placeOf(keys, keyOf(v, FINE_BITS)), group = this.#groups[view.getUint16(at + 16, true) * this.#snapshots + view.getUint16(at + 18, true)]!;
      values[i] = v;
      tokens[i] = view.getUint32(at + 8, true);
      sizes[i] = view.getUint32(at + 12, true);
      groups[i] = group;
      bins[i] = bin;
      ids[i] = view.getBigUint64(at + 20, true);
      offsets[i] = view.getBigUint64(at + 28, true);
      this.isStrange ||= group < 0 || (bin === keys.length && !isNone);
    }
    this.count += rows;
    this.#rest = bytes.slice(rows * ROW);
  }

  #grow(rows: number): void {
    const before = this.columns;
    this.columns = columnsFor(rows);
    for (const [name, column] of Object.entries(before) as [keyof Columns, Float64Array][]) (this.columns[name] as Float64Array).set(column);
  }
}
