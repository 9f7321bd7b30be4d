import type { Batch } from '../model/batch.js';
import { joinBatches, sliceBatch } from './parts.js';

/*
 * A batch is what is stored at once; what is computed at once is smaller. Batches end where files do and are as large as their pages: handed out whole, one
 * of 15 MB keeps one thread busy long after the others have run out of batches that may be read before it is stored. In pieces, all threads work on the
 * oldest batch, and end with it.
 */

/** How large a piece may be; a record alone may be larger. */
export interface PieceSize { readonly bytes: number; readonly records: number }

/** A tenth of a second or so of work with every family, against which handing over a few hundred columns is nothing. Short pages have their cost each. */
const SIZE: PieceSize = { bytes: 1 << 20, records: 500 };

/** Where the pieces of a batch end, in records; the last one ends with the batch. */
const pieceEnds = ({ payloads: { ends } }: Batch, most: PieceSize): number[] => {
  const found: number[] = [];
  let from = 0, start = 0;
  for (let i = 1; i < ends.length; i++) {
    if (i - from < most.records && ends[i]! - start <= most.bytes) continue;
    found.push(from = i);
    start = ends[i - 1]!;
  }
  return [...found, ends.length];
};

/** Computes the pieces of a batch, all of them asked for at once and in order, and joins what comes of them: the same rows, as no step looks beyond a record. */
export const inPieces = (run: (piece: Batch) => Promise<Batch>, most: PieceSize = SIZE) => async (batch: Batch): Promise<Batch> => {
  const ends = pieceEnds(batch, most);
  if (ends.length === 1) return run(batch);
  return joinBatches(await Promise.all(ends.map((end, i) => run(sliceBatch(batch, i === 0 ? 0 : ends[i - 1]!, end)))));
};
