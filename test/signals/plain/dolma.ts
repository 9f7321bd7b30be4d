import { createRequire } from 'node:module';
import { asUnicode14, count, length, split, strip } from './python.js';
import { countNgrams, mostCommon } from './split-ngrams.js';

type Values = Record<string, number | null>;

const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000', EDGE = `.${SPACE}@,?!;:)(`;
const EMAIL = new RegExp(`[${EDGE}]*([^${SPACE}@]+@[^${SPACE}@,?!;:)(]+?)[${EDGE}]?[${SPACE}]`, 'gu');
const PHONE = new RegExp(`[${SPACE}]+\\(?(\\p{Nd}{3})\\)?[-. ]*(\\p{Nd}{3})[-. ]?(\\p{Nd}{4})`, 'gu');
const ADDRESS = /(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)/gu;
const naughty = (createRequire(import.meta.url)('naughty-words') as { en: string[] }).en, naughtyWords = naughty.filter((entry) => !entry.includes(' ')), naughtyPhrases = naughty.filter((entry) => entry.includes(' '));
const GPT_2 = / ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;
/** A text cut so that each match is a piece of its own. */
const isolate = (text: string, regex: RegExp): string[] => text.replace(regex, '\0$&\0').split('\0').filter((piece) => piece !== '');
const letters = (words: readonly string[]): number => words.reduce((sum, word) => sum + length(word), 0);

/** taggers/gopher.py get_attributes. */
const gopher = (text: string, lines: readonly string[]): Values => {
  const words = split(text), wordCount = Math.max(words.length, 1), chars = Math.max(letters(words), 1), values: Values = {};
  const lengths = words.map(length).sort((a, b) => a - b), middle = lengths.length >> 1;
  values['character_count'] = length(text);
  values['word_count'] = words.length;
  values['median_word_length'] = lengths.length === 0 ? 0 : lengths.length % 2 === 1 ? lengths[middle]! : (lengths[middle - 1]! + lengths[middle]!) / 2;
  values['symbol_to_word_ratio'] = words.filter((word) => word.includes('#') || word.includes('\u2026')).length / wordCount;
  values['fraction_of_words_with_alpha_character'] = words.filter((word) => /\p{L}/u.test(word)).length / wordCount;
  values['required_word_count'] = words.filter((word) => ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'].includes(word)).length;
  for (let n = 2; n <= 10; n++) {
    const counts = countNgrams(words, n), size = (gram: string): number => letters(gram.split('\0')), name = n <= 4 ? `most_common_${n}grams` : `duplicate_${n}grams`;
    let all = 0, repeated = 0;
    for (const [gram, times] of counts) { all += times * size(gram); if (times > 1) repeated += times * size(gram); }
    const [gram, times] = mostCommon(counts);
    values[`fraction_of_characters_in_${name}`] = counts.size === 0 ? null : n <= 4 ? (times * size(gram)) / chars : repeated / Math.max(all, 1);
  }
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  const repeated = [...counts].filter(([, times]) => times > 1);
  values['fraction_of_lines_starting_with_bullet_point'] = lines.filter((line) => line.startsWith('*') || line.startsWith('-')).length / lines.length;
  values['fraction_of_lines_ending_with_ellipsis'] = lines.filter((line) => line.endsWith('\u2026')).length / lines.length;
  values['fraction_of_duplicate_lines'] = repeated.reduce((sum, [, times]) => sum + times, 0) / lines.length;
  values['fraction_of_characters_in_duplicate_lines'] = repeated.reduce((sum, [line, times]) => sum + length(line) * times, 0) / chars;
  return values;
};

/** taggers/pii.py FastPiiRegex. */
const contacts = (text: string): { spans: number; letters: number } => {
  const spans: string[] = [];
  for (const line of count(text, '?') > 10_000 ? [] : text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    for (const match of line.matchAll(EMAIL)) {
      const at = match[1]!.indexOf('@');
      if (match[1]!.slice(0, at) !== '(' && match[1]!.slice(at + 1).includes('.')) spans.push(match[0]);
    }
    spans.push(...[...line.matchAll(PHONE), ...line.matchAll(ADDRESS)].map(([match]) => match));
  }
  return { spans: spans.length, letters: letters(spans) };
};

/** The `dolma` family with strings, Maps and regexes. */
export const plainDolma = (original: string): Values => {
  const text = asUnicode14(original), items = text.split('\n'), lines = items.map((line) => strip(line.toLowerCase())), words = lines.flatMap(split), pii = contacts(text), values: Values = {};
  for (const [name, value] of Object.entries(gopher(text, items))) values[`dolma_${name}`] = value;
  for (const [name, value] of Object.entries(gopher(text, text.split(/\n+/)))) if (/_lines/.test(name)) values[`dolma_v2_${name}`] = value;
  const flag = (holds: boolean): number => (holds ? 1 : 0);
  values['dolma_c4_line_count'] = items.length;
  values['dolma_c4_has_curly_brace'] = flag(text.includes('{'));
  values['dolma_c4_has_lorem_ipsum'] = flag(lines.some((line) => line.includes('lorem ipsum')));
  values['dolma_c4_has_javascript'] = flag(words.includes('javascript'));
  values['dolma_c4_has_naughty_word'] = flag(naughtyWords.some((word) => words.includes(word)) || naughtyPhrases.some((phrase) => lines.some((line) => line.includes(phrase))));
  values['dolma_c4_lines_with_no_ending_punctuation'] = lines.filter((line) => !/[.?!"]$/.test(line)).length;
  values['dolma_c4_lines_with_too_few_words'] = lines.filter((line) => split(line).length < 3).length;
  values['dolma_c4v2_has_javascript'] = flag(text.toLowerCase().includes('javascript'));
  values['dolma_pii_doc_count'] = pii.spans;
  values['dolma_pii_doc_frac'] = text === '' ? -1 : (pii.letters + length(text)) / length(text);
  // The `regex` package has newer tables than Python's own: the text as it is.
  const token = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}';
  values['dolma_whitespace_tokens'] = 1 + (original.match(new RegExp(`[${token}]+|[^${token}\\p{White_Space}]+`, 'gu')) ?? []).length;
  values['dolma_olmo_pretokens'] = [text].flatMap((piece) => isolate(piece, / ?\p{P}/gu)).flatMap((piece) => isolate(piece, / ?\p{Nd}/gu)).flatMap((piece) => piece.match(GPT_2)!).length;
  values['dolma_bytes'] = Buffer.byteLength(original);
  return values;
};
