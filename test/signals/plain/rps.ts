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

/** The `rps` family with strings, Maps and regexes. */
export const plainRps = (original: string): Values => {
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
  return values;
};
