import { describe, expect, it } from 'vitest';
import { hashColumn, listColumn, numberColumn, textColumn, type Columns } from '../../src/model/columns.js';
import { encodeNative } from '../../src/sinks/native.js';
import { NativeReader } from '../../src/sinks/native-reader.js';

const hex = (rows: number, columns: Columns, types: Record<string, string>) => Buffer.from(encodeNative(rows, columns, new Map(Object.entries(types)))).toString('hex');
const text = (value: string) => Buffer.from([value.length, ...Buffer.from(value)]).toString('hex');

// The expected bytes are written down by hand from ClickHouse's description of the Native format.
describe('encodeNative', () => {
  it('writes nullable numbers as null bytes and little-endian values', () => {
    expect(hex(2, { a: numberColumn([null, 0.5]) }, { a: 'Nullable(Float64)' })).toBe(`0102${text('a')}${text('Nullable(Float64)')}0100${'00'.repeat(8)}000000000000e03f`);
    expect(hex(3, { a: numberColumn([1, null, 4294967295]) }, { a: 'Nullable(UInt32)' })).toBe(`0103${text('a')}${text('Nullable(UInt32)')}00010001000000` + '00000000' + 'ffffffff');
  });

  it('writes NaN as NULL and leaves the given column alone', () => {
    const column = numberColumn([Number.NaN, 1]);
    expect(hex(2, { a: column }, { a: 'Nullable(UInt8)' })).toBe(`0102${text('a')}${text('Nullable(UInt8)')}01000001`);
    expect([...column.nulls]).toEqual([0, 0]);
  });

  it('writes 64-bit numbers from halves, negative times in two\'s complement', () => {
    expect(hex(2, { a: numberColumn([2 ** 32 + 1, 2 ** 53 - 1]) }, { a: 'UInt64' })).toBe(`0102${text('a')}${text('UInt64')}0100000001000000ffffffffffff1f00`);
    expect(hex(2, { a: numberColumn([-1, 1.2345]) }, { a: "DateTime64(6, 'UTC')" })).toBe(`0102${text('a')}${text("DateTime64(6, 'UTC')")}18fcffffffffffff` + 'd304000000000000');
  });

  it('writes strings after their length, of one, two and three bytes', () => {
    const long = 'x'.repeat(128), longer = 'y'.repeat(16_384);
    expect(hex(4, { s: textColumn(['', 'é', long, longer]) }, { s: 'LowCardinality(String)' }))
      .toBe(`0104${text('s')}${text('String')}0002c3a98001${Buffer.from(long).toString('hex')}808001${Buffer.from(longer).toString('hex')}`);
  });

  it('writes a constant string as a dictionary of one', () => {
    expect(hex(3, { s: { kind: 'constant', value: 'ab' } }, { s: 'String' }))
      .toBe(`0103${text('s')}${text('LowCardinality(String)')}0100000000000000` + '0006000000000000' + '0100000000000000' + text('ab') + '0300000000000000' + '000000');
  });

  it('writes maps as offsets, keys, values', () => {
    expect(hex(2, { m: { kind: 'map', keys: ['k', 'l'], values: [textColumn(['a', '']), textColumn(['', 'b'])] } }, { m: 'Map(LowCardinality(String), LowCardinality(String))' }))
      .toBe(`0102${text('m')}${text('Map(String, String)')}0200000000000000` + '0400000000000000' + `${text('k')}${text('l')}`.repeat(2) + `${text('a')}0000${text('b')}`);
    expect(hex(1, { m: { kind: 'map', keys: [], values: [] } }, { m: 'Map(String, UInt64)' })).toBe(`0101${text('m')}${text('Map(String, UInt64)')}0000000000000000`);
  });

  it('writes lists as their ends, counted through, and then all items; an undefined list is empty', () => {
    expect(hex(3, { a: listColumn<number>([[0.5], null, [0, 0.5]], numberColumn) }, { a: 'Array(Float64)' }))
      .toBe(`0103${text('a')}${text('Array(Float64)')}0100000000000000` + '0100000000000000' + '0300000000000000' + '000000000000e03f' + '0000000000000000' + '000000000000e03f');
    expect(hex(2, { a: listColumn<number>([[], [7, 65536]], numberColumn) }, { a: 'Array(UInt32)' })).toBe(`0102${text('a')}${text('Array(UInt32)')}0000000000000000` + '0200000000000000' + '0700000000000100');
    expect(hex(2, { a: listColumn<string>([['x', ''], ['yz']], textColumn) }, { a: 'Array(LowCardinality(String))' }))
      .toBe(`0102${text('a')}${text('Array(String)')}0200000000000000` + '0300000000000000' + `${text('x')}00${text('yz')}`);
  });

  it('writes constants of every kind and NULL', () => {
    expect(hex(2, { a: { kind: 'constant', value: 7 } }, { a: 'UInt16' })).toBe(`0102${text('a')}${text('UInt16')}07000700`);
    expect(hex(1, { a: { kind: 'constant', value: 2n ** 64n - 1n } }, { a: 'UInt64' })).toBe(`0101${text('a')}${text('UInt64')}ffffffffffffffff`);
    expect(hex(2, { a: { kind: 'constant', value: null } }, { a: 'Nullable(String)' })).toBe(`0102${text('a')}${text('Nullable(String)')}01010000`);
    expect(hex(2, { a: { kind: 'constant', value: null } }, { a: 'Nullable(UInt64)' })).toBe(`0102${text('a')}${text('Nullable(UInt64)')}0101${'00'.repeat(16)}`);
    expect(hex(1, { a: { kind: 'constant', value: 'z' } }, { a: 'Nullable(String)' })).toBe(`0101${text('a')}${text('Nullable(String)')}00${text('z')}`);
  });

  it.each([
    ['a number above the type', { a: numberColumn([4294967296]) }, 'UInt32', 'column a, row 0: 4294967296 is no UInt32'],
    ['a negative number', { a: numberColumn([0, -1]) }, 'Nullable(UInt32)', 'column a, row 1: -1 is no Nullable(UInt32)'],
    ['a fraction', { a: numberColumn([0.5]) }, 'UInt8', 'column a, row 0: 0.5 is no UInt8'],
    ['infinity for an integer', { a: numberColumn([Number.POSITIVE_INFINITY]) }, 'UInt64', 'column a, row 0: Infinity is no UInt64'],
    ['more than a double holds exactly', { a: numberColumn([2 ** 53]) }, 'UInt64', 'column a, row 0: 9007199254740992 is no UInt64'],
    ['NULL where none may be', { a: numberColumn([1, null]) }, 'UInt8', 'column a, row 1: NULL is no UInt8'],
    ['NaN where no NULL may be', { a: numberColumn([Number.NaN]) }, 'Float64', 'column a, row 0: NULL is no Float64'],
    ['a NULL text', { a: textColumn(['', null]) }, 'String', 'column a, row 1: NULL is no String'],
    ['a NULL hash', { a: hashColumn([null]) }, 'UInt64', 'column a, row 0: NULL is no UInt64'],
    ['text for a number', { a: textColumn(['1']) }, 'UInt8', 'column a: a text column does not fit UInt8'],
    ['bytes of another width', { a: { kind: 'bytes' as const, width: 2, values: new Uint8Array(2) } }, 'FixedString(4)', 'column a: a bytes column does not fit FixedString(4)'],
    ['an item above the type', { a: listColumn<number>([[1], [2, 4294967296]], numberColumn) }, 'Array(UInt32)', 'column a, row 2: 4294967296 is no UInt32'],
    ['a list for a number', { a: listColumn<number>([[1]], numberColumn) }, 'UInt8', 'column a: a list column does not fit UInt8'],
    ['numbers for a list', { a: numberColumn([1]) }, 'Array(UInt8)', 'column a: a number column does not fit Array(UInt8)'],
    ['another number of rows', { a: numberColumn([1, 2]) }, 'UInt8', 'column a: 2 rows, the block has 1'],
    ['a type of no table of ours', { a: numberColumn([1]) }, 'Decimal(9, 2)', 'column a: its type Decimal(9, 2) is none that thresher writes'],
  ])('refuses %s', (name, columns, type, message) => {
    const rows = name.startsWith('another') ? 1 : Math.max(...Object.values(columns).map((column) => (column.kind === 'text' ? column.values.ends.length : column.kind === 'bytes' ? 1 : column.kind === 'list' ? column.ends.length : column.values.length)));
    expect(() => encodeNative(rows, columns, new Map([['a', type]]))).toThrow(message);
  });
});

