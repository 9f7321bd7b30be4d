import type { Log } from '../../src/model/log.js';
import { encodeMessage } from '../../src/formats/message.js';

/** Pages that come in one after the other. */
export interface Trickle {
  /** @returns how many were sent */
  readonly stop: () => Promise<number>;
}

/** Sends crawl records to a topic, one every `gap` ms, round the partitions and round the pages, until it is stopped. */
export const trickle = async (log: Pick<Log, 'producer'>, { topic, partitions, pages, gap }: {
  readonly topic: string; readonly partitions: number; readonly pages: readonly { readonly url: string; readonly text: string }[]; readonly gap: number;
}): Promise<Trickle> => {
  const producer = await log.producer();
  let sent = 0, flowing = true;
  const send = async (): Promise<void> => {
    const i = sent++, { url, text } = pages[i % pages.length]!, payload = Buffer.from(text);
    const value = encodeMessage({ recordId: `r${i}`, url, snapshot: '', crawlTime: 1_790_000_000_000 + i, mediaType: 'text/plain', charset: 'utf-8', status: null, payload, payloadBytes: payload.length, oversize: false,
      file: 'a.wet', fileOffset: i, ordinal: i, digest: '', meta: '{}', reason: '', detail: '', rawHead: new Uint8Array(0), textRepaired: 0 });
    await producer.send(topic, [{ partition: i % partitions, key: Buffer.from('k'), value, headers: { 'content-type': 'application/json' } }]);
  };
  const running = (async () => { while (flowing) { await send(); await new Promise((resolve) => { setTimeout(resolve, gap); }); } })();
  let stopped: Promise<number> | null = null;
  return { stop: () => stopped ??= (async () => { flowing = false; await running; await producer.close(); return sent; })() };
};
