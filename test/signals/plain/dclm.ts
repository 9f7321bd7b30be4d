import { badWordEntries } from '../../../src/signals/bad-words.js';
import {
  CLASS, DOUBLE_QUOTE, EXTEND, EXTEND_NUM_LET, FORMAT, HEBREW, KATAKANA, LETTER_A, MID_LETTER, MID_NUM, MID_NUM_LET, NEWLINE, NUMERIC, PICTOGRAPH, REGIONAL,
  SINGLE_QUOTE, SPACE_SEGMENT, ZWJ, wordBreak,
} from '../../../src/text/word-break.js';
import { WORD, asUnicode14, count, length, split, splitlines, strip } from './python.js';

/** UAX #29 rule by rule, each asked at every place with a look before and behind: the segments of a text. */
export const uax29 = (text: string): string[] => {
  const chars = [...text], kinds = chars.map((char) => wordBreak(char.codePointAt(0)!) & CLASS);
  const isIn = (kind: number | undefined, ...classes: number[]): boolean => kind !== undefined && classes.includes(kind);
  const passed = (kind: number | undefined): boolean => isIn(kind, EXTEND, FORMAT, ZWJ);
  const step = (at: number, by: number): number => { do at += by; while (passed(kinds[at])); return at; };
  const letter = (kind: number | undefined): boolean => isIn(kind, LETTER_A, HEBREW);
  const stays = (i: number): boolean => {
    const previous = kinds[i - 1], current = kinds[i]!;
    if (chars[i - 1] === '\r' && chars[i] === '\n') return true;
    if (previous === NEWLINE || current === NEWLINE) return false;
    if (previous === ZWJ && (wordBreak(chars[i]!.codePointAt(0)!) & PICTOGRAPH) !== 0) return true;
    if (previous === SPACE_SEGMENT && current === SPACE_SEGMENT) return true;
    if (passed(current)) return true;
    const at = step(i, -1), a = kinds[step(at, -1)], b = kinds[at], c = current, d = kinds[step(i, 1)];
    const inWord = (kind: number | undefined): boolean => isIn(kind, MID_LETTER, MID_NUM_LET, SINGLE_QUOTE), inNumber = (kind: number | undefined): boolean => isIn(kind, MID_NUM, MID_NUM_LET, SINGLE_QUOTE);
    if (letter(b) && letter(c)) return true;
    if (letter(b) && inWord(c) && letter(d)) return true;
    if (letter(a) && inWord(b) && letter(c)) return true;
    if (b === HEBREW && c === SINGLE_QUOTE) return true;
    if (b === HEBREW && c === DOUBLE_QUOTE && d === HEBREW) return true;
    if (a === HEBREW && b === DOUBLE_QUOTE && c === HEBREW) return true;
    if (b === NUMERIC && c === NUMERIC) return true;
    if (letter(b) && c === NUMERIC) return true;
    if (b === NUMERIC && letter(c)) return true;
    if (a === NUMERIC && inNumber(b) && c === NUMERIC) return true;
    if (b === NUMERIC && inNumber(c) && d === NUMERIC) return true;
    if (b === KATAKANA && c === KATAKANA) return true;
    if ((letter(b) || isIn(b, NUMERIC, KATAKANA, EXTEND_NUM_LET)) && c === EXTEND_NUM_LET) return true;
    if (b === EXTEND_NUM_LET && (letter(c) || isIn(c, NUMERIC, KATAKANA))) return true;
    let flags = 0;
    for (let k = at; kinds[k] === REGIONAL; k = step(k, -1)) flags++;
    return c === REGIONAL && flags % 2 === 1;
  };
  const segments: string[] = [];
  chars.forEach((char, i) => { if (i > 0 && stays(i)) segments[segments.length - 1] += char; else segments.push(char); });
  return segments;
};

const isAlnum = (word: string): boolean => /^[\p{L}\p{N}]/u.test(asUnicode14(word));

/** fastText: ASCII white space ends a token, a line feed is one. */
const fastText = (text: string): string[] => text.split('\n').flatMap((line, i) => [...(i === 0 ? [] : ['</s>']), ...line.split(/[ \t\v\f\r]+/).filter((token) => token !== '')]);
export const countTokens = (text: string): number => fastText(text).filter(isAlnum).length;

