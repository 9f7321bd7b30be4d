import { encodeMessage } from '../formats/message.js';
import { headOf } from '../formats/piece.js';
import type { Batch } from '../model/batch.js';
import { numberColumn, pack, textColumn } from '../model/columns.js';
import type { LogMessage } from '../model/log.js';
import type { RejectionReason } from '../model/rejection.js';
import { SCHEMA_HEADER } from './avro-frame.js';
import type { Registry } from './registry.js';

/** A message as `decode` takes it: a JSON value, or a fault of which `payload` is the head. */
interface Read { readonly form: 'message' | 'fault'; readonly payload: Uint8Array; readonly reason: RejectionReason | ''; readonly detail: string; readonly bytes: number }

const EMPTY = new Uint8Array(0);
const fault = (value: Uint8Array, reason: RejectionReason, detail: string): Read => ({ form: 'fault', payload: headOf(value), reason, detail, bytes: value.length });
const message = (payload: Uint8Array): Read => ({ form: 'message', payload, reason: '', detail: '', bytes: payload.length });
const text = (bytes: Uint8Array | undefined): string => (bytes ? Buffer.from(bytes).toString('latin1') : '');

/** What a value is: its content type says so, else its schema's mark in a header or its first byte (a Confluent frame begins with 0 or 1, JSON never does). */
const kindOf = (value: Uint8Array, type: string, marked: boolean): 'json' | 'avro' | null => {
  const framed = marked || value[0] === 0 || value[0] === 1, [name] = type.split(';', 1) as [string];
  if (/^application\/(.*\+)?json$/i.test(name.trim())) return 'json';
  if (/^(avro\/binary|application\/(.*\+)?avro)$/i.test(name.trim())) return framed ? 'avro' : null;
  if (type !== '') return null;
  return framed ? 'avro' : /[\s{["\-\w]/.test(String.fromCharCode(value[0] ?? 0)) ? 'json' : null;
};

const hex = (byte: number | undefined): string => (byte === undefined ? 'nothing' : `0x${byte.toString(16).padStart(2, '0')}`);

const read = async ({ value, headers }: LogMessage, registry: Registry | null): Promise<Read> => {
  if (value === null) return fault(EMPTY, 'tombstone', 'The message has no value.');
  const type = text(headers['content-type']), kind = kindOf(value, type, headers[SCHEMA_HEADER] !== undefined);
  if (kind === 'json') return message(value);
  if (kind === null) return fault(value, 'unknown_magic', `The value begins with ${hex(value[0])}${type ? ', its content type is neither JSON nor framed Avro' : ', which is neither JSON nor a Confluent frame'}.`);
  if (!registry) return fault(value, 'unknown_schema', 'The value is framed Avro and no registry is configured.');
  const found = await registry.deserialize(value, headers);
  return found.kind === 'record' ? message(encodeMessage(found.record)) : fault(value, found.reason, found.detail);
};

export interface MessagesAt { readonly topic: string; readonly partition: number; /** Where the next batch begins. */ readonly next: bigint }

/** Messages at consecutive offsets -> a batch as `decode` takes it. @throws Fault (trouble) when the registry does not answer */
export const messageBatch = async (messages: readonly LogMessage[], { topic, partition, next }: MessagesAt, registry: Registry | null): Promise<Batch> => {
  const all: Read[] = [];
  for (const one of messages) all.push(await read(one, registry));
  const same = (value: string) => textColumn(all.map(() => value));
  return {
    topic, partition, first: messages[0]!.offset, next, payloads: pack(all.map(({ payload }) => payload)), rejections: [], skipped: {},
    columns: {
      form: textColumn(all.map(({ form }) => form)), record_id: same(''), url: textColumn(all.map(() => null)), media_type: same(''), crawl_time: numberColumn(all.map(() => null)),
      snapshot: same(''), file: same(''), file_offset: numberColumn(all.map(() => 0)), ordinal: numberColumn(all.map(() => 0)), true_bytes: numberColumn(all.map(({ bytes }) => bytes)),
      reason: textColumn(all.map(({ reason }) => reason)), detail: textColumn(all.map(({ detail }) => detail)),
    },
  };
};
