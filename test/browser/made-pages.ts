import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pagesOf, seeded } from '../crawl.js';

/** A record of a JSONL file. */
interface Line { readonly id: string; readonly url: string | null; readonly text: string }

/** Words of other languages; the English pages are those of `crawl.ts`. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  de: 'der die das und ist nicht mit auf für von dem eine Mühle Wasser Korn Ernte Bauer Straße Brücke Winter Wind Maschine Kohle Eisen wird wurde werden über unter zwischen'.split(' '),
  ru: 'и в не на что он она это как по из мельница вода зерно урожай дорога мост зима ветер машина уголь железо была были человек время город деревня'.split(' '),
  zh: [...'的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小麦水磨坊桥风'],
};

const prose = (lang: string, random: () => number, words: number): string => {
  const list = WORDS[lang]!, isSpaced = lang !== 'zh', stop = isSpaced ? '.' : '。';
  return Array.from({ length: words }, (_, i) => `${list[Math.floor(random() * list.length)]!}${i % 11 === 10 ? stop : ''}`).join(isSpaced ? ' ' : '') + stop;
};

/** Pages of four languages and many sites: English ones with exact and near copies, repeated addresses and ids. */
export const manyPages = (seed: number, count: number): Line[] => {
  const random = seeded(seed), pages: Line[] = pagesOf(seed, Math.ceil(count / 2), 23);
  for (let i = pages.length; i < count; i++) {
    const lang = ['de', 'ru', 'zh'][Math.floor(random() * random() * 3)]!;
    pages.push({ id: `${lang}-${seed}-${i}`, url: `https://${lang}${i % 5}.example/${seed}/${i}`, text: prose(lang, random, 5 + Math.floor(random() * 250)) });
  }
  return pages;
};

/** What runs when page text is taken for markup: it sets `window.hit`, and `alert` opens a dialog. */
export const HOSTILE = `</script><script>window.hit=1;alert(1)</script><img src=x onerror="window.hit=1;alert(2)"><svg onload=alert(3)>`;
const LONG = 'x'.repeat(600);

/** Pages that try to be more than text: markup, quotes, turned writing direction, words without an end. Their words are longer than those of any other page. */
export const hostilePages = (): Line[] => [
  { id: `a"'>${HOSTILE}`, url: `https://hostile.example/?q="'><img src=x onerror=alert(4)>&${HOSTILE}`, text: `<title>${HOSTILE}</title> ${LONG} ${LONG}` },
  { id: 'script', url: 'javascript:window.hit=1;alert(5)', text: `${LONG} \u202etxet denrut\u202c \u2066{{constructor.constructor('window.hit=1')()}} \${alert(6)} &lt;b&gt; &amp;` },
  { id: 'data', url: `data:text/html,${HOSTILE}`, text: `${LONG}\u0000\u0007 '; DROP TABLE samples; -- "` },
];

/** Writes pages as a JSONL file. @returns its path */
export const writePages = (folder: string, name: string, pages: readonly Line[]): string => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, pages.map((page) => `${JSON.stringify(page)}\n`).join(''));
  return path;
};
