import type { Reads } from '../explore/reads.js';
import type { AnswerCache } from './answer-cache.js';

/** Longer results are not asked for twice. */
const MOST_TEXT = 65_536;

/**
 * A store that is asked the same small thing once for as long as none of its rows changes: columns, watermark, counts, cuts that are percentiles. Every question needs
 * some of these, each a statement of 10 to 60 ms.
 * @param stamp of the store; null = unknown, everything is asked
 */
export const remembered = (reads: Reads, cache: AnswerCache, stamp: string | null): Reads => (stamp === null ? reads : {
  stream: reads.stream,
  rows: async <T>(sql: string, params?: Readonly<Record<string, unknown>>): Promise<T[]> => {
    const key = `${stamp} ${JSON.stringify(params ?? {})} ${sql}`, known = cache.get(key);
    if (known !== undefined) return JSON.parse(Buffer.from(known).toString()) as T[];
    const rows = await reads.rows<T>(sql, params), text = JSON.stringify(rows);
    if (text.length <= MOST_TEXT) cache.set(key, Buffer.from(text));
    return rows;
  },
});
