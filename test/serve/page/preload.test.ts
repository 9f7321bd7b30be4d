import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importsOf } from '../../imports.js';

const root = fileURLToPath(new URL('../../..', import.meta.url)), read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

/** Files that are there at run time once `entry` is. */
const reached = (entry: string, found = new Set<string>()): Set<string> => {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const { file, typeOnly } of importsOf(entry, read(entry))) if (file !== null && !typeOnly) reached(file, found);
  return found;
};

test('the page names every module that it needs, so that none waits for another', () => {
  const named = [...read('src/serve/page/index.html').matchAll(/<link rel="modulepreload" href="\/app\/([^"]+)">/g)].map(([, path]) => path);
  const needed = [...reached('src/serve/page/main.ts')].map((path) => path.replace(/^src\//, '').replace(/\.ts$/, '.js')).filter((path) => path !== 'serve/page/main.js');
  expect([new Set(named), named.length]).toEqual([new Set(needed), needed.length]);
});

test('no text of a page can become markup, and no style or script stands in the HTML', () => {
  const sources = [...reached('src/serve/page/main.ts')].map(read).join('\n'), html = read('src/serve/page/index.html');
  expect(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/.exec(sources)).toBeNull();
  expect(/\sstyle=|<style|\son[a-z]+=/.exec(html)).toBeNull();
  expect([...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual(['<script type="importmap">', '<script type="module" src="/app/serve/page/main.js">']);
});
