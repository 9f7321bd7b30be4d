import type { RejectionReason } from '../model/rejection.js';
import { charsetLabel, decodeText } from './charset.js';
import { hasMarkup } from './has-markup.js';
import { htmlText } from './html.js';
import { httpBody } from './http-body.js';
import { httpHead } from './http-head.js';
import { sha1 } from './sha1.js';
import { replacementsIn } from './utf8.js';

/** An HTTP response opened, or why it cannot be. `charset` is the label of its Content-Type, '' without one. */
export type HttpPage =
  | { readonly kind: 'page'; readonly status: number; readonly body: Uint8Array; readonly charset: string; readonly digest: string }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly detail: string };

/** Text of a body; `bytes` is the length of one that is longer than what is kept. `repaired` counts the U+FFFD of bytes that its charset does not know. */
export type PageText =
  | { readonly kind: 'text'; readonly text: string; readonly charset: string; readonly repaired: number }
  | { readonly kind: 'too long'; readonly bytes: number };

/**
 * HTTP response (head and body) -> body with transfer and content coding undone.
 * `digest` is that of the body as it came, before anything was undone, so that it equals the archive's WARC-Payload-Digest.
 * @param limit bytes that a content coding may unpack to
 */
export const httpPage = (message: Uint8Array, limit: number): HttpPage => {
  const head = httpHead(message);
  if (!head) return { kind: 'rejected', reason: 'malformed_warc', detail: 'The record holds no HTTP response.' };
  const body = httpBody(message, head, limit);
  if (body.kind === 'too large') return { kind: 'rejected', reason: 'too_large', detail: `The body unpacks to more than ${limit} bytes.` };
  if (body.kind === 'corrupt') return { kind: 'rejected', reason: 'corrupt_gzip', detail: 'The content coding of the body cannot be undone.' };
  return { kind: 'page', status: head.status, body: body.bytes, charset: charsetLabel(head.fields.get('content-type') ?? ''), digest: sha1(message.subarray(head.body)) };
};

const HTML: readonly string[] = ['text/html', 'application/xhtml+xml'];

/** Is this the type of a document with markup? Without a type the document itself has to say so. */
export const isHtml = (mediaType: string, body?: Uint8Array): boolean => HTML.includes(mediaType) || (mediaType === '' && body !== undefined && hasMarkup(body));

/**
 * Body of a response -> text: characters decoded, markup removed where the media type has some.
 * @param charset what is said about it, '' = nothing
 */
export const pageText = (body: Uint8Array, mediaType: string, charset: string, maxTextBytes: number): PageText => {
  const decoded = decodeText(body, charset);
  const said = (text: string): PageText => ({ kind: 'text', text, charset: decoded.charset, repaired: decoded.lossy ? replacementsIn(text) : 0 });
  if (!isHtml(mediaType, body)) return said(decoded.text);
  const page = htmlText(decoded.text, maxTextBytes);
  return page.bytes > maxTextBytes ? { kind: 'too long', bytes: page.bytes } : said(page.text);
};

/** The sentence for a text beyond the limit. */
export const tooLong = (bytes: number, maxTextBytes: number): string => `The text is ${bytes} bytes long, more than the ${maxTextBytes} that are kept.`;

/** The sentence for a record without a code point of text. */
export const EMPTY_TEXT = 'The text is empty.';
