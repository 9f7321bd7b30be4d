/*
 * How many rows a Parquet file says it has. The file ends with its metadata (a Thrift struct in the compact protocol), their length
 * (4 bytes, little endian) and `PAR1`; field 3 of the struct is `num_rows`. Fields before it are skipped over:
 *
 *   field header   1 byte: high nibble = id minus the id before (0: the id follows as a zigzag varint), low nibble = type
 *   types          1, 2 boolean (no more bytes) · 3 byte · 4, 5, 6 zigzag varint · 7 double · 8 length and bytes · 9, 10 list, set · 12 struct
 *   list           1 byte: high nibble = size (15: a varint follows), low nibble = type of the items
 *
 * Example: 15 04 | 19 2c <2 structs> | 16 c8 01 -> version 2, the schema, num_rows = 100.
 */

const STOP = 0, BOOLEAN_FALSE = 2, BYTE = 3, LAST_INTEGER = 6, DOUBLE = 7, BINARY = 8, LIST = 9, SET = 10, STRUCT = 12, NUM_ROWS = 3;

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) { this.#bytes = bytes; }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('Parquet metadata end too early');
    return byte;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  zigzag(): bigint { const value = this.varint(); return (value >> 1n) ^ -(value & 1n); }

  skip(type: number): void {
    if (type <= BOOLEAN_FALSE) return;
    if (type === BYTE) this.#at++;
    else if (type <= LAST_INTEGER) this.varint();
    else if (type === DOUBLE) this.#at += 8;
    else if (type === BINARY) { const length = Number(this.varint()); this.#at += length; }
    else if (type === LIST || type === SET) {
      const head = this.byte(), size = head >> 4 === 15 ? Number(this.varint()) : head >> 4, item = head & 15;
      for (let i = 0; i < size; i++) if (item <= BOOLEAN_FALSE) this.#at++; else this.skip(item);
    } else if (type === STRUCT) this.fields(() => false);
    else throw new RangeError(`Parquet metadata hold a field of type ${type}`);
  }

  /** Walks the fields of a struct. `wanted` reads a field and returns true to end the walk, or returns false to have it skipped. */
  fields(wanted: (id: number) => boolean): void {
    for (let id = 0; ;) {
      const head = this.byte();
      if (head === STOP) return;
      id = head >> 4 === 0 ? Number(this.zigzag()) : id + (head >> 4);
      if (wanted(id)) return;
      this.skip(head & 15);
    }
  }
}

/** Bytes behind the metadata: their length and `PAR1`. */
export const PARQUET_TAIL = 8;

/** Length of the metadata in front of the last 8 bytes. @throws RangeError when these are not the end of a Parquet file */
export const metadataLength = (tail: Buffer): number => {
  if (tail.length !== PARQUET_TAIL || tail.toString('latin1', 4) !== 'PAR1') throw new RangeError('not the end of a Parquet file');
  return tail.readUInt32LE(0);
};

/** `num_rows` of a Parquet file's metadata. */
export const parquetRows = (metadata: Uint8Array): number => {
  const reader = new Reader(metadata);
  let rows = 0;
  reader.fields((id) => {
    if (id === NUM_ROWS) rows = Number(reader.zigzag());
    return id === NUM_ROWS;
  });
  return rows;
};
