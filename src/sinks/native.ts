import type { Column, Columns, ConstantColumn, HashColumn, ListColumn, MapColumn, NumberColumn, TextColumn } from '../model/columns.js';
import { NativeWriter } from './native-writer.js';
import { readType, type ColumnType, type NativeType } from './native-type.js';

/*
 * ClickHouse's Native format: a block is the number of columns, the number of rows, then each column as name, type and its
 * values one after the other. Our columns have that layout already, so a Float64 column is two copies (null bytes, values) and
 * nothing is turned round row by row, as a row format would: 0.7 against 6.4 us/row for 60 columns.
 *
 * The types written here are the writer's; the server casts each column to the table's type on insert. What it casts for us:
 * String -> LowCardinality(String), LowCardinality -> String, Map likewise. What it must not cast is numbers (a Float64 beyond
 * UInt32 would wrap round), so those are written as the table's own type, checked value by value.
 *
 * Example, 2 rows, a = NULL, 0.5 as Nullable(Float64): 01 02 | 01 'a' | 11 'Nullable(Float64)' | 01 00 | 8 bytes 0 | 8 bytes 0.5.
 */

/** A value that the table's type cannot hold: our own defect, no user's. */
const refuse = (name: string, row: number, value: unknown, type: string): never => {
  throw new RangeError(`column ${name}, row ${row}: ${String(value)} is no ${type}`);
};

const TWO32 = 2 ** 32;

/** NULL where the column says so or the value is NaN: undefined is NULL, never NaN and never 0. */
const nullsOf = ({ values, nulls }: NumberColumn): Uint8Array => {
  let out = nulls;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! === values[i]! || nulls[i]) continue;
    if (out === nulls) out = nulls.slice();
    out[i] = 1;
  }
  return out;
};

const integers = (name: string, rows: number, value: (row: number) => number, type: ColumnType & { type: { bits: 8 | 16 | 32; signed: boolean } }): Uint8Array => {
  const { bits, signed } = type.type;
  const out = bits === 8 ? new (signed ? Int8Array : Uint8Array)(rows) : bits === 16 ? new (signed ? Int16Array : Uint16Array)(rows) : new (signed ? Int32Array : Uint32Array)(rows);
  for (let i = 0; i < rows; i++) {
    const exact = value(i);
    out[i] = exact;
    if (out[i] !== exact) refuse(name, i, exact, type.name);
  }
  return new Uint8Array(out.buffer);
};

/** Whole numbers as 64-bit integers, in two halves: a BigInt a row would cost more than everything else. */
const wide = (name: string, rows: number, value: (row: number) => number, signed: boolean, type: string): Uint8Array => {
  const out = new Uint32Array(rows * 2);
  for (let i = 0; i < rows; i++) {
    const exact = value(i);
    if (!Number.isSafeInteger(exact) || (exact < 0 && !signed)) refuse(name, i, exact, type);
    const high = Math.floor(exact / TWO32);
    out[2 * i] = exact - high * TWO32;
    out[2 * i + 1] = high;
  }
  return new Uint8Array(out.buffer);
};

const writeNumbers = (out: NativeWriter, name: string, column: NumberColumn, to: ColumnType): void => {
  const { values } = column, { type } = to;
  const nulls = nullsOf(column), rows = values.length;
  if (to.nullable) out.bytes(nulls);
  else {
    const missing = nulls.indexOf(1);
    if (missing >= 0) refuse(name, missing, 'NULL', to.name);
  }
  const value = (i: number): number => (nulls[i] ? 0 : values[i]!);
  if (type.kind === 'float') {
    const kept = nulls === column.nulls ? values : Float64Array.from(values, (_, i) => value(i));
    out.bytes(type.bits === 64 ? kept : Float32Array.from(kept));
  } else if (type.kind === 'integer') {
    out.bytes(type.bits === 64 ? wide(name, rows, value, type.signed, to.name) : integers(name, rows, value, to as never));
  } else if (type.kind === 'time') {
    const ticks = 10 ** (type.precision - 3);
    out.bytes(wide(name, rows, (i) => Math.round(value(i) * ticks), true, to.name));
  } else mismatch(name, column, to);
};

const mismatch = (name: string, column: Column, to: ColumnType): never => {
  throw new TypeError(`column ${name}: a ${column.kind} column does not fit ${to.name}`);
};

const writeNulls = (out: NativeWriter, name: string, { nulls }: TextColumn | HashColumn, rows: number, to: ColumnType): void => {
  if (to.nullable) out.bytes(nulls ?? new Uint8Array(rows));
  else if (nulls && nulls.includes(1)) refuse(name, nulls.indexOf(1), 'NULL', to.name);
};

/** Every row has the same keys, so the offsets are a straight line. */
const writeMap = (out: NativeWriter, { keys, values }: MapColumn, rows: number, type: NativeType & { kind: 'map' }): void => {
  for (let i = 1; i <= rows; i++) out.uint64(BigInt(i * keys.length));
  const names = keys.map((key) => Buffer.from(key));
  for (let i = 0; i < rows; i++) for (const key of names) out.string(key);
  if (type.value === 'string') for (let i = 0; i < rows; i++) for (const value of values) out.packed(value.values, i);
  else for (let i = 0; i < rows; i++) for (const value of values) out.uint64(BigInt(Buffer.from(out.at(value.values, i)).toString()));
};

