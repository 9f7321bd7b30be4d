import { gzipSync } from 'node:zlib';
import type { SignalFamily } from '../model/signal.js';
import { encodeUtf8 } from '../text/encode-utf8.js';
import type { Shared } from '../text/shared.js';
import { entries } from './entry.js';

/*
 * How far a text can be packed: boilerplate and lists that repeat themselves come to a small part of their length, prose to about half or less, and noise
 * or a very short text to more than all of it (a gzip file has 18 bytes of its own and some for its tables).
 *
 * The dearest of the cheap signals: deflate looks for matches in a window of 32 KB, about 50 MB/s, so a run that asks for this family is bound by it.
 * Level 6 is zlib's default. Another build of zlib may find other matches: sizes can differ by a few bytes from one processor architecture to another.
 * Plain zlib, as `gzip -6` and Python have it, finds other matches than Node's, too: on 4,390 texts the ratios are 0.005 apart in the median, and at most
 * 0.034 where a text has 2,000 bytes or more.
 */
const SIGNALS = entries({ family: 'compression', source: 'own definition; RFC 1952 as node:zlib writes it, level 6', reference: '', exact: null, tolerance: null, deviation: null }, [
  { name: 'compression_ratio_gzip', type: 'score', unit: 'bytes per byte', range: [0, null], nullWhen: 'empty text',
    formula: 'bytes of the text as gzip file, level 6 / bytes of the text as UTF-8' },
]);

let bytes = Buffer.alloc(4096);

/** Family `compression`. */
export const compression: SignalFamily<Shared> = {
  name: 'compression',
  signals: SIGNALS,
  measure: ({ cps, length }, out, at) => {
    const most = 4 * length;
    // Kept for the next text unless one huge text made it large.
    if (most > bytes.length || bytes.length > 16 * Math.max(most, 1 << 20)) bytes = Buffer.alloc(Math.max(4096, 2 * most));
    const size = encodeUtf8(cps, length, bytes);
    out[at] = size === 0 ? NaN : gzipSync(bytes.subarray(0, size), { level: 6 }).length / size;
  },
};
