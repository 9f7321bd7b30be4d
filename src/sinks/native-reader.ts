import { readType } from './native-type.js';

/** A block whose columns have a fixed width: the raw bytes of each, in the order of the SELECT. */
export interface FixedBlock { readonly rows: number; readonly columns: readonly Uint8Array<ArrayBuffer>[] }

/** Bytes a row of a fixed-width type. */
const widthOf = (name: string, column: string): number => {
  const { type, nullable } = readType(name, column);
  if (!nullable && (type.kind === 'integer' || type.kind === 'float')) return type.bits / 8;
  if (!nullable && type.kind === 'time') return 8;
  if (!nullable && type.kind === 'fixed') return type.width;
  throw new TypeError(`column ${column}: ${name} has no fixed width`);
};

/** The block is not complete: at least so many bytes of it are needed. */
class Incomplete {
  readonly bytes: number;
  constructor(bytes: number) { this.bytes = bytes; }
}

/** Cuts a Native stream, in pieces of any size, into blocks of fixed-width columns. */
export class NativeReader {
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** No block can be complete before this many bytes are there. */
  #wanted = 1;

  push(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** The next whole block, or null when more bytes are needed. Its columns are copies that the caller owns. */
  next(): FixedBlock | null {
    if (this.#length < this.#wanted) return null;
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces, this.#length);
    this.#pieces = [bytes];
    try {
      const { block, end } = parse(bytes);
      this.#pieces = end < bytes.length ? [bytes.subarray(end)] : [];
      this.#length = bytes.length - end;
      this.#wanted = 1;
      return block.rows === 0 ? this.next() : block;
    } catch (needed) {
      if (!(needed instanceof Incomplete)) throw needed;
      this.#wanted = needed.bytes;
      return null;
    }
  }

  /** @throws RangeError when the stream ended inside a block */
  end(): void {
    if (this.#length > 0) throw new RangeError(`a Native stream ended inside a block, ${this.#length} bytes after its beginning`);
  }
}

const parse = (bytes: Uint8Array): { block: FixedBlock; end: number } => {
  let at = 0;
  const need = (count: number): number => {
    if (at + count > bytes.length) throw new Incomplete(at + count);
    at += count;
    return at - count;
  };
  const varint = (): number => {
    let value = 0, scale = 1;
    for (;;) {
      const byte = bytes[need(1)]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  const text = (): string => { const length = varint(), from = need(length); return Buffer.from(bytes.subarray(from, from + length)).toString(); };
  const width = varint(), rows = varint();
  const columns: Uint8Array<ArrayBuffer>[] = [];
  for (let i = 0; i < width; i++) {
    const name = text(), count = rows * widthOf(text(), name), from = need(count);
    columns.push(new Uint8Array(bytes.subarray(from, from + count)));
  }
  return { block: { rows, columns }, end: at };
};
