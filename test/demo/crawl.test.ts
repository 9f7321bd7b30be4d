import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crawlFile, isCrawlFile, writeCrawl } from '../../src/demo/crawl.js';
import { installedReadings, modulesAround } from '../../src/demo/installed.js';
import { madePages } from '../../src/demo/made-pages.js';

const prose = (n: number): string => `Page ${n} says something of its own. ${'All of these sentences are long enough to be kept by a reader. '.repeat(4)}`;
const licence = (holder: string): string => `MIT License\n\nCopyright (c) 2020 ${holder}\n\n${'Permission is hereby granted to any person who obtains a copy of this text. '.repeat(12)}`;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'thresher-demo-'));
  const write = (path: string, text: string): void => { mkdirSync(dirname(join(root, path)), { recursive: true }); writeFileSync(join(root, path), text); };
  for (let n = 0; n < 30; n++) { write(`node_modules/p${n}/README.md`, prose(n % 25)); write(`node_modules/p${n}/LICENSE`, licence(`Holder ${n}`)); }
  write('node_modules/@scope/inner/docs/guide.txt', prose(100));
  write('node_modules/@scope/inner/index.d.ts', `/** ${prose(101)} */`);
  write('node_modules/@scope/inner/index.js', prose(102));
  write('node_modules/thresher/README.md', prose(103));
  write('node_modules/.cache/README.md', prose(104));
  write('node_modules/big/README.md', prose(105).repeat(4000));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const records = (path: string): { type: string; url: string; id: string; text: string }[] =>
  gunzipSync(readFileSync(path)).toString().split(/(?=WARC\/1\.0\r\n)/).map((record) => {
    const [head, ...body] = record.split('\r\n\r\n'), field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head!)?.[1] ?? '';
    const text = body.join('\r\n\r\n').slice(0, -4);
    expect(Buffer.byteLength(text)).toBe(Number(field('Content-Length')));
    return { type: field('WARC-Type'), url: field('WARC-Target-URI'), id: field('WARC-Record-ID'), text };
  });

test('reads what people read, in name order, without the package itself, hidden folders and huge files', () => {
  const found = [...installedReadings(join(root, 'node_modules'), 'thresher')].map((reading) => [reading.package, reading.path, reading.kind]);
  expect(found.slice(0, 4)).toEqual([['@scope/inner', 'docs/guide.txt', 'text'], ['@scope/inner', 'index.d.ts', 'declarations'], ['p0', 'LICENSE', 'licence'], ['p0', 'README.md', 'markdown']]);
  expect(found.length).toBe(62);
});

test('looks into the folder that the package was installed into and into its own', () => {
  expect(modulesAround(root)).toEqual([join(root, 'node_modules')]);
  expect(modulesAround(join(root, 'node_modules', 'thresher'))).toEqual([join(root, 'node_modules')]);
});

test('the same packages give the same bytes, in files whose names say the snapshot', () => {
  const options = { root, name: 'thresher', licence: licence('us') };
  const first = writeCrawl(join(root, 'a'), options), second = writeCrawl(join(root, 'b'), options);
  expect(first.files.map((path) => path.slice(root.length + 3))).toEqual([0, 1, 2, 3].map(crawlFile));
  expect(first.files.every(isCrawlFile)).toBe(true);
  expect(second.files.map((path) => readFileSync(path).toString('base64'))).toEqual(first.files.map((path) => readFileSync(path).toString('base64')));
  const whole = [1, 2].map((n) => records(first.files[n]!));
  expect(whole.map((file) => file[0]!.type)).toEqual(['warcinfo', 'warcinfo']);
  expect(new Set(whole.flat().map(({ id }) => id)).size).toBe(whole.flat().length);
  // 62 pages of which 5 repeat, so 115 are served again: 177 in all, 44 or 45 a file.
  expect([first.pages, first.madeNear, first.mirrored]).toEqual([177, 0, 115]);
  expect(whole.map((file) => file.slice(1).length)).toEqual([44, 44]);
  expect(whole[1]!.at(-1)!.text).toBe(records(second.files[2]!).at(-1)!.text);
});

test('the last file ends inside a member, the first one holds a member that does not inflate', () => {
  const { files } = writeCrawl(join(root, 'a'), { root, name: 'thresher', licence: licence('us') });
  expect(() => gunzipSync(readFileSync(files[3]!))).toThrow('unexpected end of file');
  expect(() => gunzipSync(readFileSync(files[0]!))).toThrow(/invalid|incorrect/);
});

test('a crawl of its own is known by its name', () => {
  expect(['CC-MAIN-2026-40-demo-00003.warc.wet.gz', 'x/CC-MAIN-2026-40-demo-00003.warc.wet.gz', 'CC-MAIN-2026-40-demo-3.warc.wet.gz', 'CC-MAIN-2026-40-00003.warc.wet.gz'].map(isCrawlFile))
    .toEqual([true, true, false, false]);
});

test('with nothing installed, both kinds of duplicates are made: 20 beside a first copy, and 120 served again', () => {
  const { near, mirrored } = madePages([], licence('us'));
  expect([near.length, mirrored.length]).toEqual([21, 120]);
  const texts = new Set(near.map(({ text }) => text));
  expect(texts.size).toBe(21);
  expect(new Set([...near, ...mirrored].map(({ url }) => url)).size).toBe(141);
  expect(mirrored.every(({ text }) => texts.has(text))).toBe(true);
});
