import { hostOf, type Page } from './page.js';

/** Duplicates that a demo shows at least, whatever happens to be installed. */
const LEAST_EXACT = 120, LEAST_NEAR = 20;

/** Pages that the demo adds to what it found. */
export interface MadePages {
  /** Copies of a licence that differ in one line. */
  readonly near: readonly Page[];
  /** Pages served once more, word for word, by a mirror. */
  readonly mirrored: readonly Page[];
}

/** Texts that differ in nothing but who holds the copyright: the lower bound of what will be found as near duplicates. */
const nearIn = (texts: ReadonlySet<string>): number => {
  const bodies = new Set<string>();
  let candidates = 0;
  for (const text of texts) {
    const body = text.split('\n').filter((paragraph) => paragraph.length > 200 || !/copyright|\(c\)/i.test(paragraph)).join('\n');
    if (body === text || body.split(/\s+/).length < 120) continue;
    candidates++;
    bodies.add(body);
  }
  return candidates - bodies.size;
};

/** What must be added to real pages so that both kinds of duplicates are there in number; usually little or nothing. */
export const madePages = (pages: readonly Page[], licence: string): MadePages => {
  const texts = new Set(pages.map(({ text }) => text));
  const near = nearIn(texts) >= LEAST_NEAR ? [] : Array.from({ length: LEAST_NEAR + 1 }, (_, i) => ({
    url: `https://${hostOf(`licence-${i}`)}/LICENSE`, text: `${licence.trim()}\n\nCopyright ${2000 + i} the authors of example number ${i}`,
  }));
  const pool = [...pages, ...near], missing = Math.max(0, LEAST_EXACT - (pages.length - texts.size));
  return { near, mirrored: Array.from({ length: missing }, (_, i) => ({ url: pool[i % pool.length]!.url.replace('https://', `https://mirror-${Math.floor(i / pool.length)}.example/`), text: pool[i % pool.length]!.text })) };
};
