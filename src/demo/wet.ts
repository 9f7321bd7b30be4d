import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Page } from './page.js';

/** A version 5 UUID of a name, so that the same page has the same record id in every crawl. */
const uuid = (name: string): string => {
  const hash = createHash('sha1').update('thresher demo\0').update(name).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** A WARC 1.0 record. */
const warcRecord = (fields: Readonly<Record<string, string | number>>, body: Uint8Array): Buffer => Buffer.concat([
  Buffer.from(`WARC/1.0\r\n${Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('')}Content-Length: ${body.length}\r\n\r\n`),
  body, Buffer.from('\r\n\r\n'),
]);

/** What a WET file begins with. */
export const warcinfo = (file: string, date: string): Buffer =>
  warcRecord({ 'WARC-Type': 'warcinfo', 'WARC-Date': date, 'WARC-Filename': file, 'WARC-Record-ID': `<urn:uuid:${uuid(file)}>`, 'Content-Type': 'application/warc-fields' },
    Buffer.from('software: thresher demo\r\nformat: WARC File Format 1.0\r\ndescription: documentation of the packages installed beside thresher\r\n'));

/** The text of a page as a WET record; `more` are further fields. */
export const conversion = ({ url, text }: Page, date: string, more: Readonly<Record<string, string>> = {}): Buffer =>
  warcRecord({
    'WARC-Type': 'conversion', 'WARC-Target-URI': url, 'WARC-Date': date, 'WARC-Record-ID': `<urn:uuid:${uuid(url)}>`, 'Content-Type': 'text/plain', ...more,
  }, Buffer.from(text));

/** One gzip member, as crawl archives have one for each record. */
export const member = (record: Uint8Array): Buffer => gzipSync(record, { level: 6 });