/** A list is where it ends among all items, counted through the block; then the items, as a column of their own. An undefined list is empty. */
const writeList = (out: NativeWriter, name: string, { items, ends }: ListColumn, type: NativeType & { kind: 'array' }): void => {
  for (const end of ends) out.uint64(BigInt(end));
  writeColumn(out, name, items, rowsOf(items, 0), type.item);
};

const writeConstant = (out: NativeWriter, name: string, column: ConstantColumn, rows: number, to: ColumnType): void => {
  const { value } = column, { type } = to;
  if (value === null) {
    if (!to.nullable) refuse(name, 0, 'NULL', to.name);
    out.bytes(new Uint8Array(rows).fill(1));
    const width = type.kind === 'string' ? 1 : type.kind === 'float' || type.kind === 'integer' ? type.bits / 8 : type.kind === 'time' ? 8 : type.kind === 'fixed' ? type.width : mismatch(name, column, to);
    return out.bytes(new Uint8Array(rows * width));
  }
  if (typeof value === 'string') {
    if (type.kind !== 'string') return mismatch(name, column, to);
    if (!to.nullable) return out.dictionary(Buffer.from(value), rows);
    out.bytes(new Uint8Array(rows));
    const bytes = Buffer.from(value);
    for (let i = 0; i < rows; i++) out.string(bytes);
    return;
  }
  if (typeof value === 'bigint') {
    if ((type.kind !== 'integer' || type.bits !== 64) && type.kind !== 'time') return mismatch(name, column, to);
    if (to.nullable) out.bytes(new Uint8Array(rows));
    return out.bytes(new BigUint64Array(rows).fill(BigInt.asUintN(64, value)));
  }
  writeNumbers(out, name, { kind: 'number', values: new Float64Array(rows).fill(value), nulls: new Uint8Array(rows) }, to);
};

const writeColumn = (out: NativeWriter, name: string, column: Column, rows: number, to: ColumnType): void => {
  const { type } = to;
  if (column.kind === 'constant') return writeConstant(out, name, column, rows, to);
  if (column.kind === 'number') return writeNumbers(out, name, column, to);
  if (column.kind === 'text' && type.kind === 'string') {
    writeNulls(out, name, column, rows, to);
    return out.strings(column.values);
  }
  if (column.kind === 'hash' && type.kind === 'integer' && type.bits === 64) {
    writeNulls(out, name, column, rows, to);
    return out.bytes(column.values);
  }
  if (column.kind === 'bytes' && type.kind === 'fixed' && type.width === column.width) return out.bytes(column.values);
  if (column.kind === 'map' && type.kind === 'map') return writeMap(out, column, rows, type);
  if (column.kind === 'list' && type.kind === 'array') return writeList(out, name, column, type);
  return mismatch(name, column, to);
};

/** Type in the block's header: the table's own, but for the three that the server casts. */
const headerType = ({ type, nullable, name }: ColumnType, column: Column): string => {
  if (type.kind === 'array' && column.kind === 'list') return `Array(${headerType(type.item, column.items)})`;
  if (type.kind === 'map') return type.value === 'string' ? 'Map(String, String)' : 'Map(String, UInt64)';
  if (type.kind !== 'string' || nullable) return name;
  return column.kind === 'constant' ? 'LowCardinality(String)' : 'String';
};

const rowsOf = (column: Column, rows: number): number =>
  column.kind === 'constant' ? rows
  : column.kind === 'text' ? column.values.ends.length
  : column.kind === 'list' ? column.ends.length
  : column.kind === 'bytes' ? (column.width === 0 ? rows : column.values.length / column.width)
  : column.kind === 'map' ? (column.values[0]?.values.ends.length ?? rows)
  : column.values.length;

/** Upper bound of a column's bytes, so that the block is allocated once. */
const room = (name: string, column: Column, rows: number): number => {
  const head = 2 * name.length + 80;
  switch (column.kind) {
    case 'text': return head + column.values.bytes.length + rows * 6;
    case 'bytes': return head + column.values.length;
    case 'list': return head + rows * 8 + room(name, column.items, rowsOf(column.items, 0));
    case 'map': return head + column.keys.reduce((sum, key, k) => sum + rows * (key.length * 3 + 10) + column.values[k]!.values.bytes.length + rows * 8, rows * 8);
    case 'constant': return head + rows * (typeof column.value === 'string' ? 3 * column.value.length + 6 : 264) + 64;
    default: return head + rows * 9;
  }
};

/**
 * Columns -> one Native block.
 *
 * Numbers become the table's type exactly: `DateTime64(p)` takes milliseconds since 1970 (a bigint constant: ticks), NaN is NULL.
 * @param rows how many rows every column has
 * @param types types of the table's columns by name; every given column must be there
 * @throws RangeError for a value that its column cannot hold, TypeError for a column of the wrong kind or length
 */
export const encodeNative = (rows: number, columns: Columns, types: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> => {
  const entries = Object.entries(columns);
  const out = new NativeWriter(32 + entries.reduce((sum, [name, column]) => sum + room(name, column, rows), 0));
  out.varint(entries.length);
  out.varint(rows);
  for (const [name, column] of entries) {
    if (rowsOf(column, rows) !== rows) throw new TypeError(`column ${name}: ${rowsOf(column, rows)} rows, the block has ${rows}`);
    const to = readType(types.get(name)!, name);
    out.string(Buffer.from(name));
    out.string(Buffer.from(headerType(to, column)));
    writeColumn(out, name, column, rows, to);
  }
  return out.done();
};
