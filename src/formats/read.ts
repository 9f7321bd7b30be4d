import { formatOf, openFile } from './format.js';
import type { Found } from './found.js';
import { gunzip } from './gzip.js';
import { JsonlParser } from './jsonl.js';
import type { Piece } from './piece.js';
import { WarcParser } from './warc.js';
import { Window } from './window.js';
import { unzstd } from './zstd.js';

export { formatOf, type Compression, type Format } from './format.js';
export { recordColumns, type Found, type RawRecord } from './found.js';

export interface ReadOptions {
  /** Longest text that is wanted, bytes. Payloads beyond `payloadCap` of it are not kept in memory. */
  readonly maxTextBytes: number;
}

/** Findings of several small pieces that are handed on together. */
const BURST = 1000;

/** How many bytes of a payload are read at most: markup and encodings make a page larger than its text. */
export const payloadCap = (maxTextBytes: number): number => Math.max(8 * maxTextBytes, 32 << 20);

/**
 * Everything in one crawl file (WARC, WET, JSON lines; plain, gzip, zstd), in file order, in bursts, in constant memory. Bad content never
 * throws: it is a record of form `fault` and a `lost` count. Of a file that `formatOf` calls unsupported all bytes are lost.
 * @throws Fault (usage) when the file cannot be opened
 */
export async function* read(path: string, { maxTextBytes }: ReadOptions): AsyncGenerator<readonly Found[]> {
  const format = await formatOf(path);
  if (format.kind === 'unsupported') {
    if (format.bytes > 0) yield [{ kind: 'lost', bytes: format.bytes }];
    return;
  }
  const { file, bytes } = await openFile(path);
  try {
    const cap = payloadCap(maxTextBytes);
    const plain = format.compression === 'plain';
    const parser = format.kind === 'warc' ? new WarcParser({ cap, plainBytes: plain ? bytes : null }) : new JsonlParser({ cap, plain });
    for await (const burst of pieces[format.compression](new Window(file))) {
      let found: Found[] = [];
      for (const piece of burst) {
        parser.push(piece);
        const more = parser.take();
        if (found.length === 0) found = more;
        else if (found.length + more.length <= BURST) for (const item of more) found.push(item);
        else { yield found; found = more; }
      }
      if (found.length > 0) yield found;
    }
    parser.end();
    const found = parser.take();
    if (found.length > 0) yield found;
  } finally {
    await file.close();
  }
}

/** A file that is not compressed: its chunks. */
async function* chunks(window: Window): AsyncGenerator<Piece[]> {
  for (;;) {
    await window.fill(1);
    const { bytes, at } = window;
    if (bytes.length === 0) return;
    window.consume(bytes.length);
    yield [{ kind: 'data', bytes, at, start: false }];
  }
}

const pieces = { plain: chunks, gzip: gunzip, zstd: unzstd } as const;
