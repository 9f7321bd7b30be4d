/*
 * Millions of strings -> small numbers, without the strings: a hash of 64 bits stands for each.
 *
 * Open addressing with linear probing, at most three quarters full, in two typed arrays over shared memory, so that every thread reads the one table that
 * one thread filled. A slot is 10 bytes, so a string takes 13 to 27 bytes whatever its length; a Map of strings would take about 100 a thread.
 *
 * The hash is two lanes of 32 bits, each multiplied by its own odd number after every byte and finished with the other (the mixing of cyrb53, bryc 2018,
 * https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js, with all 64 bits kept). Chance that a string which is not there is found among
 * n: n / 2^64, for five million 3e-13.
 *
 *   lanes    [low, high] of slot 0, of slot 1, ...        values   number of slot 0, 1, ...; 0 = free
 */

/** What threads share. */
export interface HashedStringsData {
  readonly lanes: Int32Array<SharedArrayBuffer>;
  readonly values: Uint16Array<SharedArrayBuffer>;
  readonly size: number;
}

const FIRST_SLOTS = 1 << 10;
const encoder = new TextEncoder();
const hashed = new Int32Array(2);

/** Hash of bytes[from, to) -> `hashed`. */
const hash = (bytes: Uint8Array, from: number, to: number): void => {
  let low = 0x41c6ce57, high = -0x21524111;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    low = Math.imul(low ^ byte, 0x5f356495);
    high = Math.imul(high ^ byte, 0x9e3779b1);
  }
  const a = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  hashed[1] = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  hashed[0] = a;
};

/** Numbers from 1 to 65,535 by string. */
export class HashedStrings {
  private lanes: Int32Array<SharedArrayBuffer>;
  private values: Uint16Array<SharedArrayBuffer>;
  /** How many strings it holds. */
  size: number;

  /** @param data the table of another thread, to be read; a new one otherwise */
  constructor(data?: HashedStringsData) {
    this.lanes = data?.lanes ?? shared32(2 * FIRST_SLOTS);
    this.values = data?.values ?? shared16(FIRST_SLOTS);
    this.size = data?.size ?? 0;
  }

  get data(): HashedStringsData { return { lanes: this.lanes, values: this.values, size: this.size }; }

  /** The number of a string (as UTF-8), 0 when it has none. */
  find(text: string): number {
    const bytes = encoder.encode(text);
    return this.values[this.slotOf(bytes, 0, bytes.length)]!;
  }

  /** Sets the number of the string bytes[from, to) to what `change` makes of its number so far (0 = it has none). */
  update(bytes: Uint8Array, from: number, to: number, change: (value: number) => number): void {
    const slot = this.slotOf(bytes, from, to), before = this.values[slot]!;
    this.values[slot] = change(before);
    if (before !== 0) return;
    this.lanes[2 * slot] = hashed[0]!;
    this.lanes[2 * slot + 1] = hashed[1]!;
    this.size++;
    if (4 * this.size > 3 * this.values.length) this.grow();
  }

  /** Where the string is, or the free slot where it would be. */
  private slotOf(bytes: Uint8Array, from: number, to: number): number {
    hash(bytes, from, to);
    const { lanes, values } = this, low = hashed[0]!, high = hashed[1]!, mask = values.length - 1;
    let slot = low & mask;
    while (values[slot] !== 0 && (lanes[2 * slot] !== low || lanes[2 * slot + 1] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { lanes, values } = this, slots = 2 * values.length;
    this.lanes = shared32(2 * slots);
    this.values = shared16(slots);
    for (let i = 0; i < values.length; i++) {
      if (values[i] === 0) continue;
      let slot = lanes[2 * i]! & (slots - 1);
      while (this.values[slot] !== 0) slot = (slot + 1) & (slots - 1);
      this.lanes[2 * slot] = lanes[2 * i]!;
      this.lanes[2 * slot + 1] = lanes[2 * i + 1]!;
      this.values[slot] = values[i]!;
    }
  }
}

const shared32 = (items: number): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4 * items));
const shared16 = (items: number): Uint16Array<SharedArrayBuffer> => new Uint16Array(new SharedArrayBuffer(2 * items));
