/** Many byte strings in one transferable buffer: string i is bytes[ends[i-1] .. ends[i]), with ends[-1] = 0. */
export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** `nulls[i] = 1` means row i is undefined; its value is then 0 (number, hash) or empty (text). */
export type NumberColumn = { readonly kind: 'number'; readonly values: Float64Array<ArrayBuffer>; readonly nulls: Uint8Array<ArrayBuffer> };
/** UTF-8 strings. */
export type TextColumn = { readonly kind: 'text'; readonly values: Packed; readonly nulls?: Uint8Array<ArrayBuffer> };
/** Unsigned 64-bit values: ids and hashes. */
export type HashColumn = { readonly kind: 'hash'; readonly values: BigUint64Array<ArrayBuffer>; readonly nulls?: Uint8Array<ArrayBuffer> };
/** Fixed-width byte strings, `width` bytes a row. */
export type BytesColumn = { readonly kind: 'bytes'; readonly width: number; readonly values: Uint8Array<ArrayBuffer> };
/** The same value in every row. */
export type ConstantColumn = { readonly kind: 'constant'; readonly value: string | number | bigint | null };
/** In every row the same keys (sorted), one text column of values per key. */
export type MapColumn = { readonly kind: 'map'; readonly keys: readonly string[]; readonly values: readonly TextColumn[] };
/** A list in every row: that of row i is items [ends[i-1], ends[i]), with ends[-1] = 0. `nulls[i] = 1` means that row i is undefined; its list is then empty. */
export type ListColumn = { readonly kind: 'list'; readonly items: NumberColumn | TextColumn; readonly ends: Uint32Array<ArrayBuffer>; readonly nulls?: Uint8Array<ArrayBuffer> };

export type Column = NumberColumn | TextColumn | HashColumn | BytesColumn | ConstantColumn | MapColumn | ListColumn;
export type Columns = Readonly<Record<string, Column>>;

const encoder = new TextEncoder();
const decoder = new TextDecoder(), keepBom = new TextDecoder('utf-8', { ignoreBOM: true });

/** How many strings are packed. */
export const count = (packed: Packed): number => packed.ends.length;

/** The bytes of string `i`: a view, not a copy. */
export const bytesAt = ({ bytes, ends }: Packed, i: number): Uint8Array<ArrayBuffer> => bytes.subarray(i === 0 ? 0 : ends[i - 1]!, ends[i]!);

/** String `i`, decoded as UTF-8; a leading U+FEFF is kept. */
export const textAt = (packed: Packed, i: number): string => keepBom.decode(bytesAt(packed, i));

/** Byte strings -> one buffer. */
export const pack = (items: readonly Uint8Array[]): Packed => {
  const ends = new Uint32Array(items.length);
  let total = 0;
  for (let i = 0; i < items.length; i++) ends[i] = total += items[i]!.length;
  const bytes = new Uint8Array(total);
  for (let i = 0; i < items.length; i++) bytes.set(items[i]!, i === 0 ? 0 : ends[i - 1]!);
  return { bytes, ends };
};

/** Strings or nulls -> a text column; `nulls` is present only when a null is. */
export const textColumn = (items: readonly (string | null)[]): TextColumn => {
  const values = packStrings(items);
  if (!items.includes(null)) return { kind: 'text', values };
  return { kind: 'text', values, nulls: Uint8Array.from(items, (item) => (item === null ? 1 : 0)) };
};
const EMPTY = new Uint8Array(0);

/** Strings, null as '' -> one buffer. Only where all are ASCII does each begin where the lengths before it say; then one call writes them all. */
const packStrings = (items: readonly (string | null)[]): Packed => {
  const joined = items.join(''), bytes = encoder.encode(joined);
  if (bytes.length !== joined.length) return pack(items.map((item) => (item === null ? EMPTY : encoder.encode(item))));
  const ends = new Uint32Array(items.length);
  let end = 0;
  for (let i = 0; i < items.length; i++) ends[i] = end += items[i]?.length ?? 0;
  return { bytes, ends };
};

