import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { read, type Found } from '../../src/formats/read.js';

/** A WARC record as the standard wants it; `fields` may overwrite any field, '' leaves it out. */
export const warc = (type: string, body: string | Uint8Array, fields: Readonly<Record<string, string>> = {}): Buffer => {
  const bytes = Buffer.from(body as string);
  const all: Record<string, string> = { 'WARC-Type': type, 'WARC-Record-ID': `<urn:test:${type}>`, 'WARC-Date': '2020-02-03T04:05:06Z', 'Content-Length': `${bytes.length}`, ...fields };
  const head = Object.entries(all).filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${head}\r\n`), bytes, Buffer.from('\r\n\r\n')]);
};

/** A response record with an HTML page. */
export const page = (id: string, html: string, fields: Readonly<Record<string, string>> = {}): Buffer =>
  warc('response', `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${html}`, {
    'WARC-Record-ID': `<urn:test:${id}>`, 'WARC-Target-URI': `http://${id}.example/`, 'Content-Type': 'application/http; msgtype=response', ...fields,
  });

/** A conversion record: one document of a WET file. */
export const wet = (id: string, text: string | Uint8Array, fields: Readonly<Record<string, string>> = {}): Buffer =>
  warc('conversion', text, { 'WARC-Record-ID': `<urn:test:${id}>`, 'WARC-Target-URI': `http://${id}.example/`, 'Content-Type': 'text/plain', ...fields });

const folder = mkdtempSync(join(tmpdir(), 'thresher-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file that goes when the tests are over. */
export const file = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

export const readAll = async (path: string, maxTextBytes = 1 << 20): Promise<Found[]> => {
  const all: Found[] = [];
  for await (const burst of read(path, { maxTextBytes })) all.push(...burst);
  return all;
};

/** Findings in short: `form id`, `fault reason id`, `skipped why`, `lost n`. */
export const short = (found: readonly Found[]): string[] => found.map((item) => {
  if (item.kind === 'lost') return `lost ${item.bytes}`;
  if (item.kind === 'skipped') return `skipped ${item.why}`;
  const { form, reason, recordId, payload } = item.record;
  const name = recordId.replace('urn:test:', '') || (form === 'json' ? Buffer.from(payload).toString() : '-');
  return form === 'fault' ? `fault ${reason} ${name}` : `${form} ${name}`;
});

/** Seeded generator of numbers in [0, 1): mulberry32. */
export const random = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