describe('NativeReader', () => {
  const types = new Map([['n', 'UInt64'], ['k', 'UInt8'], ['b', 'FixedString(3)']]);
  const block = (from: number, rows: number) => encodeNative(rows, {
    n: hashColumn(Array.from({ length: rows }, (_, i) => BigInt(from + i))), k: numberColumn(Array.from({ length: rows }, (_, i) => i % 256)),
    b: { kind: 'bytes', width: 3, values: Uint8Array.from({ length: rows * 3 }, (_, i) => i % 251) },
  }, types);

  it('cuts blocks out of pieces of any size', () => {
    const stream = Buffer.concat([block(0, 300), block(300, 1), block(301, 0), block(301, 70)]);
    for (const size of [1, 7, 100, 5000, stream.length]) {
      const reader = new NativeReader(), numbers: bigint[] = [], widths: number[] = [];
      for (let at = 0; at < stream.length; at += size) {
        reader.push(stream.subarray(at, at + size));
        for (let found = reader.next(); found; found = reader.next()) {
          numbers.push(...new BigUint64Array(found.columns[0]!.buffer));
          widths.push(found.columns[2]!.length);
        }
      }
      reader.end();
      expect(numbers).toEqual(Array.from({ length: 371 }, (_, i) => BigInt(i)));
      expect(widths).toEqual([900, 3, 210]);
    }
  });

  it('says when the stream ends inside a block', () => {
    const reader = new NativeReader();
    reader.push(block(0, 10).subarray(0, 50));
    expect(reader.next()).toBeNull();
    expect(() => reader.end()).toThrow('ended inside a block');
  });
});
