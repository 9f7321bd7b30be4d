import { capacity, extend } from './scratch.js';

/**
 * Numbers for stretches of text: equal ranges of one code-point array get the same id, in order of first appearance (the order of Python's Counter, so ties
 * and sums can follow it). By hash and then by content. Open addressing, at most half full, [hash, id + 1] side by side; about 2 ns a code point, half of it
 * where the caller makes the hash on its way. No string and no Map.
 */
export class Interner {
  /** Number of distinct ranges. */
  distinct = 0;
  /** Of each id: how often it was asked for, and where its first range begins and ends. */
  counts = new Int32Array(1024);
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  /** Of each id: the hash of its letters, mixed. */
  hashes = new Int32Array(1024);
  private slots = new Int32Array(4096);
  private mask = 2047;

  clear(): void {
    if (this.slots.length > 1 << 21) this.slots = new Int32Array(4096);
    this.mask = 2047;
    this.slots.fill(0, 0, 4096);
    this.distinct = 0;
  }

  /** The id of `cps[start, end)`; counts it. All ranges between two `clear`s are of one array, which stays as it is. */
  id(cps: Int32Array, start: number, end: number): number {
    let hash = 0;
    for (let i = start; i < end; i++) hash = step(hash, cps[i]!);
    return this.hashed(cps, start, end, hash);
  }

  /** The same for a caller that looks at each code point anyway: `hash` is made by `step` from 0, over all of them in turn. */
  hashed(cps: Int32Array, start: number, end: number, hash: number): number {
    return this.mixed(cps, start, end, mixed(hash));
  }

  /** The same for what another one has in `hashes`. */
  mixed(cps: Int32Array, start: number, end: number, hash: number): number {
    const { slots, mask, starts, ends } = this;
    let slot = hash & mask;
    for (;;) {
      const id = slots[2 * slot + 1]! - 1;
      if (id < 0) break;
      if (slots[2 * slot] === hash) {
        let at = starts[id]!, i = start;
        if (ends[id]! - at === end - start) {
          while (i < end && cps[i] === cps[at]) { i++; at++; }
          if (i === end) { this.counts[id]!++; return id; }
        }
      }
      slot = (slot + 1) & mask;
    }
    const id = this.distinct++;
    if (id >= this.counts.length) this.grow(id);
    this.starts[id] = start;
    this.ends[id] = end;
    this.hashes[id] = hash;
    this.counts[id] = 1;
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = id + 1;
    if (2 * this.distinct > mask) this.rehash();
    return id;
  }

  private grow(used: number): void {
    this.counts = extend(this.counts, 2 * used, used);
    this.starts = extend(this.starts, 2 * used, used);
    this.ends = extend(this.ends, 2 * used, used);
    this.hashes = extend(this.hashes, 2 * used, used);
  }

  private rehash(): void {
    const mask = this.mask = 2 * this.mask + 1, size = 2 * (mask + 1);
    if (this.slots.length < size) this.slots = new Int32Array(capacity(size)); else this.slots.fill(0, 0, size);
    const { slots, hashes } = this;
    for (let id = 0; id < this.distinct; id++) {
      let slot = hashes[id]! & mask;
      while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = hashes[id]!;
      slots[2 * slot + 1] = id + 1;
    }
  }
}

/** The hash of a range and one more code point. */
export const step = (hash: number, codePoint: number): number => Math.imul(hash ^ codePoint, 0x01000193);

/** What is made of the hash of a whole range. */
export const mixed = (raw: number): number => {
  const hash = Math.imul(raw ^ (raw >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
};
