import { WORD, table } from '../../text/code-points.js';
import type { Shared } from '../../text/shared.js';
import { Spellings } from '../../text/spellings.js';
import { STOP_WORDS } from './stop-words.js';

const lists = new Map<string, Spellings | null>();

/** The compiled list of a language, null when it has none. A raw word is of one class, so an entry with a mark in it (`don't`) is never met. */
const listOf = (lang: string): Spellings | null => {
  let list = lists.get(lang);
  if (list === undefined) {
    const words = STOP_WORDS[lang];
    lists.set(lang, list = words === undefined ? null : new Spellings(words.trim().split(/\s/)));
  }
  return list;
};

/** Raw words `\w+` that are stop words of the text's language as they are written, -1 for a language without a list. About 2 ns a code point. */
export const countStopWords = ({ cps, length, lang }: Shared): number => {
  const list = listOf(lang), entries = table;
  if (list === null) return -1;
  const { longest } = list;
  let count = 0;
  for (let i = 0; i < length;) {
    while (i < length && (entries[cps[i]!]! & WORD) === 0) i++;
    const start = i;
    while (i < length && (entries[cps[i]!]! & WORD) !== 0) i++;
    if (i - start <= longest && list.find(cps, start, i) >= 0) count++;
  }
  return count;
};
