import { badWordEntries } from '../../../src/signals/bad-words.js';
import { sentTokenize } from './nltk.js';
import { WORD, asUnicode14, length, sentences, split, splitlines, strip } from './python.js';

export interface Edited { text: string; lines: number; words: number; sentences: number; punkt: number; lorem: number; curly: number }

const POLICY = ['terms of use', 'privacy policy', 'cookie policy', 'uses cookies', 'use of cookies', 'use cookies'];

/** The C4 loop, page tests and sentence minimum off. */
export const clean = (text: string, rule: { terminal: boolean; minWords: number; before: boolean }): Edited => {
  const kept: string[] = [], edited: Edited = { text: '', lines: 0, words: 0, sentences: 0, punkt: 0, lorem: 0, curly: 0 };
  for (const item of splitlines(text)) {
    let line = strip(item);
    const before = split(line);
    if (before.some((word) => length(word) > 1000)) continue;
    line = line.replace(/\[\p{Nd}*\]|\[edit\]|\[citation needed\]/gu, '');
    if (rule.terminal && (!/[.?!"]$/.test(line) || line.endsWith('...'))) continue;
    if ((rule.before ? before : split(line)).length < rule.minWords) continue;
    const lower = line.toLowerCase(), lorem = lower.includes('lorem ipsum');
    if (lorem) edited.lorem = 1;
    if (lower.includes('javascript')) continue;
    if (line.includes('{') && !lorem) edited.curly = 1;
    if (POLICY.some((phrase) => lower.includes(phrase))) continue;
    edited.lines++;
    edited.words += split(line).length;
    edited.sentences += sentences(line);
    edited.punkt += sentTokenize(line).length;
    kept.push(line);
  }
  edited.text = strip(kept.join('\n'));
  return edited;
};

/** The regex of the reference filter. */
const badWords = (lang: string): RegExp | null => {
  const entries = badWordEntries(lang)?.map((entry) => entry.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (!entries) return null;
  const any = entries.join('|');
  return new RegExp(['ja', 'th', 'zh'].includes(lang) ? any : `(?:[^${WORD}]|^)(?:${any})(?:[^${WORD}]|$)`, 'u');
};
const compiled = new Map<string, RegExp | null>();
const hasBadWord = (text: string, lang: string): number | null => {
  if (!compiled.has(lang)) compiled.set(lang, badWords(lang));
  const regex = compiled.get(lang)!;
  return regex && (regex.test(text.toLowerCase()) ? 1 : 0);
};

/** The `c4` family with strings and regexes. */
export const plainC4 = (original: string, lang: string): Record<string, number | null> => {
  const text = asUnicode14(original), kept = clean(text, { terminal: true, minWords: 5, before: false });
  return {
    c4_length: length(text), c4_kept_lines: kept.lines, c4_kept_chars: length(kept.text), c4_kept_words: kept.words, c4_kept_sentences: kept.sentences,
    c4_page_lorem: kept.lorem, c4_page_curly: kept.curly, c4_page_badword: hasBadWord(kept.text, lang),
    c4_punkt_sentences: kept.punkt, c4_long_lines: text.split('\n').filter((line) => length(line) >= 200).length,
  };
};
