import type { Reading } from './installed.js';

/** One page of the made crawl. */
export interface Page {
  readonly url: string;
  readonly text: string;
}

/** Pages shorter than this hold nothing to measure: a badge, a one-line stub. */
const LEAST_CHARS = 160;

/** `@scope/name` -> `name.scope.example`: every package is a site of its own, in the top-level domain that is reserved for examples. */
export const hostOf = (name: string): string =>
  `${name.toLowerCase().replace('@', '').split('/').reverse().map((label) => label.replace(/[^a-z0-9-]+/g, '-')).join('.')}.example`;

/** Paragraphs on one line each, as a browser's text has them: wrapped lines are joined, list items and lines after a list item's are not. */
const unwrap = (text: string): string =>
  text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n+/).map((paragraph) => paragraph.split('\n').map((line) => line.trim()).filter(Boolean)
    .reduce((joined, line) => (joined === '' || /^([-*+•]|\d+[.)])\s/.test(line) ? `${joined}\n${line}` : `${joined} ${line}`), '').trim())
    .filter(Boolean).join('\n');

/** Markdown -> what a browser would show of it, roughly: no links' targets, images, tags, marks; code blocks keep their lines. */
const plain = (markdown: string): string =>
  markdown.split(/^(?:```|~~~).*$/m).map((part, i) => (i % 2 === 1 ? part.trim() : unwrap(part
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])/g, '')
    .replace(/\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/^\[[^\]]+\]:.*$/gm, '')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/^[ \t]*#{1,6}[ \t]+(.*)$/gm, '\n$1\n')
    .replace(/^[ \t]*[|:-][|: -]*$/gm, '')
    .replace(/(\*\*|__|`)/g, '')))).filter(Boolean).join('\n');

/** Sections of a markdown file, one a second-level heading; a short file is one. */
const sections = (markdown: string): string[] => (markdown.length < 4000 ? [markdown] : markdown.split(/^(?=##[ \t])/m));

/** What the doc comments of a declaration file say, one paragraph a comment. */
const comments = (source: string): string =>
  [...source.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, body]) => plain(body!.replace(/^[ \t]*\*[ \t]?/gm, '').replace(/\{@link(?:code|plain)?\s+([^}]*)\}/g, '$1')))
    .filter(Boolean).join('\n');

/** A file -> the pages that a documentation site would make of it. */
export const pagesOf = ({ package: name, path, kind, text }: Reading): Page[] => {
  const url = `https://${hostOf(name)}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const pages =
    kind === 'markdown' ? sections(text).map((section, i) => ({ url: i === 0 ? url : `${url}?section=${i}`, text: plain(section) }))
    : kind === 'declarations' ? [{ url: `${url.replace(/\.d(\.[cm]?ts)$/, (_, end: string) => (end === '.ts' ? '' : end))}.html`, text: comments(text) }]
    : [{ url, text: unwrap(text) }];
  return pages.filter((page) => page.text.length >= LEAST_CHARS);
};
