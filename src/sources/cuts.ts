import type { LogMessage } from '../model/log.js';
import type { Intent } from '../model/ports.js';

export interface CutOptions {
  readonly rows: number;
  readonly bytes: number;
  /** A range that an earlier owner declared: it is cut exactly there, whatever its size. */
  readonly open: Intent | null;
  /** Position behind the last message. */
  readonly next: bigint;
}

/** Messages of one batch, at consecutive offsets, and where the next one begins: behind a gap, if there is one. */
export interface Cut { readonly messages: readonly LogMessage[]; readonly next: bigint }

const sizeOf = ({ key, value }: LogMessage): number => (key?.length ?? 0) + (value?.length ?? 0);

/**
 * Messages in log order -> batches of at most `rows` messages and `bytes` bytes (one message may be larger), without gaps inside. What was declared
 * is one batch again, and nothing else is in it; its last part ends before `open.to` when the messages do: the rest is in the next chunk.
 */
export const cut = (messages: readonly LogMessage[], { rows, bytes, open, next }: CutOptions): Cut[] => {
  const cuts: Cut[] = [];
  let from = 0, size = 0;
  for (let i = 1; i <= messages.length; i++) {
    const first = messages[from]!.offset, declared = open !== null && first >= open.from && first < open.to, upcoming = messages[i];
    size += sizeOf(messages[i - 1]!);
    const ends = upcoming === undefined || upcoming.offset !== messages[i - 1]!.offset + 1n
      || (declared ? upcoming.offset === open.to : i - from === rows || size + sizeOf(upcoming) > bytes || upcoming.offset === open?.from);
    if (!ends) continue;
    const behind = upcoming?.offset ?? next;
    cuts.push({ messages: messages.slice(from, i), next: declared && behind > open.to ? open.to : behind });
    from = i;
    size = 0;
  }
  return cuts;
};
