import { map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { Batch } from '../model/batch.js';
import { pack } from '../model/columns.js';
import type { BytesColumn, Column, HashColumn, NumberColumn } from '../model/columns.js';
import { DUPLICATE_KINDS } from '../model/ports.js';
import type { DedupWindow, Partition } from '../model/ports.js';

export type { DedupWindow };

/**
 * Marks each document by what the window saw before it; batches must come in log order, one at a time.
 *
 * Adds `stream_dup_kind` (text), `stream_dup_of` (hash, null when the kind is ''), `stream_band_hits` (number), `stream_near_skipped` (number,
 * in the place of `near_skipped`), and for the restore `stream_url_of` and `stream_entered` (hashes, 0 = none).
 * @param dense log offset -> gapless position
 */
export const dedup = (window: DedupWindow, dense: Partition['dense']): OperatorFunction<Batch, Batch> => map((batch) => {
  const position = column<NumberColumn>(batch, 'position', 'number').values;
  const marks = window.mark({
    positions: Float64Array.from(position, (relative) => dense(batch.first + BigInt(relative))),
    id: column<HashColumn>(batch, 'id', 'hash').values,
    content: column<HashColumn>(batch, 'content_hash', 'hash').values,
    url: column<HashColumn>(batch, 'url_hash', 'hash').values,
    bands: column<BytesColumn>(batch, 'bands', 'bytes').values,
  });
  const marked: Record<string, Column> = {
    stream_dup_kind: { kind: 'text', values: pack(Array.from(marks.kind, (kind) => KINDS[kind]!)) },
    stream_dup_of: { kind: 'hash', values: marks.of, nulls: marks.kind.map((kind) => (kind === 0 ? 1 : 0)) },
    stream_band_hits: { kind: 'number', values: Float64Array.from(marks.bandHits), nulls: new Uint8Array(position.length) },
    stream_near_skipped: column<NumberColumn>(batch, 'near_skipped', 'number'),
    stream_url_of: { kind: 'hash', values: marks.urlOf },
    stream_entered: { kind: 'hash', values: marks.entered },
  };
  const { near_skipped: _nearSkipped, ...columns } = batch.columns;
  return { ...batch, columns: { ...columns, ...marked } };
});

const KINDS = DUPLICATE_KINDS.map((kind) => new TextEncoder().encode(kind));

const column = <C extends Column>(batch: Batch, name: string, kind: C['kind']): C => {
  const found = batch.columns[name];
  if (found?.kind !== kind) throw new TypeError(`dedup needs the ${kind} column ${name}, got ${found?.kind ?? 'none'}`);
  return found as C;
};
