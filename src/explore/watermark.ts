import { identifier } from '../select/compile.js';
import type { Frame } from './answers.js';
import type { Reads } from './reads.js';

/**
 * Per partition (`topic/partition`) the position behind its last whole batch: `Frame.as_of`. Asked for before the rows are: an answer holds all rows of
 * these batches, and may hold rows of a batch that is being written meanwhile.
 */
export const watermark = async (store: Pick<Reads, 'rows'>, database: string): Promise<Frame['as_of']> =>
  Object.fromEntries((await store.rows<{ src_topic: string; src_partition: number; to: string }>(
    `SELECT src_topic, src_partition, max(src_to) AS to FROM ${identifier(database)}.ingest_batches GROUP BY src_topic, src_partition ORDER BY src_topic, src_partition`))
    .map(({ src_topic, src_partition, to }) => [`${src_topic}/${src_partition}`, to]));
