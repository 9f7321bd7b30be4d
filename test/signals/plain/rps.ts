import { createRequire } from 'node:module';
import { STOP_WORDS } from '../../../src/signals/rps/stop-words.js';
import { plainLines } from './rps-lines.js';
import { asUnicode14, count, findall, isupper, length, normalize, round, rstrip, sentences, split, wordpunct } from './python.js';

type Values = Record<string, number | null>;

const ngrams = (words: string[], n: number): Map<string, number[]> => {
  const places = new Map<string, number[]>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join(' ');
    places.set(gram, [...(places.get(gram) ?? []), i]);
  }
  return places;
};

const BAD_WORDS = createRequire(import.meta.url)('naughty-words') as Record<string, string[]>;

/** N-grams of words that are an entry, for every n that an entry has. */
const badWords = (words: string[], lang: string): number | null => {
  if (!['en', 'de', 'fr', 'es', 'it'].includes(lang)) return null;
  const entries = new Set(BAD_WORDS[lang]), sizes = new Set([...entries].map((entry) => 1 + count(entry, ' ')));
  let found = 0;
  for (const n of sizes) for (let i = 0; i + n <= words.length; i++) if (entries.has(words.slice(i, i + n).join(' '))) found++;
  return found;
};

/** The `rps` family with strings, Maps and regexes; without lists of hosts. */
export const plainRps = (original: string, lang: string): Values => {
  const text = asUnicode14(original), normalized = normalize(text), words = split(normalized), raw = wordpunct(text), values: Values = {};
  const lines = findall(text, '[^\\n]*\\n|[^\\n]+$'), letters = words.reduce((sum, word) => sum + length(word), 0);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : round(part / whole));
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  values['rps_doc_curly_bracket'] = share(count(text, '{') + count(text, '}'), length(text)) ?? 0;
  values['rps_doc_lorem_ipsum'] = normalized.includes('lorem ipsum') ? share(findall(normalized, 'lorem [iı]p[sſ]um').length, length(normalized)) : 0;
  values['rps_doc_num_sentences'] = sentences(text);
  values['rps_doc_word_count'] = words.length;
  values['rps_doc_mean_word_length'] = share(letters, words.length);
  values['rps_doc_symbol_to_word_ratio'] = share(count(text, '#') + count(text, '...') + count(text, '…'), raw.length);
  values['rps_doc_frac_lines_end_with_ellipsis'] = share(lines.filter((line) => /(?:\.\.\.|…)$/.test(rstrip(line))).length, lines.length);
  values['rps_doc_frac_no_alph_words'] = raw.length === 0 ? null : round(1 - raw.filter((word) => /[a-zA-Z]/.test(word)).length / raw.length);
  values['rps_doc_frac_unique_words'] = share(counts.size, words.length);
  values['rps_doc_unigram_entropy'] = words.length === 0 ? null : round([...counts.values()].reduce((sum, c) => sum + (-c / words.length) * Math.log(c / words.length), 0));
  values['rps_doc_frac_all_caps_words'] = share(raw.filter(isupper).length, raw.length);
  for (const n of [2, 3, 4]) {
    let gram = '', most = 0;
    for (const [candidate, { length: times }] of ngrams(words, n)) if (times > most) [gram, most] = [candidate, times];
    values[`rps_doc_frac_chars_top_${n}gram`] = most <= 1 ? 0 : round((length(gram.replaceAll(' ', '')) * most) / letters);
  }
  for (const n of [5, 6, 7, 8, 9, 10]) {
    const covered = new Set<number>();
    for (const places of ngrams(words, n).values()) if (places.length > 1) for (const at of places) for (let i = at; i < at + n; i++) covered.add(i);
    values[`rps_doc_frac_chars_dupe_${n}grams`] = letters === 0 ? 0 : round([...covered].reduce((sum, i) => sum + length(words[i]!), 0) / letters);
  }
  const stops = STOP_WORDS[lang] === undefined ? null : new Set(STOP_WORDS[lang].trim().split(/\s/));
  values['rps_doc_stop_word_fraction'] = stops === null ? null : words.length === 0 ? 0 : share(raw.filter((word) => stops.has(word)).length, raw.length);
  values['rps_doc_ldnoobw_words'] = badWords(words, lang);
  values['rps_doc_ut1_blacklist'] = null;
  const each = plainLines(original), total = (numbers: number[]): number => numbers.reduce((sum, n) => sum + n, 0), of = (name: string): number[] => each[`rps_lines_${name}`]!.map(([, , value]) => value);
  const perLine = of('num_words'), below = (n: number): number => perLine.filter((words) => words < n).length;
  return {
    ...values, n_lines: lines.length, n_lines_nonempty: lines.filter((line) => rstrip(line) !== '').length, lines_bullet_sum: total(of('start_with_bulletpoint')),
    lines_terminal_sum: total(of('ending_with_terminal_punctution_mark')), lines_words_sum: total(perLine), lines_words_lt2: below(2), lines_words_lt3: below(3), lines_words_lt5: below(5),
    lines_javascript_any: of('javascript_counts').some((n) => n > 0) ? 1 : 0, lines_upper_gt_half: of('uppercase_letter_fraction').filter((x) => x > 0.5).length,
    lines_numeric_all: of('numerical_chars_fraction').filter((x) => x === 1).length, mean_line_words: lines.length === 0 ? null : total(perLine) / lines.length,
    mean_line_chars: lines.length === 0 ? null : length(text) / lines.length,
  };
};
