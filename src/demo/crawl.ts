import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenMembers, cutMember } from './broken.js';
import { installedReadings, modulesAround } from './installed.js';
import { madePages } from './made-pages.js';
import { pagesOf, type Page } from './page.js';
import { conversion, member, warcinfo } from './wet.js';

/** What was written. */
export interface DemoCrawl {
  readonly folder: string;
  /** Paths of the WET files. */
  readonly files: readonly string[];
  readonly pages: number;
  readonly bytes: number;
  /** Copies of a licence with one line changed, made because too few near duplicates are installed here. */
  readonly madeNear: number;
  /** Pages served again by a mirror, made because too few exact duplicates are installed here. */
  readonly mirrored: number;
}

const SNAPSHOT = 'CC-MAIN-2026-40', FILES = 4, MOST_PAGES = 4000, MOST_BYTES = 40e6;
/** The first instant of the made crawl; page n was fetched n seconds later. */
const BEGUN = Date.UTC(2026, 8, 28);

/** Name of the n-th file. */
export const crawlFile = (n: number): string => `${SNAPSHOT}-demo-${String(n).padStart(5, '0')}.warc.wet.gz`;
/** Is this a file of a made crawl? */
export const isCrawlFile = (path: string): boolean => new RegExp(`(^|[\\\\/])${SNAPSHOT}-demo-\\d{5}\\.warc\\.wet\\.gz$`).test(path);

/** Prose first: when there is more than fits, declaration files are what is left out. */
const installedPages = (root: string, except: string): Page[] => {
  const readings = modulesAround(root).flatMap((modules) => [...installedReadings(modules, except)]);
  const found = [...readings.filter(({ kind }) => kind !== 'declarations'), ...readings.filter(({ kind }) => kind === 'declarations')].flatMap(pagesOf);
  const pages: Page[] = [], seen = new Set<string>();
  let bytes = 0;
  for (const page of found) {
    if (seen.has(page.url)) continue;
    seen.add(page.url);
    bytes += Buffer.byteLength(page.text);
    if (bytes > MOST_BYTES || pages.length === MOST_PAGES) break;
    pages.push(page);
  }
  return pages;
};

/**
 * Writes a small crawl in WET format into `folder` (an earlier one there is gone): one page for each piece of documentation, licence or
 * changelog that is installed around this package, at made-up addresses, and a handful of broken records. The same packages, the same bytes.
 * @param root folder of this package, @param name its name, which is left out, @param licence a long text to make near duplicates of
 */
export const writeCrawl = (folder: string, { root, name, licence }: { readonly root: string; readonly name: string; readonly licence: string }): DemoCrawl => {
  const real = installedPages(root, name), made = madePages(real, licence);
  const pages = [...real, ...made.near, ...made.mirrored];
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder).filter(isCrawlFile)) rmSync(join(folder, file));
  const date = (n: number): string => new Date(BEGUN + 1000 * n).toISOString().replace('.000', '');
  let bytes = 0;
  const files = Array.from({ length: FILES }, (_, file) => {
    const from = Math.floor((pages.length * file) / FILES), to = Math.floor((pages.length * (file + 1)) / FILES);
    const members = [member(warcinfo(crawlFile(file), date(from))), ...pages.slice(from, to).map((page, i) => member(conversion(page, date(from + i))))];
    if (file === 0) members.push(...brokenMembers(date(to)));
    if (file === FILES - 1) members.push(cutMember(date(to)));
    const path = join(folder, crawlFile(file)), content = Buffer.concat(members);
    bytes += content.length;
    writeFileSync(path, content);
    return path;
  });
  return { folder, files, pages: pages.length, bytes, madeNear: made.near.length, mirrored: made.mirrored.length };
};