const repetition = (segments: string[]): { frac: number | null; chars: number | null } => {
  if (segments.length < 2) return segments.length === 0 ? { frac: null, chars: null } : { frac: 0, chars: 0 };
  const repeated = segments.filter((segment) => segments.indexOf(segment) !== segments.lastIndexOf(segment));
  const chars = (items: string[]): number => items.reduce((sum, item) => sum + length(item), 0);
  return { frac: repeated.length / segments.length, chars: chars(repeated) / chars(segments) };
};

const nGram = (words: string[], n: number): number => {
  const counts = new Map<string, { count: number; chars: number; at: number[] }>(), chars = (items: string[]): number => items.reduce((sum, item) => sum + length(item), 0);
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n), key = JSON.stringify(gram), known = counts.get(key) ?? { count: 0, chars: chars(gram), at: [] };
    known.count++;
    known.at.push(i);
    counts.set(key, known);
  }
  const most = Math.max(0, ...[...counts.values()].map((gram) => gram.count));
  if (most < 2) return 0;
  if (n <= 4) return (most * Math.max(...[...counts.values()].filter((gram) => gram.count === most).map((gram) => gram.chars))) / chars(words);
  const covered = new Set([...counts.values()].filter((gram) => gram.count > 1).flatMap(({ at }) => at.flatMap((i) => Array.from({ length: n }, (_, k) => i + k))));
  return chars([...covered].map((i) => words[i]!)) / chars(words);
};

const STOP_WORDS = ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'];

/** What `dclm` and `rw` share, by the name behind the prefix. */
export const measures = (text: string): Record<string, number | null> => {
  const words = split(text), plain = asUnicode14(text), lines = text.split('\n').map(strip).filter((line) => line !== '');
  const perWord = (part: number): number | null => (words.length === 0 ? null : part / words.length), perLine = (part: number): number | null => (lines.length === 0 ? null : part / lines.length);
  const segments = uax29(text).filter(isAlnum), line = repetition(lines), paragraph = repetition(text.split('\n\n').map(strip).filter((part) => part !== ''));
  const isEmpty = text === '';
  return {
    word_count: countTokens(text),
    mean_word_len: perWord(words.reduce((sum, word) => sum + length(word), 0)),
    symbol_ratio: perWord(['#', '...', '. . .', '\u2026'].reduce((sum, symbol) => sum + count(text, symbol), 0)),
    non_alpha_word_ratio: perWord(split(plain).filter((word) => !/\p{L}/u.test(word)).length),
    bullet_line_ratio: perLine(lines.filter((item) => /^[●•*-]/.test(item)).length),
    ellipsis_line_ratio: perLine(lines.filter((item) => ['...', '. . .', '\u2026'].some((end) => item.endsWith(end))).length),
    stop_word_count: words.filter((word) => STOP_WORDS.includes(word.toLowerCase())).length,
    dup_line_frac: line.frac, dup_para_frac: paragraph.frac, dup_line_char_frac: line.chars, dup_para_char_frac: paragraph.chars,
    ...Object.fromEntries([2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => [`${n <= 4 ? 'top' : 'dup'}_${n}gram`, isEmpty ? null : nGram(segments, n)])),
  };
};

const EDGE = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
const badWords = new RegExp(`${EDGE}(?:${badWordEntries('en')!.join('|')})${EDGE}`, 'u');

/** The `dclm` family with strings, regexes and Maps, but for the sentences of punkt. */
export const plainDclm = (text: string, lang: string): Record<string, number | null> => {
  const words = split(text), lines = splitlines(text).map(length), same = measures(text), plain = asUnicode14(text);
  const named = Object.fromEntries(Object.entries(same).map(([name, value]) => [`dclm_${name}`, value]));
  return {
    ...named,
    dclm_all_word_count: fastText(text).filter((token) => strip(token) !== '').length,
    dclm_stop_word_unique: new Set(words.map((word) => word.toLowerCase()).filter((word) => STOP_WORDS.includes(word))).size,
    dclm_uax29_words: uax29(text).filter(isAlnum).length,
    dclm_max_line_length: text === '' ? null : Math.max(...lines),
    dclm_avg_line_length: text === '' ? null : lines.reduce((sum, line) => sum + line, 0) / lines.length,
    dclm_alnum_ratio: text === '' ? null : (plain.match(/[\p{L}\p{N}]/gu)?.length ?? 0) / length(text),
    dclm_paragraphs: text.split('\n\n').filter((part) => strip(part) !== '').length,
    dclm_page_badword: lang === 'en' ? (badWords.test(plain.toLowerCase()) ? 1 : 0) : null,
  };
};
