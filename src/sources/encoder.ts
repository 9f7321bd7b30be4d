import { crawlRecord, messageKey, type CrawlRecord } from '../formats/crawl-record.js';
import { headOf } from '../formats/piece.js';
import type { RawRecord } from '../formats/read.js';
import type { OutMessage } from '../model/log.js';
import { partitionOf } from '../text/murmur2.js';

/** Consecutive records of one file, and where they come from. */
export interface Excerpt {
  readonly file: string;
  readonly snapshot: string;
  /** Ordinal of the first one. */
  readonly first: number;
  readonly records: readonly RawRecord[];
}

/** A message to be appended, and what goes in its place when the topic refuses it for its size: the same record without its payload. */
export interface Outgoing extends OutMessage {
  readonly oversize: () => Promise<OutMessage>;
}

export interface EncoderOptions {
  /** Of the topic. */
  readonly partitions: number;
  readonly maxTextBytes: number;
  /** Header `content-type` of the values that `encode` makes. */
  readonly contentType: 'application/json' | 'avro/binary';
  readonly encode: (record: CrawlRecord) => Uint8Array | Promise<Uint8Array>;
}

const NO_PAYLOAD = new Uint8Array(0), utf8 = new TextEncoder();

/** The record without its payload, told apart from one that is too long for `maxTextBytes` by its sentence alone. */
const bare = (record: CrawlRecord): CrawlRecord =>
  record.reason !== '' ? record
  : { ...record, payload: NO_PAYLOAD, oversize: true, reason: 'too_large', detail: `The payload is ${record.payloadBytes} bytes long, more than its topic takes in a message.`, rawHead: headOf(record.payload) };

/** What came with the records, and their messages in their place. */
export type Encoded<T extends Excerpt> = Omit<T, 'records'> & { readonly messages: readonly Outgoing[] };

/** Records -> messages, one each, in order: key, partition, value. A record that could not be read travels with its reason. */
export const openEncoder = <T extends Excerpt>({ partitions, maxTextBytes, contentType, encode }: EncoderOptions) => ({
  run: async ({ records, ...from }: T): Promise<Encoded<T>> => {
    const messages: Outgoing[] = [], { file, snapshot, first } = from, headers = { 'content-type': contentType };
    for (const [i, raw] of records.entries()) {
      const record = crawlRecord(raw, { file, snapshot, ordinal: first + i, maxTextBytes }), key = utf8.encode(messageKey(record));
      const place = { partition: partitionOf(key, partitions), key, headers }, small = bare(record);
      messages.push({ ...place, value: await encode(record), oversize: async () => ({ ...place, value: await encode(small) }) });
    }
    return { ...from, messages };
  },
});