/** Numbers or nulls -> a number column. */
export const numberColumn = (items: readonly (number | null)[]): NumberColumn => ({
  kind: 'number',
  values: Float64Array.from(items, (item) => item ?? 0),
  nulls: Uint8Array.from(items, (item) => (item === null ? 1 : 0)),
});

/** 64-bit values or nulls -> a hash column; `nulls` is present only when a null is. */
export const hashColumn = (items: readonly (bigint | null)[]): HashColumn => {
  const values = BigUint64Array.from(items, (item) => item ?? 0n);
  if (!items.includes(null)) return { kind: 'hash', values };
  return { kind: 'hash', values, nulls: Uint8Array.from(items, (item) => (item === null ? 1 : 0)) };
};

/** Lists of numbers or of strings -> a list column; `nulls` is present only when a null is. */
export const listColumn = <T extends number | string>(lists: readonly (readonly T[] | null)[], items: (all: T[]) => ListColumn['items']): ListColumn => {
  const ends = new Uint32Array(lists.length);
  lists.forEach((list, i) => { ends[i] = (i === 0 ? 0 : ends[i - 1]!) + (list?.length ?? 0); });
  const column: ListColumn = { kind: 'list', items: items(lists.flatMap((list) => list ?? [])), ends };
  return lists.includes(null) ? { ...column, nulls: Uint8Array.from(lists, (list) => (list === null ? 1 : 0)) } : column;
};

/** The value of row `i` as a plain JS value; bytes as lower-case hex, maps as objects, lists as arrays. For tests, `inspect` and `measure`, not for hot paths. */
export const valueAt = (column: Column, i: number): string | number | bigint | null | Record<string, string> | (string | number | null)[] => {
  switch (column.kind) {
    case 'number': return column.nulls[i] ? null : column.values[i]!;
    case 'text': return column.nulls?.[i] ? null : textAt(column.values, i);
    case 'hash': return column.nulls?.[i] ? null : column.values[i]!;
    case 'bytes': return Buffer.from(column.values.subarray(i * column.width, (i + 1) * column.width)).toString('hex');
    case 'constant': return column.value;
    case 'map': return Object.fromEntries(column.keys.map((key, k) => [key, decoder.decode(bytesAt(column.values[k]!.values, i))]));
    case 'list': return column.nulls?.[i] ? null : Array.from({ length: column.ends[i]! - startOf(column, i) }, (_, k) => valueAt(column.items, startOf(column, i) + k) as string | number | null);
  }
};

/** First item of list `i`; for `i` = number of rows, the number of items. */
const startOf = ({ ends }: ListColumn, i: number): number => (i === 0 ? 0 : ends[i - 1]!);

/** Strings [from, to), copied. */
export const slicePacked = ({ bytes, ends }: Packed, from: number, to: number): Packed => {
  const start = from === 0 ? 0 : ends[from - 1]!;
  return { bytes: bytes.slice(start, to === 0 ? 0 : ends[to - 1]!), ends: ends.slice(from, to).map((end) => end - start) };
};

const sliceNulls = (nulls: Uint8Array<ArrayBuffer> | undefined, from: number, to: number) => (nulls ? { nulls: nulls.slice(from, to) } : {});

/** Rows [from, to) of a column, copied, so that their buffers can be transferred. */
export const sliceColumn = (column: Column, from: number, to: number): Column => {
  switch (column.kind) {
    case 'number': return { kind: 'number', values: column.values.slice(from, to), nulls: column.nulls.slice(from, to) };
    case 'text': return { kind: 'text', values: slicePacked(column.values, from, to), ...sliceNulls(column.nulls, from, to) };
    case 'hash': return { kind: 'hash', values: column.values.slice(from, to), ...sliceNulls(column.nulls, from, to) };
    case 'bytes': return { kind: 'bytes', width: column.width, values: column.values.slice(from * column.width, to * column.width) };
    case 'constant': return column;
    case 'map': return { kind: 'map', keys: column.keys, values: column.values.map((values) => sliceColumn(values, from, to) as TextColumn) };
    case 'list': {
      const first = startOf(column, from), items = sliceColumn(column.items, first, startOf(column, to)) as ListColumn['items'];
      return { kind: 'list', items, ends: column.ends.slice(from, to).map((end) => end - first), ...sliceNulls(column.nulls, from, to) };
    }
  }
};

