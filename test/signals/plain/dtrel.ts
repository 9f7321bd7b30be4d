import { sentTokenize, wordTokenize } from './nltk.js';
import { asUnicode14, count, findDuplicates, length, lstrip, rstrip, split, splitlines, strip } from './python.js';

type Values = Record<string, number | null>;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** PUNCTUATION of huggingface/datatrove@05194d39 src/datatrove/utils/text.py, and its control characters. */
const PUNCTUATION = new Set('!/—”:％１〈&(、━\\【#%「」，】；+^]~“《„\';’{|∶´[=-`*．（–？！：$～«〉,><》)?）。…@_."}►»');
const isSymbol = (char: string): boolean => PUNCTUATION.has(char) || /^[\x00-\x08\x0b-\x1f\x7f-\x9f]$/.test(char);

const quality = (text: string, words: string[]): Values => {
  const solid = words.filter((word) => [...word].some((char) => !isSymbol(char))), lines = splitlines(text);
  return {
    dtrel_gq_n_words: solid.length,
    dtrel_gq_all_words: words.length,
    dtrel_gq_avg_word_len: share(solid.reduce((sum, word) => sum + length(word), 0), solid.length),
    dtrel_gq_hash_ratio: share(count(text, '#'), words.length),
    dtrel_gq_ellipsis_ratio: share(count(text, '...') + count(text, '…'), words.length),
    dtrel_gq_alpha_word_ratio: share(words.filter((word) => /\p{L}/u.test(word)).length, words.length),
    dtrel_gq_bullet_line_ratio: share(lines.filter((line) => /^[•-]/.test(lstrip(line))).length, lines.length),
    dtrel_gq_ellipsis_line_ratio: share(lines.filter((line) => /(?:\.\.\.|…)$/.test(rstrip(line))).length, lines.length),
    dtrel_gq_stop_words: words.filter((word) => ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'].includes(word)).length,
  };
};

const repetition = (text: string, words: string[]): Values => {
  const paragraphs = strip(text).split(/\n{2,}/), lines = splitlines(text), chars = length(text);
  const para = findDuplicates(paragraphs), line = findDuplicates(lines);
  const values: Values = {
    dtrel_dup_para_frac: share(para.items, paragraphs.length), dtrel_dup_para_char_frac: share(para.chars, chars),
    dtrel_dup_line_frac: share(line.items, lines.length), dtrel_dup_line_char_frac: share(line.chars, chars),
  };
  for (const n of [2, 3, 4]) {
    const counts = new Map<string, number>();
    for (let i = 0; i + n <= words.length; i++) { const gram = words.slice(i, i + n).join(' '); counts.set(gram, (counts.get(gram) ?? 0) + 1); }
    let gram = '', most = 0;
    for (const [candidate, times] of counts) if (times > most) [gram, most] = [candidate, times];
    values[`dtrel_top_${n}gram`] = most === 0 ? null : (length(gram) * most) / chars;
  }
  for (const n of [5, 6, 7, 8, 9, 10]) {
    const met = new Set<string>();
    let repeated = 0;
    for (let i = 0; i < words.length - n + 1;) {
      const gram = words.slice(i, i + n).join('');
      if (met.has(gram)) { repeated += length(gram); i += n; } else { met.add(gram); i++; }
    }
    values[`dtrel_dup_${n}gram`] = share(repeated, chars);
  }
  return values;
};

/** The release's C4 loop, page tests and sentence minimum off. */
const clean = (text: string, terminal: boolean): { text: string; values: number[] } => {
  const kept: string[] = [];
  let words = 0, sentences = 0, lorem = 0, curly = 0;
  for (const item of splitlines(text)) {
    const before = split(item), line = strip(item).replace(/\[\p{Nd}*\]|\[edit\]|\[citation needed\]/gu, '');
    if (before.some((word) => length(word) > 1000)) continue;
    if (terminal && (!/[.?!"']$/.test(line) || line.endsWith('...'))) continue;
    if (before.length < 3) continue;
    const lower = line.toLowerCase();
    if (lower.includes('lorem ipsum')) lorem = 1;
    if (lower.includes('javascript')) continue;
    if (line.includes('{') && !lower.includes('lorem ipsum')) curly = 1;
    if (['terms of use', 'privacy policy', 'cookie policy', 'uses cookies', 'use of cookies', 'use cookies'].some((phrase) => lower.includes(phrase))) continue;
    words += split(line).length;
    sentences += sentTokenize(line).length;
    kept.push(line);
  }
  const joined = strip(kept.join('\n'));
  return { text: joined, values: [kept.length, length(joined), words, sentences, lorem, curly] };
};

const fineweb = (text: string): (number | null)[] => {
  const lines = text.split('\n');
  return [
    share(lines.filter((line) => /[.'"!?]$/.test(line)).length, lines.length),
    share(lines.filter((line) => length(line) <= 30).length, lines.length),
    share(findDuplicates(lines.filter((line) => strip(line) !== '')).chars, length(text.replaceAll('\n', ''))),
    share(count(text, '\n'), wordTokenize(text).length),
  ];
};

const named = (prefix: string, names: readonly string[], values: readonly (number | null)[]): Values => Object.fromEntries(names.map((name, k) => [`${prefix}_${name}`, values[k]!]));
const LOOP = ['kept_lines', 'kept_chars', 'kept_words', 'kept_sentences', 'page_lorem', 'page_curly'], RATIOS = ['line_punct_ratio', 'short_line_ratio', 'char_dup_ratio', 'list_ratio'];

/** The `dtrel` family with strings, Sets and regexes. */
export const plainDtrel = (original: string): Values => {
  const text = asUnicode14(original), words = wordTokenize(text), marked = clean(text, true), all = clean(text, false);
  return {
    ...quality(text, words), ...repetition(text, words),
    ...named('dtrel_c4', LOOP, marked.values), ...named('dtrel_c4nopunct', LOOP, all.values),
    ...named('dtrel_fw', RATIOS, all.text === '' ? [null, null, null, null] : fineweb(all.text)), ...named('dtrel_fwraw', RATIOS, fineweb(text)),
  };
};
