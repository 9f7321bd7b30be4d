/**
 * A fixed list of short strings that ranges of code points are looked up in: by hash and then by content, no string is made. Open addressing, at most a
 * quarter full.
 */
export class Spellings {
  /** Code points of the longest entry. */
  readonly longest: number;
  private readonly spelling: Int32Array;
  private readonly starts: Int32Array;
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(entries: readonly string[]) {
    const codePoints = entries.map((entry) => Array.from(entry, (char) => char.codePointAt(0)!));
    this.longest = Math.max(...codePoints.map(({ length }) => length));
    this.spelling = Int32Array.from(codePoints.flat());
    this.starts = new Int32Array(entries.length + 1);
    codePoints.forEach(({ length }, i) => { this.starts[i + 1] = this.starts[i]! + length; });
    let size = 64;
    while (size < 4 * entries.length) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size);
    for (let i = 0; i < entries.length; i++) {
      let slot = this.hash(this.spelling, this.starts[i]!, this.starts[i + 1]!);
      while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = i + 1;
    }
  }

  /** Index of the entry that equals `cps[start, end)`, or -1. */
  find(cps: Int32Array, start: number, end: number): number {
    const length = end - start;
    if (length > this.longest || length === 0) return -1;
    const { spelling, starts, slots, mask } = this;
    for (let slot = this.hash(cps, start, end); ; slot = (slot + 1) & mask) {
      const at = slots[slot]! - 1;
      if (at < 0) return -1;
      const from = starts[at]!;
      if (starts[at + 1]! - from !== length) continue;
      let k = 0;
      while (k < length && spelling[from + k] === cps[start + k]) k++;
      if (k === length) return at;
    }
  }

  private hash(cps: Int32Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ cps[i]!, 0x01000193);
    hash ^= hash >>> 15;
    return (hash ^ (hash >>> 7)) & this.mask;
  }
}