/** Several buffers of strings, one after the other. */
export const joinPacked = (parts: readonly Packed[]): Packed => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes.length, 0));
  let at = 0;
  for (const part of parts) { bytes.set(part.bytes, at); at += part.bytes.length; }
  return { bytes, ends: joinEnds(parts.map(({ ends }) => ends)) };
};

const joinArrays = <T extends Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | BigUint64Array<ArrayBuffer>>(parts: readonly T[]): T => {
  const Array = parts[0]!.constructor as new (length: number) => T;
  const joined = new Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { joined.set(part as never, at); at += part.length; }
  return joined;
};

const rowsOf = (part: TextColumn | HashColumn | ListColumn): number => (part.kind === 'text' ? part.values.ends.length : part.kind === 'list' ? part.ends.length : part.values.length);
const joinNulls = (parts: readonly (TextColumn | HashColumn | ListColumn)[]) =>
  parts.some((part) => part.nulls) ? { nulls: joinArrays(parts.map((part) => part.nulls ?? new Uint8Array(rowsOf(part)))) } : {};

/** Ends of consecutive parts, counted through. */
const joinEnds = (parts: readonly Uint32Array[]): Uint32Array<ArrayBuffer> => {
  const ends = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0, before = 0;
  for (const part of parts) {
    for (const end of part) ends[at++] = before + end;
    before += part.at(-1) ?? 0;
  }
  return ends;
};

/** The same column of consecutive batches, one after the other. All parts are of one kind. */
export const joinColumn = (parts: readonly Column[]): Column => {
  const kind = parts[0]!.kind;
  if (parts.some((part) => part.kind !== kind)) throw new TypeError(`cannot join columns of kinds ${parts.map((part) => part.kind).join(', ')}`);
  switch (kind) {
    case 'number': {
      const all = parts as readonly NumberColumn[];
      return { kind, values: joinArrays(all.map((part) => part.values)), nulls: joinArrays(all.map((part) => part.nulls)) };
    }
    case 'text': {
      const all = parts as readonly TextColumn[];
      return { kind, values: joinPacked(all.map((part) => part.values)), ...joinNulls(all) };
    }
    case 'hash': {
      const all = parts as readonly HashColumn[];
      return { kind, values: joinArrays(all.map((part) => part.values)), ...joinNulls(all) };
    }
    case 'bytes': {
      const all = parts as readonly BytesColumn[];
      return { kind, width: all[0]!.width, values: joinArrays(all.map((part) => part.values)) };
    }
    case 'constant': return parts[0]!;
    case 'map': {
      const all = parts as readonly MapColumn[];
      return { kind, keys: all[0]!.keys, values: all[0]!.keys.map((_, k) => joinColumn(all.map((part) => part.values[k]!)) as TextColumn) };
    }
    case 'list': {
      const all = parts as readonly ListColumn[];
      return { kind, items: joinColumn(all.map((part) => part.items)) as ListColumn['items'], ends: joinEnds(all.map((part) => part.ends)), ...joinNulls(all) };
    }
  }
};

/** Every buffer behind a set of columns, for `postMessage`'s transfer list. Constants have none. */
export const buffersOf = (columns: Columns): ArrayBuffer[] => {
  const buffers = new Set<ArrayBuffer>();
  const visit = (column: Column): void => {
    if (column.kind === 'constant') return;
    if (column.kind === 'map') return column.values.forEach(visit);
    if (column.kind === 'text') { buffers.add(column.values.bytes.buffer); buffers.add(column.values.ends.buffer); }
    else if (column.kind === 'list') { visit(column.items); buffers.add(column.ends.buffer); }
    else buffers.add(column.values.buffer);
    if ('nulls' in column && column.nulls) buffers.add(column.nulls.buffer);
  };
  Object.values(columns).forEach(visit);
  return [...buffers];
};
