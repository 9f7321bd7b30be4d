import { isUtf8 } from 'node:buffer';
import type { Packed } from '../model/columns.js';
import { codePoints, loneSurrogates, replacements, replacementsIn } from './utf8.js';

/** What became of one text. */
export interface Written {
  readonly bytes: number;
  readonly chars: number;
  /** NULs, lone surrogates and malformed UTF-8 sequences that became U+FFFD. */
  readonly repaired: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** NUL to U+FFFD. */
const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text);
const nuls = (text: string): number => (text.includes('\0') ? text.split('\0').length - 1 : 0);

/** UTF-8 with malformed sequences -> string, and how many U+FFFD that took. */
export const repairedUtf8 = (bytes: Buffer): { readonly text: string; readonly repaired: number } => {
  const text = decoder.decode(bytes);
  return { text, repaired: isUtf8(bytes) ? 0 : replacementsIn(text) - replacements(bytes) };
};

/**
 * Texts one after the other in a buffer that grows, repaired on the way in: NUL, lone surrogates and malformed UTF-8 become U+FFFD, nothing
 * else changes; a byte order mark stays. A text can be taken back as long as it is the last one.
 */
export class TextSink {
  #bytes: Uint8Array<ArrayBuffer>;
  #ends: number[] = [];
  #length = 0;

  /** @param expected bytes that will probably be needed */
  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.max(1024, expected));
  }

  /** The bytes of the last text: a view that the next one may invalidate. */
  get last(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(this.#ends.at(-2) ?? 0, this.#length);
  }

  /** @param repaired repairs that the string has already seen */
  addString(text: string, repaired = 0): Written {
    const clean = withoutNul(text);
    const from = this.#length;
    this.#reserve(clean.length);
    let { read, written } = encoder.encodeInto(clean, this.#bytes.subarray(from));
    if (read < clean.length) {
      this.#reserve(clean.length * 3);
      ({ written } = encoder.encodeInto(clean, this.#bytes.subarray(from)));
    }
    const ascii = written === clean.length;
    this.#length = from + written;
    this.#ends.push(this.#length);
    return {
      bytes: written,
      chars: ascii ? written : codePoints(this.#bytes.subarray(from, this.#length)),
      repaired: repaired + nuls(text) + (ascii || isWellFormed(clean) ? 0 : loneSurrogates(clean)),
    };
  }

  addUtf8(bytes: Buffer): Written {
    if (bytes.includes(0) || !isUtf8(bytes)) {
      const { text, repaired } = repairedUtf8(bytes);
      return this.addString(text, repaired);
    }
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#ends.push(this.#length);
    return { bytes: bytes.length, chars: codePoints(bytes), repaired: 0 };
  }

  /** Forgets the last text. */
  takeBack(): void {
    this.#ends.pop();
    this.#length = this.#ends.at(-1) ?? 0;
  }

  packed(): Packed {
    return { bytes: this.#bytes.slice(0, this.#length), ends: Uint32Array.from(this.#ends) };
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

const isWellFormed = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();
