import { describe, expect, test } from 'vitest';
import { metadataLength, parquetRows } from '../../src/exports/parquet-rows.js';

describe('parquet rows', () => {
  // Thrift compact protocol by hand: field headers (delta << 4 | type), zigzag varints.
  const version = [0x15, 0x04];                                                   // 1: i32 2
  const element = [0x15, 0x02, 0x25, 0x00, 0x18, 0x02, 0x69, 0x64, 0x00];          // a SchemaElement: type, repetition, name 'id'
  const root = [0x48, 0x04, 0x72, 0x6f, 0x6f, 0x74, 0x15, 0x02, 0x00];             // 4: name 'root', 5: one child

  test('num_rows behind a list of structs', () => {
    expect(parquetRows(Uint8Array.from([...version, 0x19, 0x2c, ...root, ...element, 0x16, 0xc8, 0x01, 0x00]))).toBe(100);
  });

  test('a long list, booleans, a double, bytes and a struct before it', () => {
    const long = [0x19, 0xf1, 0x10, ...new Array<number>(16).fill(1)], fields = [0x11, 0x12, 0x17, 0, 0, 0, 0, 0, 0, 0, 0, 0x13, 0x07, 0x1c, ...element];
    // fields 10 ... 14 come first, then 3 with its id written out (delta 0, zigzag 6)
    expect(parquetRows(Uint8Array.from([0xa9, ...long.slice(1), ...fields, 0x06, 0x06, 0xfe, 0xff, 0x03, 0x00]))).toBe(32767);
  });

  test('metadata that break off, and a file that is none', () => {
    expect(() => parquetRows(Uint8Array.from([0x15]))).toThrow(RangeError);
    expect(() => metadataLength(Buffer.from('\x01\0\0\0PAR2', 'latin1'))).toThrow('not the end of a Parquet file');
    expect(metadataLength(Buffer.from('\x01\x02\0\0PAR1', 'latin1'))).toBe(513);
  });
});
