/**
 * Hash table from 64-bit keys to the smallest number ever put under them ("min register"), in typed arrays: 8 bytes a slot.
 *
 * Open addressing with linear probing (Knuth, TAOCP 3, 6.4): a miss reads neighbours, which share a cache line. Layout: `words[2i]` = tag,
 * `words[2i+1]` = the number, 0 = empty slot. A key (low, high) is first turned into another pair, one to one:
 * tag = high ^ mix(low), spot = mix(low ^ tag * odd). The spot, scaled to the size, is the home slot and is not stored. So two keys are mixed up only if
 * their tags are equal and their homes fall into one run: about 6 / 2^32 per lookup at full load.
 *
 * The mixes are not decoration: keys with biased bits (every 1024th value, all with one low half) otherwise pile up in one run and
 * probing turns quadratic, or have one tag. Scaling instead of masking allows any size, so that the full table can be exactly capacity / 0.7.
 *
 * Growth: a table starts at 1/4096 of its full size and grows by 4 when it is 70 % full. Growing needs the spots, so they are kept
 * beside the slots (4 bytes more each) until the table has its full size, which it never leaves: `clear` fills it with zeros.
 *
 * Putting is idempotent and commutative: any order of the same puts, repeated or not, gives the same answers.
 *
 * Example: put(k, 7), put(k, 3), put(k, 9): get(k) is 3. Cost at load 0.7: 2.2 probes a hit, 6 a miss; 11.4 bytes per entry of capacity.
 */
import { mix32 } from './shingles.js';

export const MAX_LOAD = 0.7;
const GROWTH = 4;
const SMALLEST = 64;

export class Slots {
  readonly #fullSize: number;
  #words: Uint32Array;
  #spots: Uint32Array | null;
  #size: number;
  #used = 0;
  #probes = 0;
  #longest = 0;

  /** @param capacity most different keys between two `clear`s */
  constructor(capacity: number) {
    this.#fullSize = Math.max(SMALLEST, Math.ceil(capacity / MAX_LOAD) + 1);
    let size = this.#fullSize;
    while (size > SMALLEST * GROWTH && size > this.#fullSize / 4096) size = Math.ceil(size / GROWTH);
    this.#size = size;
    this.#words = new Uint32Array(2 * size);
    this.#spots = size < this.#fullSize ? new Uint32Array(size) : null;
  }

  /** The smallest number put under the key (low, high), two 32-bit halves; 0 = none. */
  get(low: number, high: number): number {
    const words = this.#words, size = this.#size, tag = tagOf(low, high);
    for (let i = home(spotOf(low, tag), size); ; ) {
      const value = words[2 * i + 1]!;
      if (value === 0 || words[2 * i] === tag) return value;
      if (++i === size) i = 0;
    }
  }

  /** Puts a number from 1 to 2^32-1; the smaller one stays. */
  put(low: number, high: number, value: number): void {
    if (this.#used >= this.#size * MAX_LOAD && this.#size < this.#fullSize) this.#grow();
    const tag = tagOf(low, high);
    this.#insert(spotOf(low, tag), tag, value);
  }

  #insert(spot: number, tag: number, value: number): void {
    const words = this.#words, size = this.#size;
    let i = home(spot, size);
    for (let probes = 1; ; probes++) {
      const held = words[2 * i + 1]!;
      if (held === 0) {
        if (this.#used >= size - 1) throw new RangeError(`table of ${size} slots is full`);
        words[2 * i] = tag;
        words[2 * i + 1] = value;
        if (this.#spots) this.#spots[i] = spot;
        this.#used++;
        this.#probes += probes;
        if (probes > this.#longest) this.#longest = probes;
        return;
      }
      if (words[2 * i] === tag) { if (value < held) words[2 * i + 1] = value; return; }
      if (++i === size) i = 0;
    }
  }

  #grow(): void {
    const words = this.#words, spots = this.#spots!, size = this.#size;
    this.#size = Math.min(this.#fullSize, size * GROWTH);
    this.#words = new Uint32Array(2 * this.#size);
    this.#spots = this.#size < this.#fullSize ? new Uint32Array(this.#size) : null;
    this.#used = this.#probes = this.#longest = 0;
    for (let i = 0; i < size; i++) if (words[2 * i + 1] !== 0) this.#insert(spots[i]!, words[2 * i]!, words[2 * i + 1]!);
  }

  /** Empties the table; its memory stays. */
  clear(): void {
    if (this.#used > 0) this.#words.fill(0);
    this.#used = this.#probes = this.#longest = 0;
  }

  /** Entries, share of slots in use (of the size it may grow to), probes per entry when it was put (mean, longest), bytes held. */
  figures(): { readonly entries: number; readonly load: number; readonly meanProbe: number; readonly longestProbe: number; readonly bytes: number } {
    return {
      entries: this.#used,
      load: this.#used / this.#fullSize,
      meanProbe: this.#used === 0 ? 0 : this.#probes / this.#used,
      longestProbe: this.#longest,
      bytes: this.#words.byteLength + (this.#spots?.byteLength ?? 0),
    };
  }

  /** All (tag, number) pairs, sorted: two tables with the same answers have the same contents. */
  contents(): [tag: number, value: number][] {
    const pairs: [number, number][] = [];
    for (let i = 0; i < this.#size; i++) if (this.#words[2 * i + 1] !== 0) pairs.push([this.#words[2 * i]!, this.#words[2 * i + 1]!]);
    return pairs.sort(([a, x], [b, y]) => a - b || x - y);
  }
}

const tagOf = (low: number, high: number): number => (high ^ mix32(low)) >>> 0;
const spotOf = (low: number, tag: number): number => mix32(low ^ Math.imul(tag, 0x9e3779b1));
const home = (spot: number, size: number): number => ((spot >>> 0) * (size / 4294967296)) >>> 0;
