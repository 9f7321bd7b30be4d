import { reserve } from '../../text/scratch.js';
import type { Words } from '../../text/tokens.js';

/** The normalized words of a text as UTF-8, one space between two: any n-gram of them is one stretch of the bytes. */
export class WordBytes {
  bytes = new Uint8Array(1024);
  /** Word i is `bytes[starts[i], ends[i])`. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);

  read({ count, letters, ids, spelling, starts: from, lengths }: Words): void {
    const need = 4 * letters + count;
    if (need > this.bytes.length || (this.bytes.length > LARGE && need < this.bytes.length / 16)) this.bytes = new Uint8Array(Math.max(1024, need + (need >> 1)));
    this.starts = reserve(this.starts, count);
    this.ends = reserve(this.ends, count);
    const { bytes, starts, ends } = this;
    let at = 0;
    for (let i = 0; i < count; i++) {
      const id = ids[i]!, end = from[id]! + lengths[id]!;
      starts[i] = at;
      for (let k = from[id]!; k < end; k++) {
        const cp = spelling[k]!;
        if (cp < 0x80) bytes[at++] = cp;
        else {
          if (cp < 0x800) bytes[at++] = 0xc0 | (cp >> 6);
          else {
            if (cp < 0x10000) bytes[at++] = 0xe0 | (cp >> 12);
            else { bytes[at++] = 0xf0 | (cp >> 18); bytes[at++] = 0x80 | ((cp >> 12) & 0x3f); }
            bytes[at++] = 0x80 | ((cp >> 6) & 0x3f);
          }
          bytes[at++] = 0x80 | (cp & 0x3f);
        }
      }
      ends[i] = at;
      bytes[at++] = 0x20;
    }
  }
}
const LARGE = 1 << 22;
