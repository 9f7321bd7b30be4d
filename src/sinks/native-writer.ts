import { bytesAt, type Packed } from '../model/columns.js';

/** Below this many bytes a loop copies faster than a call of `set`. */
const SHORT = 32;

/** Writes the primitives of ClickHouse's Native format into one buffer of known room. */
export class NativeWriter {
  readonly #out: Uint8Array<ArrayBuffer>;
  #end = 0;

  constructor(room: number) {
    this.#out = new Uint8Array(room);
  }

  /** Unsigned LEB128. */
  varint(value: number): void {
    let rest = value;
    while (rest > 127) { this.#out[this.#end++] = (rest & 127) | 128; rest = Math.floor(rest / 128); }
    this.#out[this.#end++] = rest;
  }

  uint64(value: bigint): void {
    new DataView(this.#out.buffer).setBigUint64(this.#end, value, true);
    this.#end += 8;
  }

  /** The raw bytes of an array, little-endian as everywhere that Node runs. */
  bytes(array: ArrayBufferView): void {
    this.#out.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), this.#end);
    this.#end += array.byteLength;
  }

  string(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.bytes(bytes);
  }

  at(packed: Packed, row: number): Uint8Array {
    return bytesAt(packed, row);
  }

  packed(packed: Packed, row: number): void {
    this.string(bytesAt(packed, row));
  }

  /** All strings of a column, each after its length. */
  strings({ bytes, ends }: Packed): void {
    const out = this.#out;
    let end = this.#end, from = 0;
    for (let i = 0; i < ends.length; i++) {
      const to = ends[i]!;
      let length = to - from;
      while (length > 127) { out[end++] = (length & 127) | 128; length >>>= 7; }
      out[end++] = length;
      if (to - from < SHORT) for (let k = from; k < to; k++) out[end++] = bytes[k]!;
      else { out.set(bytes.subarray(from, to), end); end += to - from; }
      from = to;
    }
    this.#end = end;
  }

  /** A LowCardinality(String) column whose only value is this one: version, flags, dictionary, one index byte a row. */
  dictionary(value: Uint8Array, rows: number): void {
    this.uint64(1n);
    if (rows === 0) return;
    this.uint64(0x600n);
    this.uint64(1n);
    this.string(value);
    this.uint64(BigInt(rows));
    this.#end += rows;
  }

  /** What was written. */
  done(): Uint8Array<ArrayBuffer> {
    return this.#out.subarray(0, this.#end);
  }
}
