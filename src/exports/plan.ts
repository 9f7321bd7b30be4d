// Which pages go into which file. Files are consecutive ranges of the log: texts lie in that order, so each file reads its own stretch of them and nothing is
// read twice; and a range of the log below a watermark holds the same pages for ever. One pass over the positions of the kept pages, in log order, cuts a file
// where it has its rows, or its texts are as large as a file's memory may be, and puts every id into the Bloom filter on the way.
//
// Example: 5 kept pages at files/0: 3, 4, 9 and t/1: 0, 7, two rows a file ->
//   {files/0 [3, 5)}  {files/0 [9, 10), t/1 [0, 1)}  {t/1 [7, 8)}
// Cost: a sort of positions in the engine (26 bytes a kept page, on disk when they are many), 14.4 bits a kept page here, one scan of the samples a file.

import { literal } from '../select/compile.js';
import type { Recipe, Selection } from '../select/recipe.js';
import { documents, whereSql } from '../select/sql.js';
import { makeBloom, type Bloom } from './bloom.js';
import { partitionsOf, within, type Scope } from './scope.js';
import type { ExportFormat, Shard, Span } from './shard.js';
import type { ExportStore } from './store.js';

/** What is asked for: an export with the same request is the same files. */
export interface ExportRequest {
  /** As its author wrote it. */
  readonly recipe: Recipe;
  readonly format: ExportFormat;
  /** Columns of `documents` beside the fields that every export has. */
  readonly columns: readonly string[];
  readonly seed: number;
  /** Most rows of a file. */
  readonly shard_rows: number;
}

/** An export with everything that decides its bytes. */
export interface Plan {
  readonly request: ExportRequest;
  /** With every cut a number. */
  readonly selection: Selection;
  readonly scope: Scope;
  readonly documents: number;
  readonly tokens: number;
  readonly shards: readonly Shard[];
  /** Version of the program: another one may write other bytes. */
  readonly thresher: string;
}

/** A file's texts and URLs are not larger than this, unless one page alone is: a Parquet file is one row group, which the engine holds in memory. */
export const SHARD_BYTES = 128 << 20;

/** Bytes of a row of `positionsSql` as RowBinary. */
const WIDTH = 26;

const positionsSql = (selection: Selection, scope: Scope): string => [
  `SELECT toUInt16(indexOf([${[...partitionsOf(scope.asOf).keys()].map(literal).join(', ')}], src_topic)) AS topic, src_partition, src_offset, id, toUInt32(text_bytes + length(ifNull(url, ''))) AS size`,
  `FROM ${documents(scope.database)}`,
  whereSql(within(selection, scope.asOf)),
  'ORDER BY topic, src_partition, src_offset',
].join('\n');

/** Whole rows of fixed width out of pieces of any length; what is left of a piece goes before the next one. */
const rowsIn = async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<DataView> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]), whole = bytes.length - (bytes.length % WIDTH);
    if (whole > 0) yield new DataView(bytes.buffer, bytes.byteOffset, whole);
    rest = bytes.subarray(whole);
  }
};

/** Cuts the kept pages, which come in log order, into files. */
export class Cutter {
  readonly shards: Shard[] = [];
  readonly #mostRows: number;
  readonly #mostBytes: number;
  #spans: Span[] = [];
  #rows = 0;
  #bytes = 0;
  #topic = '';
  #partition = -1;
  #from = 0n;
  #last = 0n;

  constructor(mostRows: number, mostBytes: number) { this.#mostRows = mostRows; this.#mostBytes = mostBytes; }

  add(topic: string, partition: number, offset: bigint, bytes: number): void {
    if (this.#rows > 0 && (this.#rows === this.#mostRows || this.#bytes + bytes > this.#mostBytes)) this.end();
    if (this.#rows > 0 && (topic !== this.#topic || partition !== this.#partition)) this.#endSpan();
    if (this.#partition < 0) { this.#topic = topic; this.#partition = partition; this.#from = offset; }
    this.#last = offset;
    this.#rows++;
    this.#bytes += bytes;
  }

  #endSpan(): void {
    this.#spans.push({ topic: this.#topic, partition: this.#partition, from: String(this.#from), to: String(this.#last + 1n) });
    this.#partition = -1;
  }

  end(): void {
    if (this.#rows === 0) return;
    this.#endSpan();
    this.shards.push({ spans: this.#spans, rows: this.#rows });
    this.#spans = [];
    this.#rows = this.#bytes = 0;
  }
}

/**
 * Cuts an export into files.
 * @param kept how many pages the selection keeps in this scope: what the filter is made for
 */
export const cutShards = async (
  store: Pick<ExportStore, 'readOnly'>, selection: Selection, scope: Scope, { rows, bytes = SHARD_BYTES, kept }: { readonly rows: number; readonly bytes?: number; readonly kept: number },
): Promise<{ readonly shards: readonly Shard[]; readonly bloom: Bloom }> => {
  const cutter = new Cutter(rows, bytes), bloom = makeBloom(kept), topics = [...partitionsOf(scope.asOf).keys()];
  if (topics.length === 0) return { shards: [], bloom };
  for await (const view of rowsIn(store.readOnly.stream(positionsSql(selection, scope), 'RowBinary'))) {
    for (let at = 0; at < view.byteLength; at += WIDTH) {
      cutter.add(topics[view.getUint16(at, true) - 1]!, view.getUint32(at + 2, true), view.getBigUint64(at + 6, true), view.getUint32(at + 22, true));
      bloom.add(view.getBigUint64(at + 14, true));
    }
  }
  cutter.end();
  return { shards: cutter.shards, bloom };
};

