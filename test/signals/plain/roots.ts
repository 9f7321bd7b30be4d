import { SPECIAL_CHARACTER, characters } from '../../../src/signals/roots/special-characters.js';
import { FLAGGED, STOP, rootsEntries } from '../../../src/signals/roots/word-list.js';
import { asUnicode14, length } from './python.js';

const isSpecial = (char: string): boolean => (characters[char.codePointAt(0)!]! & SPECIAL_CHARACTER) !== 0;
const strip = (word: string): string => {
  const chars = [...word], first = chars.findIndex((char) => !isSpecial(char));
  return first < 0 ? '' : chars.slice(first, chars.findLastIndex((char) => !isSpecial(char)) + 1).join('');
};
const frequencies = (grams: string[]): number[] => {
  const counts = new Map<string, number>();
  for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return [...counts.values()];
};
const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
const ngrams = (items: string[], n: number, glue: string): string[] => Array.from({ length: Math.max(0, items.length - n + 1) }, (_, i) => items.slice(i, i + n).join(glue));

/** The `roots` family with strings, Sets and Maps. */
export const plainRoots = (original: string, lang: string): Record<string, number | null> => {
  const text = asUnicode14(original), chars = [...original], pieces = text.split(/[ \n\t]/);
  const written = pieces.map(strip).filter(Boolean), words = pieces.map((word) => strip(word.toLowerCase())).filter(Boolean);
  const characterCounts = frequencies(ngrams(chars, lang === 'zh' ? 3 : 10, '')).toSorted((a, b) => b - a), wordCounts = frequencies(ngrams(words, lang === 'ur' ? 7 : 5, ' '));
  const k = Math.min(Math.floor(Math.sqrt(characterCounts.length)), characterCounts.length - characterCounts.filter((count) => count === 1).length);
  const hasList = ['ar', 'bn', 'ca', 'en', 'es', 'eu', 'fr', 'hi', 'id', 'pt', 'ur', 'vi'].includes(lang), list = hasList ? rootsEntries(lang) : null;
  const looked = lang === 'vi' ? [...words, ...ngrams(words, 2, ' ')] : words;
  const listed = (bit: number): number | null => (list === null ? null : words.length === 0 ? 0 : Math.min(1, looked.filter((word) => ((list.get(word) ?? 0) & bit) !== 0).length / words.length));
  return {
    roots_number_words: lang === 'zh' ? null : written.length,
    roots_character_repetition_ratio: characterCounts.length === 0 ? 0 : sum(characterCounts.slice(0, k)) / sum(characterCounts),
    roots_word_repetition_ratio: lang === 'zh' ? null : wordCounts.length === 0 ? 0 : sum(wordCounts.filter((count) => count > 1)) / sum(wordCounts),
    roots_special_characters_ratio: original === '' ? 0 : chars.filter(isSpecial).length / length(original),
    roots_stopwords_ratio: listed(STOP),
    roots_flagged_words_ratio: listed(FLAGGED),
  };
};
