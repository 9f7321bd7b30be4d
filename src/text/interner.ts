import { capacity, extend } from './scratch.js';

/**
 * Numbers for stretches of text: equal ranges of one code-point array get the same id, in order of first appearance (the order of Python's Counter, so ties
 * and sums can follow it). By hash and then by content. Open addressing, at most half full; about 2 ns a code point, no string and no Map.
 */
export class Interner {
  /** Number of distinct ranges. */
  distinct = 0;
  /** Of each id: how often it was asked for, and where its first range begins and ends. */
  counts = new Int32Array(1024);
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  private slots = new Int32Array(2048);
  private mask = 2047;

  clear(): void {
    if (this.slots.length > 1 << 20) this.slots = new Int32Array(2048);
    this.mask = 2047;
    this.slots.fill(0, 0, 2048);
    this.distinct = 0;
  }

  /** The id of `cps[start, end)`; counts it. All ranges between two `clear`s are of one array, which stays as it is. */
  id(cps: Int32Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ cps[i]!, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    let slot = hash & this.mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & this.mask) {
      const id = this.slots[slot]! - 1;
      if (this.hashes[id] === hash && this.equals(cps, id, start, end)) { this.counts[id]!++; return id; }
    }
    const id = this.distinct++;
    if (id >= this.counts.length) this.grow(id);
    this.starts[id] = start;
    this.ends[id] = end;
    this.hashes[id] = hash;
    this.counts[id] = 1;
    this.slots[slot] = id + 1;
    if (2 * this.distinct > this.mask) this.rehash();
    return id;
  }

  private equals(cps: Int32Array, id: number, start: number, end: number): boolean {
    let at = this.starts[id]!;
    if (this.ends[id]! - at !== end - start) return false;
    while (start < end && cps[start] === cps[at]) { start++; at++; }
    return start === end;
  }

  private grow(used: number): void {
    this.counts = extend(this.counts, 2 * used, used);
    this.starts = extend(this.starts, 2 * used, used);
    this.ends = extend(this.ends, 2 * used, used);
    this.hashes = extend(this.hashes, 2 * used, used);
  }

  private rehash(): void {
    const size = 2 * (this.mask + 1);
    if (this.slots.length < size) this.slots = new Int32Array(capacity(size)); else this.slots.fill(0, 0, size);
    this.mask = size - 1;
    for (let id = 0; id < this.distinct; id++) {
      let slot = this.hashes[id]! & this.mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = id + 1;
    }
  }
}
