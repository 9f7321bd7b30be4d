import type { Fault } from '../model/fault.js';
import type { LogMessage } from '../model/log.js';

/** A message without its place. */
export type Unplaced = Omit<LogMessage, 'offset'>;

/** What one fetch brings: at least one message, or none when nothing but markers and dropped messages is left up to `next`. */
export interface Fetched { readonly messages: readonly LogMessage[]; readonly next: bigint; readonly bytes: number }

/** What Kafka's format v2 adds to a batch, and about what it adds to each message of it. */
export const BATCH_BYTES = 61;
const RECORD_BYTES = 20, HEADER_BYTES = 4;

/** Size of a message within a batch, bytes, uncompressed. */
export const recordBytes = ({ key, value, headers }: Unplaced): number =>
  Object.entries(headers).reduce((sum, [name, bytes]) => sum + HEADER_BYTES + Buffer.byteLength(name) + bytes.length, RECORD_BYTES + (key?.length ?? 0) + (value?.length ?? 0));

const copied = ({ key, value, headers, timestamp }: Unplaced): Unplaced => ({
  key: key && Uint8Array.from(key), value: value && Uint8Array.from(value), timestamp,
  headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, Uint8Array.from(bytes)])),
});

interface Entry { readonly offset: bigint; readonly bytes: number; /** null = marker of a transaction. */ readonly message: Unplaced | null }

/** One partition of the log in memory. Bytes are copied on the way in and out, so nobody who reuses or transfers a buffer changes the log. */
export class MemoryPartition {
  #entries: Entry[] = [];
  #low = 0n;
  #high = 0n;
  #broken: Fault | null = null;
  /** Called when there may be something new to read. */
  readonly readers = new Set<() => void>();

  /** First offset that may be there. */
  get low(): bigint { return this.#low; }
  /** Behind the last offset. */
  get high(): bigint { return this.#high; }

  /** Appends a message, or with null a marker as the end of a transaction leaves one: an offset that brings no message. */
  append(message: Unplaced | null): bigint {
    const offset = this.#high++;
    this.#entries.push({ offset, bytes: message === null ? 0 : BATCH_BYTES + recordBytes(message), message: message && copied(message) });
    this.#wake();
    return offset;
  }

  /** Retention: everything before `offset` goes, and the log begins there. */
  trim(offset: bigint): void {
    if (offset > this.#low) this.#low = offset < this.#high ? offset : this.#high;
    this.#entries.splice(0, this.#index(this.#low));
  }

  /** Compaction: these messages go, the rest keeps its offsets. */
  drop(offsets: readonly bigint[]): void {
    this.#entries = this.#entries.filter((entry) => !offsets.includes(entry.offset));
  }

  /** From now on reading fails with this. */
  break(fault: Fault): void {
    this.#broken = fault;
    this.#wake();
  }

  /** Where reading begins for somebody who wants `offset`: there, or at the first message when the log does not reach there. */
  start(offset: bigint): bigint { return offset < this.#low || offset > this.#high ? this.#low : offset; }

  /** @returns messages from `from` on, at most `most` bytes unless the first alone is larger; null when nothing is left */
  read(from: bigint, most: number): Fetched | null {
    if (this.#broken !== null) throw this.#broken;
    if (from >= this.#high) return null;
    const messages: LogMessage[] = [];
    let next = from, bytes = 0, i = this.#index(from);
    for (; i < this.#entries.length; i++) {
      const entry = this.#entries[i]!;
      if (entry.message !== null && messages.length > 0 && bytes + entry.bytes > most) break;
      if (entry.message !== null) messages.push({ offset: entry.offset, ...copied(entry.message) });
      bytes += entry.bytes;
      next = entry.offset + 1n;
    }
    return { messages, bytes, next: i === this.#entries.length ? this.#high : next };
  }

  /** First offset whose message is not older than `time`; the end when there is none. */
  since(time: number): bigint { return this.#entries.find(({ message }) => (message?.timestamp ?? -1) >= time)?.offset ?? this.#high; }

  #wake(): void { for (const wake of [...this.readers]) wake(); }

  /** Index of the first entry at or behind an offset. */
  #index(offset: bigint): number {
    let low = 0, high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.offset < offset) low = middle + 1; else high = middle;
    }
    return low;
  }
}
