import { fields, headEnd, MAX_HEAD } from './fields.js';

/** Status line and fields of an HTTP response; `body` is where its body begins. */
export interface HttpHead {
  readonly status: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly body: number;
}

const STATUS = /^HTTP(?:\/[\d.]{1,5})? +(\d{3})(?!\d)/i;

/**
 * Reads the head of an HTTP response (RFC 9112, as lenient as archives need: LF for CRLF, folded fields, no reason phrase, no version).
 * A message that ends inside its head has an empty body. null: this is no HTTP response.
 */
export const httpHead = (message: Uint8Array): HttpHead | null => {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  if ((bytes[0]! | 0x20) !== 0x68) return null;
  const near = bytes.subarray(0, MAX_HEAD);
  const end = headEnd(near, 0);
  const body = end < 0 ? near.length : end;
  const block = bytes.toString('latin1', 0, body);
  const status = STATUS.exec(block);
  return status ? { status: Number(status[1]), fields: fields(block), body } : null;
};
