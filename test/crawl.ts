import { gzipSync } from 'node:zlib';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Deterministic numbers in [0, 1) (mulberry32). */
export const seeded = (seed: number): (() => number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const WORDS = ('the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who '
  + 'grain mill water stone wheel river field harvest wheat barley straw flour bread oven village market road bridge winter summer rain wind farmer thresher machine belt engine steam coal iron').split(' ');

/** A text of so many words in sentences and paragraphs. */
export const prose = (random: () => number, words: number): string => {
  let text = '';
  for (let i = 0; i < words; i++) {
    const word = WORDS[Math.floor(random() * WORDS.length)]!, end = i % 12 === 11;
    text += (i % 12 === 0 ? word[0]!.toUpperCase() + word.slice(1) : word) + (end ? (i % 60 === 59 ? '.\n\n' : '. ') : ' ');
  }
  return text.trimEnd();
};

/** Pages of so many sites with exact copies, near copies (one word changed), pages of a URL that came before, a repeated id and short texts among them. */
export const pagesOf = (seed: number, count: number, sites = 7): { id: string; url: string; text: string }[] => {
  const random = seeded(seed), pages: { id: string; url: string; text: string }[] = [];
  for (let i = 0; i < count; i++) {
    const earlier = pages[Math.floor(random() * pages.length)], kind = earlier ? random() : 1;
    const page = { id: `page-${seed}-${i}`, url: `https://site${i % sites}.example/${seed}/${i}`, text: prose(random, 5 + Math.floor(random() * 300)) };
    if (kind < 0.1) pages.push({ ...page, text: earlier!.text });
    else if (kind < 0.2) pages.push({ ...page, text: earlier!.text.replace(/\S+$/, 'altered.') });
    else if (kind < 0.3) pages.push({ ...page, url: earlier!.url });
    else if (kind < 0.35) pages.push(earlier!);
    else pages.push(page);
  }
  return pages;
};

const wetRecord = (type: string, headers: Readonly<Record<string, string>>, body: string): string =>
  `WARC/1.0\r\nWARC-Type: ${type}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}\r\n\r\n`;

/** A folder with one WET file (one gzip member a record) and one JSONL file, bad records among them. */
export const writeCrawl = (folder: string, seed: number, count: number, sites?: number): string[] => {
  mkdirSync(folder, { recursive: true });
  const pages = pagesOf(seed, count, sites), half = Math.floor(count / 2), wet = join(folder, 'CC-MAIN-2026-40-a.warc.wet.gz'), jsonl = join(folder, 'b.jsonl');
  const members = [wetRecord('warcinfo', { 'WARC-Record-ID': '<urn:uuid:info>' }, 'software: generator\r\n'),
    ...pages.slice(0, half).map(({ id, url, text }, i) => wetRecord('conversion', { 'WARC-Record-ID': `<urn:uuid:${id}>`, 'WARC-Target-URI': url, 'WARC-Date': '2026-10-01T00:00:00Z', 'Content-Type': 'text/plain' }, i % 29 === 28 ? '' : text)),
    wetRecord('metadata', { 'WARC-Record-ID': '<urn:uuid:meta>' }, 'x: y\r\n')];
  writeFileSync(wet, Buffer.concat(members.map((member) => gzipSync(member))));
  const lines = pages.slice(half).map((page, i) => (i % 23 === 22 ? '{"text": 1' : i % 31 === 30 ? '[1]' : JSON.stringify(page)));
  writeFileSync(jsonl, `${lines.join('\n')}\n`);
  return [wet, jsonl];
};
