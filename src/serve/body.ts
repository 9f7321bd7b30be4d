import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.js';

/** Most bytes of a body. */
export const MOST_BODY = 1 << 20;

/**
 * The JSON of a request.
 * @throws Refusal: 413 too large, 415 compressed, 400 no JSON
 */
export const readJson = async (incoming: IncomingMessage): Promise<unknown> => {
  const tooLarge = (): Refusal => new Refusal(413, `body: got more than ${MOST_BODY} bytes, allowed up to that`);
  if (Number(incoming.headers['content-length'] ?? 0) > MOST_BODY) throw tooLarge();
  if ((incoming.headers['content-encoding'] ?? 'identity') !== 'identity') throw new Refusal(415, 'body: got a compressed one, allowed plain JSON');
  const parts: Buffer[] = [];
  let length = 0;
  // Left unread, not cut: the sender is to see the answer.
  for await (const part of incoming.iterator({ destroyOnReturn: false })) {
    length += (part as Buffer).length;
    if (length > MOST_BODY) throw tooLarge();
    parts.push(part as Buffer);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))) as unknown;
  } catch (error) {
    throw new Refusal(400, `body: got no JSON (${(error as Error).message.split('\n')[0]}), allowed JSON in UTF-8`);
  }
};
