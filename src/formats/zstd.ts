/**
 * Multi-frame zstd (RFC 8878), frame by frame, block by block, in constant memory, past damage.
 *
 * The decoder (fzstd) does the blocks. The walk over frames is ours: a block says its own length, so the next frame is found without
 * decoding, every frame starts a fresh decoder, its file offset is known, and its check sum is compared. The cost is the decoder's,
 * about 100 MB/s. A damaged frame is passed over to the next `28 b5 2f fd` that has a valid header and first block.
 */
import { Decompress } from 'fzstd';
import { xxh64Stream } from '../text/hash.js';
import { headOf, type Damage, type Piece } from './piece.js';
import type { Window } from './window.js';
import { blockAt, frameHeader, skippableFrame, ZSTD_MAGIC } from './zstd-frame.js';

const MARGIN = 1 << 18;

/** Bytes of a zstd file -> pieces, in bursts. */
export async function* unzstd(window: Window): AsyncGenerator<Piece[]> {
  for (;;) {
    await window.fill(MARGIN);
    if (window.bytes.length === 0) return;
    const skippable = skippableFrame(window.bytes);
    if (skippable > 0) { await skip(window, skippable); continue; }
    if (window.bytes.every((byte) => byte === 0)) { const bytes = window.bytes.length; window.consume(bytes); yield [{ kind: 'lost', bytes }]; continue; }
    yield* frame(window);
  }
}

async function* frame(window: Window): AsyncGenerator<Piece[]> {
  const start = window.at;
  const head = headOf(window.bytes);
  const fail = async (reason: Damage['reason'], detail: string): Promise<Piece[]> => {
    const from = given ? window.at : start;
    await resync(window, window.at === start ? 1 : 0);
    const within = reason === 'truncated' && window.bytes.length > 0;
    return [{ kind: 'damage', ...(within ? { reason: 'corrupt_gzip', detail: 'The zstd frame does not decode.' } : { reason, detail }), at: start, lost: Math.max(1, window.at - from), head }];
  };
  let given = false;
  const header = frameHeader(window.bytes);
  if (!header && window.eof && window.bytes.length < 18 && window.bytes.indexOf(ZSTD_MAGIC) === 0) return yield await fail('truncated', 'The file ends in the header of a zstd frame.');
  if (!header) return yield await fail('corrupt_gzip', 'No zstd frame begins where one should.');
  if (header.dictionary) return yield await fail('corrupt_gzip', 'The zstd frame needs a dictionary.');
  const blocks: Uint8Array[] = [];
  const decoder = new Decompress((bytes) => { if (bytes.length > 0) blocks.push(bytes); });
  const hash = xxh64Stream();
  for (let at = header.length, last = false; !last; at = 0) {
    await window.fill(MARGIN);
    const block = window.bytes.length < at + 3 ? null : blockAt(window.bytes, at);
    if (!block && window.bytes.length >= at + 3) return yield await fail('corrupt_gzip', 'The zstd frame has an invalid block.');
    last = block?.last ?? false;
    const end = at + (block?.length ?? 0) + (last && header.checksum ? 4 : 0);
    if (!block || window.bytes.length < end) return yield await fail('truncated', 'The file ends inside a zstd frame.');
    try {
      decoder.push(window.bytes.subarray(0, end), last);
    } catch {
      return yield await fail('corrupt_gzip', 'The zstd frame does not decode.');
    }
    const pieces: Piece[] = blocks.splice(0).map((bytes, i) => { hash.update(bytes); return { kind: 'data', bytes: Buffer.from(bytes), at: start, start: !given && i === 0 }; });
    given ||= pieces.length > 0;
    const sum = last && header.checksum ? window.bytes.readUInt32LE(end - 4) : null;
    window.consume(end);
    if (pieces.length > 0) yield pieces;
    if (sum !== null && Number(hash.digest() & 0xffffffffn) !== sum) return yield await fail('corrupt_gzip', 'The check sum of the zstd frame is wrong.');
  }
  yield [{ kind: 'end' }];
}

const skip = async (window: Window, length: number): Promise<void> => {
  for (let left = length; left > 0;) {
    await window.fill(1);
    if (window.bytes.length === 0) return;
    const step = Math.min(left, window.bytes.length);
    window.consume(step);
    left -= step;
  }
};

const resync = async (window: Window, from: number): Promise<void> => {
  window.consume(from);
  for (;;) {
    await window.fill(MARGIN);
    const found = window.bytes.indexOf(ZSTD_MAGIC);
    if (found < 0) {
      window.consume(Math.max(0, window.bytes.length - (window.eof ? 0 : ZSTD_MAGIC.length - 1)));
      if (window.eof) return;
      continue;
    }
    window.consume(found);
    await window.fill(MARGIN);
    const header = frameHeader(window.bytes);
    if (header && window.bytes.length >= header.length + 3 && blockAt(window.bytes, header.length)) return;
    window.consume(1);
  }
};
