import type { RejectionReason } from '../model/rejection.js';
import { instant } from './instant.js';

/** What one JSON line says of a document. `recordId` '' = none. */
export interface JsonRecord {
  readonly recordId: string;
  readonly url: string | null;
  readonly crawlTime: number | null;
  /** null when `reason` says why. */
  readonly text: string | null;
  readonly reason: RejectionReason | '';
  readonly detail: string;
  /** Everything else on the line, as a JSON object. */
  readonly meta: string;
}

/** Longest `meta` that is kept, bytes. */
const MAX_META = 1 << 16;

/**
 * A JSON line -> document: `text` is required; `url`, `id` (string or number) and `timestamp`, `date` or `crawl_time` (here or in `meta`) are
 * optional and never a reason to reject; all other fields, the source's own `lang` among them, become `meta`.
 */
export const jsonRecord = (line: string): JsonRecord => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ...NONE, reason: 'malformed_json', detail: 'The line is not valid JSON.' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ...NONE, reason: 'not_an_object', detail: `The line is ${value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`}, not an object.` };
  }
  const { text, url, id, ...rest } = value as Record<string, unknown>;
  const said = {
    recordId: typeof id === 'string' ? id : typeof id === 'number' ? digits(id, line) : '',
    url: typeof url === 'string' ? url : null,
  };
  if (text === undefined || text === null) return { ...NONE, ...said, reason: 'no_text', detail: 'The object has no text.' };
  if (typeof text !== 'string') return { ...NONE, ...said, reason: 'schema_mismatch', detail: `The text is ${Array.isArray(text) ? 'an array' : `of type ${typeof text}`}, not a string.` };
  return { ...said, crawlTime: crawlTime(rest) ?? crawlTime(rest['meta']), text, reason: '', detail: '', meta: metaOf(rest) };
};

const NONE: JsonRecord = { recordId: '', url: null, crawlTime: null, text: null, reason: '', detail: '', meta: '{}' };

const crawlTime = (value: unknown): number | null => {
  if (typeof value !== 'object' || value === null) return null;
  const { timestamp, date, crawl_time: crawled } = value as Record<string, unknown>;
  return instant(timestamp) ?? instant(date) ?? instant(crawled);
};

/** A number as an id: as it is written when a double cannot hold it, or neighbours would share one id. */
const digits = (id: number, line: string): string =>
  (Number.isSafeInteger(id) ? null : [...line.matchAll(/"id"\s*:\s*(-?\d+)(?=\s*[,}])/g)].map((match) => match[1]!).find((written) => Number(written) === id)) ?? String(id);

/** Deep nesting, which `JSON.parse` takes and `JSON.stringify` does not, counts as too long. */
const metaOf = (rest: Record<string, unknown>): string => {
  for (const _ in rest) {
    try {
      const meta = JSON.stringify(rest);
      const bytes = meta.length <= MAX_META / 3 ? 0 : Buffer.byteLength(meta);
      return bytes <= MAX_META ? meta : JSON.stringify({ meta_dropped_bytes: bytes });
    } catch {
      return JSON.stringify({ meta_dropped_bytes: null });
    }
  }
  return '{}';
};
