import { capacity, extend } from './scratch.js';

/**
 * Which stretches of a text were seen before: lines, paragraphs. A set of ranges of one code-point array, by hash and then by content, so
 * equal means equal. Open addressing, at most half full; about 1 ns a code point.
 */
export class Repeats {
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  private slots = new Int32Array(1024);
  private mask = 1023;
  private size = 0;

  clear(): void {
    if (this.slots.length > 1 << 20) this.slots = new Int32Array(1024);
    this.mask = 1023;
    this.slots.fill(0, 0, 1024);
    this.size = 0;
  }

  /** Adds `cps[start, end)`; true when an equal range was added before. */
  seen(cps: Int32Array, start: number, end: number): boolean {
    // Two lanes, so that one multiplication need not wait for the other.
    let even = end - start, odd = 0, i = start;
    for (; i + 1 < end; i += 2) {
      even = Math.imul(even ^ cps[i]!, 0x01000193);
      odd = Math.imul(odd ^ cps[i + 1]!, 0x01000193);
    }
    if (i < end) even = Math.imul(even ^ cps[i]!, 0x01000193);
    let hash = even ^ Math.imul(odd, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    let slot = hash & this.mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & this.mask) {
      const at = this.slots[slot]! - 1;
      if (this.hashes[at] === hash && isEqual(cps, this.starts[at]!, this.ends[at]!, start, end)) return true;
    }
    const at = this.size++;
    if (at >= this.starts.length) {
      this.starts = extend(this.starts, 2 * at, at);
      this.ends = extend(this.ends, 2 * at, at);
      this.hashes = extend(this.hashes, 2 * at, at);
    }
    this.starts[at] = start;
    this.ends[at] = end;
    this.hashes[at] = hash;
    this.slots[slot] = at + 1;
    if (2 * this.size > this.mask) this.rehash();
    return false;
  }

  private rehash(): void {
    const slots = this.mask + 1 < this.slots.length ? this.slots : new Int32Array(capacity(2 * this.slots.length));
    const mask = this.mask = 2 * this.mask + 1;
    slots.fill(0, 0, mask + 1);
    for (let at = 0; at < this.size; at++) {
      let slot = this.hashes[at]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = at + 1;
    }
    this.slots = slots;
  }
}

const isEqual = (cps: Int32Array, start: number, end: number, other: number, otherEnd: number): boolean => {
  if (end - start !== otherEnd - other) return false;
  while (start < end && cps[start] === cps[other]) { start++; other++; }
  return start === end;
};
