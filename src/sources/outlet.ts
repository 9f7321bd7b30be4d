import { Fault } from '../model/fault.js';
import { MessageTooLarge, type LogProducer, type OutMessage } from '../model/log.js';
import type { Outgoing } from './encoder.js';

export interface OutletOptions {
  readonly topic: string;
  /** Largest batch of messages that the topic takes of one partition, `max.message.bytes`. */
  readonly maxMessageBytes: number;
  /** Most bytes of one request. */
  readonly requestBytes: number;
  /** What a user should hear about, in a sentence. */
  readonly note: (sentence: string) => void;
}

/** Most messages of one request: kafkajs takes time by the square of it, and a killed run repeats at most one. */
export const REQUEST_MESSAGES = 500;

/** Bytes around the records of a batch, and around key, value and headers of a record (format v2: varints, attributes, lengths); rounded up. */
const BATCH_BYTES = 100, RECORD_BYTES = 40;

const bytesOf = ({ key, value, headers }: OutMessage): number =>
  Object.entries(headers).reduce((sum, [name, header]) => sum + name.length + header.length + 10, RECORD_BYTES + (key?.length ?? 0) + (value?.length ?? 0));

/**
 * Messages -> requests, in order: each so small that no partition gets a batch above the topic's limit, whatever compression makes of it. A message that
 * is too large by itself goes alone, so that nothing else depends on whether compression makes it fit.
 */
export function* requests<M extends OutMessage>(messages: readonly M[], { maxMessageBytes, requestBytes }: Pick<OutletOptions, 'maxMessageBytes' | 'requestBytes'>): Generator<M[]> {
  let request: M[] = [], total = 0, perPartition = new Map<number, number>(), alone = false;
  for (const message of messages) {
    const bytes = bytesOf(message), batch = (perPartition.get(message.partition) ?? BATCH_BYTES) + bytes;
    if (request.length > 0 && (alone || request.length === REQUEST_MESSAGES || total + bytes > requestBytes || batch > maxMessageBytes)) {
      yield request;
      request = []; total = 0; perPartition = new Map();
    }
    request.push(message);
    total += bytes;
    perPartition.set(message.partition, (perPartition.get(message.partition) ?? BATCH_BYTES) + bytes);
    alone = BATCH_BYTES + bytes > maxMessageBytes;
  }
  if (request.length > 0) yield request;
}

/** Appends messages to a topic. What the topic refuses for its size is sent without its payload, so that it is counted and not lost. */
export const openOutlet = (producer: LogProducer, options: OutletOptions) => {
  const { topic, maxMessageBytes, note } = options;
  let oversize = 0;
  const alone = async (message: Outgoing): Promise<void> => {
    try {
      await producer.send(topic, [message]);
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      if (oversize++ === 0) {
        note(`topic ${topic} refuses a message above its max.message.bytes (${maxMessageBytes}): its record travels without its payload, as oversize, and so does every further one; raise max.message.bytes to keep them`);
      }
      await producer.send(topic, [await message.oversize()]).catch((refused: unknown) => {
        throw refused instanceof MessageTooLarge ? new Fault(`topic ${topic}: max.message.bytes (${maxMessageBytes}) is too small even for a record without its payload; raise it`, undefined, { cause: refused }) : refused;
      });
    }
  };
  return {
    /** @throws Fault (trouble) */
    send: async ({ messages }: { readonly messages: readonly Outgoing[] }): Promise<void> => {
      for (const request of requests(messages, options)) {
        if (request.length === 1) { await alone(request[0]!); continue; }
        try {
          await producer.send(topic, request);
        } catch (error) {
          // The limit may have been lowered since it was asked for. Which message it was is not said, nor whether others are in: all go again, one by one.
          if (!(error instanceof MessageTooLarge)) throw error;
          for (const message of request) await alone(message);
        }
      }
    },
    /** Messages that went without their payload. */
    oversize: () => oversize,
  };
};
