import { isLater } from '../../../src/text/later-unicode.js';
import { stopWordsOf } from '../../../src/signals/words/stop-words.js';

const RUN: readonly (readonly [string, string])[] = [
  ['han', '\\p{Script=Han}\\p{Script=Bopomofo}'], ['kana', '\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\uff70\\uff9e\\uff9f\\u3031-\\u3035'], ['th', '\\p{Script=Thai}'], ['lo', '\\p{Script=Lao}'],
  ['km', '\\p{Script=Khmer}'], ['my', '\\p{Script=Myanmar}'],
];
const CLASS = Object.fromEntries(RUN), EXTENDS = '\\p{M}\\u00ad\\u200c\\u200d\\u2060';
/** A letter or number of the classes. */
const worded = (...names: string[]): string => `(?:(?=[\\p{L}\\p{N}])[${names.map((name) => CLASS[name]).join('')}])`;
const letters = (text: string, ...names: string[]): number => (text.match(new RegExp(`(?=\\p{L})[${names.map((name) => CLASS[name]).join('')}]`, 'gu')) ?? []).length;

/** Words and segmentation of a text without jieba, by one regex per kind of script. */
export const plainSegmentation = (text: string, lang: string): { name: string; words: string[] } => {
  const han = letters(text, 'han'), kana = letters(text, 'kana'), hangul = (text.match(/[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]/g) ?? []).length;
  const way = (kana > 0 && 20 * kana >= han + kana) || (lang === 'ja' && hangul <= han) ? 'icu' : hangul > han ? 'space' : 'bigram';
  const unspaced = Object.entries(CLASS).filter(([name]) => !(name === 'han' && way === 'space')).map(([, set]) => set).join('');
  const spaced = `(?:(?![${unspaced}])[\\p{L}\\p{N}])`;
  const space = `${spaced}(?:${spaced}|[${EXTENDS}]|['\u2019\\-\u2010\u2011._\u00b7\u05f3\u05f4](?=${spaced})|(?<=[0-9]),(?=[0-9]))*`;
  const groups = [...(way === 'icu' ? [['han', 'kana']] : way === 'bigram' ? [['han'], ['kana']] : [['kana']]), ['th'], ['lo'], ['km'], ['my']];
  const runs = groups.map((names) => `${worded(...names)}(?:${worded(...names)}|[${EXTENDS}])*`);
  const words = [...text.matchAll(new RegExp([space, ...runs].map((run) => `(${run})`).join('|'), 'gu'))].flatMap((match) => {
    const kind = match.slice(1).findIndex((group) => group !== undefined), run = match[0];
    if (kind === 0) return [run];
    const names = groups[kind - 1]!;
    if (way === 'bigram' && names[0] === 'han') {
      const chars = run.match(new RegExp(`${worded('han')}[${EXTENDS}]*`, 'gu'))!;
      return chars.length === 1 ? chars : chars.slice(1).map((char, k) => chars[k]! + char);
    }
    const locale = names.includes('kana') ? 'ja' : names[0]!;
    return [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(run)].map(({ segment }) => segment).filter((word) => /[\p{L}\p{N}]/u.test(word));
  });
  const spacedLetters = (text.match(new RegExp(`(?![${Object.values(CLASS).join('')}])\\p{L}`, 'gu')) ?? []).length;
  const counts: [string, number][] = [['space', spacedLetters], [way, way === 'icu' ? han + kana : han], ['icu', kana], ...(['th', 'lo', 'km', 'my'].map((name) => ['icu', letters(text, name)] as [string, number]))];
  const best = counts.reduce((one, other) => (other[1] > one[1] ? other : one));
  return { name: /[\p{L}\p{N}]/u.test(text) ? best[0] : '', words };
};

/** Sentence ends become a code point that no text holds. */
const sentences = (text: string): number => {
  const END = '\u{10ffff}', SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]', BREAK = '[\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029]';
  const CLOSERS = '["\')\\]}»’”›.!?]*';
  // Letters that Unicode 14 lacks have no case.
  return Array.from(text.replaceAll(END, ''), (char) => (isLater(char.codePointAt(0)!) && /\p{L}/u.test(char) ? 'ב' : char)).join('')
    .replace(new RegExp(`[!?](?=${CLOSERS}(?:${SPACE}|$))|\\.(?=${CLOSERS}(?:$|${BREAK}|(?!${BREAK})${SPACE}(?:(?!${BREAK})${SPACE})*(?!(?!${BREAK})${SPACE})(?!(?![\\u10fc\\ua7f2-\\ua7f4\\uab69])[\\p{Lowercase}\\p{Lt}\\u0295])))`, 'gu'), END)
    .replace(new RegExp(`${BREAK}|(?![\\0-\\x7f])[\\p{Sentence_Terminal}\\u0f0d\\u0f0e]`, 'gu'), END)
    .split(END).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length;
};

/** The `words` family with regexes. */
export const plainWords = (text: string, lang: string): Record<string, number | null> => {
  const { name, words } = plainSegmentation(text, lang), list = name === 'bigram' ? null : stopWordsOf(lang), n = words.length;
  if (n === 0) return { words_count: null, words_sentences: null, words_mean_length: null, words_stop_ratio: null };
  const isStop = (word: string): boolean => { const cps = Int32Array.from(word, (char) => char.codePointAt(0)!); return list!.has(cps, 0, cps.length); };
  return {
    words_count: n,
    words_sentences: sentences(text),
    words_mean_length: words.reduce((sum, word) => sum + [...word].length, 0) / n,
    words_stop_ratio: list === null ? null : words.filter(isStop).length / n,
  };
};
