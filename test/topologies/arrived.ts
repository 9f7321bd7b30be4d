import { randomUUID } from 'node:crypto';
import type { CrawlRecord } from '../../src/formats/crawl-record.js';
import { decodeMessage } from '../../src/formats/message.js';
import type { Log, LogMessage } from '../../src/model/log.js';

/** A message of a topic of crawl records. */
export interface Arrived { readonly partition: number; readonly offset: bigint; readonly key: string; readonly type: string; readonly record: CrawlRecord }

const json = ({ value }: LogMessage): CrawlRecord => {
  const message = decodeMessage(value!);
  if (message.kind !== 'record') throw new Error(message.detail);
  return message.record;
};

/** Everything that a topic holds, by partition and offset. */
export const arrived = async (log: Log, topic: string, recordOf: (message: LogMessage) => CrawlRecord | Promise<CrawlRecord> = json): Promise<Arrived[]> => {
  const consumer = await log.consumer({ topic, group: `reader-${randomUUID()}`, partitionBytes: 8e6, fetchBytes: 64e6, sessionMs: 10_000 }), ends = await consumer.ends(), found: Arrived[] = [];
  const open = new Set([...ends].filter(([, { low, high }]) => high > low).map(([partition]) => partition));
  if (open.size > 0) {
    await consumer.run(async ({ partition, messages, next }) => {
      for (const message of messages) {
        found.push({ partition, offset: message.offset, key: Buffer.from(message.key!).toString(), type: Buffer.from(message.headers['content-type']!).toString(), record: await recordOf(message) });
      }
      if (next >= ends.get(partition)!.high && open.delete(partition) && open.size === 0) void consumer.drain();
    }, () => {});
  }
  await consumer.drain();
  return found.sort((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
};

/** Which record it is: `b.jsonl 017`. */
export const nameOf = ({ record: { file, ordinal } }: Arrived): string => `${file.split('/').pop()} ${String(ordinal).padStart(4, '0')}`;

/** Names in order, each as often as it came. */
export const names = (messages: readonly Arrived[]): string[] => messages.map(nameOf).sort();

/** Names of what came more than once, once less than it came. */
export const repeats = (messages: readonly Arrived[]): string[] => names(messages).filter((name, i, all) => name === all[i - 1]);

/** Names of the first `records` records of a file. */
export const namesOf = (file: string, records: number): string[] => Array.from({ length: records }, (_, i) => `${file.split('/').pop()} ${String(i).padStart(4, '0')}`);
