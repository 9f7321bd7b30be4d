import type { Batch } from '../model/batch.js';
import type { LogMessage, OutMessage } from '../model/log.js';
import type { Intent, Store } from '../model/ports.js';
import type { Rejection } from '../model/rejection.js';
import { effect } from './effects.js';
import type { Operator } from './order.js';

/** Where the messages behind rejections go. */
export interface DeadLetters {
  /** The message at a position of the batch, as it came, and how often its batch has been begun. */
  readonly message: (batch: Batch, position: number) => LogMessage;
  readonly attempt: (batch: Batch) => number;
  readonly send: (letters: readonly OutMessage[]) => Promise<void>;
}

/**
 * A rejected message as it came: key, value and headers, and what was wrong with it in headers of its own (names of KIP-1034 and ours). Its partition is
 * that of the source; the sender brings it into the range of its topic.
 */
export const deadLetter = ({ reason, detail }: Rejection, { offset, key, value, headers }: LogMessage, { topic, partition }: Pick<Batch, 'topic' | 'partition'>, attempt: number): OutMessage => ({
  partition, key, value,
  headers: {
    ...headers,
    '__streams.errors.exception': reason, '__streams.errors.message': detail, '__streams.errors.topic': topic, '__streams.errors.partition': String(partition), '__streams.errors.offset': String(offset),
    'x-thresher-reason': reason, 'x-thresher-attempt': String(attempt),
  },
});

/**
 * Rejections -> dead letters, before their rows are written. At least once: a range that an earlier owner left open is sent again unless its rows are there.
 */
export const bury = (letters: DeadLetters, store: Store, open: Intent | null): Operator => effect(async (batch) => {
  const { topic, partition, first: from, next: to, rejections } = batch;
  if (rejections.length === 0) return;
  if (open && from >= open.from && to <= open.to && (await store.present('rejections', { topic, partition, from, to, version: 1 }))) return;
  const attempt = letters.attempt(batch);
  await letters.send(rejections.map((rejection) => deadLetter(rejection, letters.message(batch, rejection.position), batch, attempt)));
});
