import { hasMarkup } from './has-markup.js';
import { httpBody } from './http-body.js';
import { httpHead, type HttpHead } from './http-head.js';
import { mediaType } from './fields.js';
import { instant } from './instant.js';
import type { Found, RawRecord } from './found.js';
import type { WarcHeader } from './warc-header.js';

const TYPES = new Set(['warcinfo', 'request', 'metadata', 'revisit', 'resource', 'continuation']);
const PAGES = new Set(['text/html', 'application/xhtml+xml', 'text/plain']);
const MEDIA_TYPE = /^(application|audio|chemical|example|font|image|message|model|multipart|text|video)\/[a-z0-9][a-z0-9.+-]{0,63}$/;
/** Kinds of media types that one file may add to what is counted; what comes after them is `type other`. */
const MAX_KINDS = 64;

/** Names for what one file holds and is not wanted: a closed set but for the media types, of which the first 64 are named. */
export class SkipKinds {
  readonly #seen = new Set<string>();

  mediaType(type: string): string {
    if (!MEDIA_TYPE.test(type)) return 'type other';
    if (!this.#seen.has(type) && this.#seen.size >= MAX_KINDS) return 'type other';
    this.#seen.add(type);
    return `type ${type}`;
  }
}

/** Can this record be a page, as far as its header says? What cannot is skipped without its body being looked at. */
export const mayBePage = (header: WarcHeader): boolean => header.type === 'response' || header.type === 'conversion';

/**
 * A whole WARC record -> a record, or what it is skipped as. Records are `conversion` (WET: the body is text) and `response` with HTTP status 200
 * and a type of `PAGES`; without a type it is a page when it looks like HTML.
 * @param body the whole body, or its first bytes when `length` is larger
 */
export const classify = (header: WarcHeader, body: Uint8Array, length: number, fileOffset: number, kinds: SkipKinds): Found => {
  const skip = (why: string): Found => ({ kind: 'skipped', why });
  const found = (form: 'text' | 'http', type: string): Found => ({
    kind: 'record',
    record: {
      form, recordId: header.recordId, url: header.url, mediaType: type, crawlTime: instant(header.date),
      fileOffset, payload: body, trueBytes: length, reason: '', detail: '',
    } satisfies RawRecord,
  });
  if (header.type === 'conversion') {
    const type = mediaType(header.contentType);
    return type === '' || type.startsWith('text/') ? found('text', type === '' ? 'text/plain' : type) : skip(kinds.mediaType(type));
  }
  if (header.type !== 'response') return skip(TYPES.has(header.type) ? header.type : header.type === '' ? 'no warc type' : 'unknown warc type');
  if (header.url?.startsWith('dns:') || mediaType(header.contentType) === 'text/dns') return skip('dns');
  const head = httpHead(body);
  if (!head) return skip('response without http');
  if (head.status !== 200) return skip(head.status >= 100 && head.status < 600 ? `status ${head.status}` : 'status other');
  const type = mediaType(head.fields.get('content-type') ?? '');
  if (type === '') return looksLikeHtml(body, head) ? found('http', 'text/html') : skip('type missing');
  return PAGES.has(type) ? found('http', type) : skip(kinds.mediaType(type));
};

/** Content coding is undone first, of a body that stays small. */
const looksLikeHtml = (message: Uint8Array, head: HttpHead): boolean => {
  const body = httpBody(message, head, MAX_SNIFFED);
  return body.kind === 'whole' && hasMarkup(body.bytes);
};
const MAX_SNIFFED = 32 << 20;
