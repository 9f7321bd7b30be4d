import { DUPLICATE_KINDS, type Fingerprint, type Store } from '../model/ports.js';
import { NativeReader } from './native-reader.js';

/** Which stored rows a window is filled from. */
export interface RestoreRange {
  readonly topic: string;
  readonly partition: number;
  /** Log positions [from, to). */
  readonly from: bigint;
  readonly to: bigint;
  /** Positions [from, to) that do not count: files that are being replaced. */
  readonly exclude?: readonly { readonly from: bigint; readonly to: bigint }[];
}

const inside = ({ exclude = [] }: RestoreRange): string =>
  ['src_topic = {topic:String} AND src_partition = {partition:UInt32} AND src_offset >= {from:UInt64} AND src_offset < {to:UInt64}',
    ...exclude.map(({ from, to }) => `NOT (src_offset >= ${from} AND src_offset < ${to})`)].join(' AND ');

const params = ({ topic, partition, from, to }: RestoreRange) => ({ topic, partition, from, to });

/**
 * The configs (`Sketcher.config`) that the rows of a range were made with. More than one, or another one than the sketcher's,
 * means that their bands cannot be compared.
 */
export const configs = async (store: Store, range: RestoreRange): Promise<bigint[]> =>
  (await store.rows<{ config: string }>(`SELECT DISTINCT config FROM fingerprints WHERE ${inside(range)} ORDER BY config`, params(range))).map(({ config }) => BigInt(config));

/**
 * Stored fingerprints in log order, a block at a time (up to 65,536 rows). The table is sorted by position, so this is a straight
 * read; its columns have fixed widths and arrive as columns (Native), so a row costs no parsing.
 * @param dense `Partition.dense`: offset -> gapless position
 */
export const fingerprints = async function* (store: Store, range: RestoreRange, dense: (offset: bigint) => number): AsyncGenerator<Fingerprint[]> {
  const kinds = DUPLICATE_KINDS.map((kind) => `'${kind}'`).join(', ');
  const reader = new NativeReader();
  const answer = store.stream(
    `SELECT src_offset, id, content, url, bands, toUInt8(indexOf([${kinds}], stream_dup_kind) - 1) AS kind, stream_dup_of, stream_url_of, stream_entered
     FROM fingerprints WHERE ${inside(range)} ORDER BY src_offset`, 'Native', params(range));
  for await (const piece of answer) {
    reader.push(piece);
    for (let block = reader.next(); block; block = reader.next()) {
      const [offset, id, content, url, bands, kind, dupOf, urlOf, entered] = block.columns;
      const words = [offset, id, content, url, dupOf, urlOf, entered].map((column) => new BigUint64Array(column!.buffer)) as [BigUint64Array, BigUint64Array, BigUint64Array, BigUint64Array, BigUint64Array, BigUint64Array, BigUint64Array];
      const width = bands!.length / block.rows;
      const rows: Fingerprint[] = new Array(block.rows);
      for (let i = 0; i < block.rows; i++) {
        rows[i] = {
          position: dense(words[0][i]!), id: words[1][i]!, content: words[2][i]!, url: words[3][i]!, bands: bands!.subarray(i * width, (i + 1) * width),
          kind: DUPLICATE_KINDS[kind![i]!]!, dupOf: words[4][i]!, urlOf: words[5][i]!, entered: words[6][i]!,
        };
      }
      yield rows;
    }
  }
  reader.end();
};
