import type { RejectionReason } from '../model/rejection.js';
import { charsetLabel, decodeText } from './charset.js';
import { htmlText } from './html.js';
import { httpBody } from './http-body.js';
import { httpHead } from './http-head.js';
import { sha1 } from './sha1.js';
import { replacementsIn } from './utf8.js';

/** What an HTTP response says to a reader, or why it says nothing. */
export type PageResult =
  | { readonly kind: 'text'; readonly text: string; readonly charset: string; readonly digest: string; readonly repaired: number }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly detail: string; readonly bytes: number | null };

/**
 * HTTP response (head and body) -> text: chunks joined, content decoded, characters decoded, markup removed unless it is `text/plain`.
 * `digest` is that of the body as it came, before anything was undone, so that it equals the archive's WARC-Payload-Digest.
 * `repaired` counts the U+FFFD of a body that has bytes its charset does not know.
 * @param limit bytes that a content coding may unpack to
 */
export const pageText = (message: Uint8Array, mediaType: string, maxTextBytes: number, limit: number): PageResult => {
  const head = httpHead(message);
  if (!head) return { kind: 'rejected', reason: 'malformed_warc', detail: 'The record holds no HTTP response.', bytes: null };
  const body = httpBody(message, head, limit);
  if (body.kind === 'too large') return { kind: 'rejected', reason: 'too_large', detail: `The body unpacks to more than ${limit} bytes.`, bytes: null };
  if (body.kind === 'corrupt') return { kind: 'rejected', reason: 'corrupt_gzip', detail: 'The content coding of the body cannot be undone.', bytes: null };
  const { text, charset, lossy } = decodeText(body.bytes, charsetLabel(head.fields.get('content-type') ?? ''));
  const digest = sha1(message.subarray(head.body));
  if (mediaType === 'text/plain') return { kind: 'text', text, charset, digest, repaired: lossy ? replacementsIn(text) : 0 };
  const page = htmlText(text, maxTextBytes);
  if (page.bytes > maxTextBytes) return { kind: 'rejected', reason: 'too_large', detail: tooLong(page.bytes, maxTextBytes), bytes: page.bytes };
  return { kind: 'text', text: page.text, charset, digest, repaired: lossy ? replacementsIn(page.text) : 0 };
};

/** The sentence for a text beyond the limit. */
export const tooLong = (bytes: number, maxTextBytes: number): string => `The text is ${bytes} bytes long, more than the ${maxTextBytes} that are kept.`;
