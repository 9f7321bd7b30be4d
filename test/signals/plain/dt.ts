import { badWordEntries } from '../../../src/signals/bad-words.js';
import { TERMINAL_MARKS } from '../../../src/signals/terminal-marks.js';
import { isLater } from '../../../src/text/later-unicode.js';
import { LETTER, classes } from '../../../src/text/spacy-classes.js';
import { WORD, asUnicode14, count, findDuplicates, isupper, length, lstrip, rstrip, split, splitlines, strip } from './python.js';
import { spacySentences, spacyWords } from './spacy.js';

type Values = Record<string, number | null>;

const PUNCTUATION = new Set(Array.from("!/—”:％１〈&(、━\\【#%「」，】；+^]~“《„';’{|∶´[=-`*．（–？！：$～«〉,><》)?）。…@_.\"}►»", (char) => char.codePointAt(0)!));
for (const [from, to] of [[0, 9], [11, 13], [13, 32], [127, 160]] as const) for (let cp = from; cp < to; cp++) PUNCTUATION.add(cp);
const OTHER_DIGITS = new Set('²³¹፩፪፫፬፭፮፯፰፱᧚⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉①②③④⑤⑥⑦⑧⑨⑴⑵⑶⑷⑸⑹⑺⑻⑼⒈⒉⒊⒋⒌⒍⒎⒏⒐⓪⓵⓶⓷⓸⓹⓺⓻⓼⓽⓿❶❷❸❹❺❻❼❽❾➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒𐩀𐩁𐩂𐩃𐹠𐹡𐹢𐹣𐹤𐹥𐹦𐹧𐹨𑁒𑁓𑁔𑁕𑁖𑁗𑁘𑁙𑁚🄀🄁🄂🄃🄄🄅🄆🄇🄈🄉🄊');
const STOP_WORDS = ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'];
const POLICIES = ['terms of use', 'privacy policy', 'cookie policy', 'uses cookies', 'use of cookies', 'use cookies'];

const codes = (text: string): number[] => Array.from(text, (char) => char.codePointAt(0)!);
const known = (char: string): boolean => !isLater(char.codePointAt(0)!);
const isalpha = (char: string): boolean => known(char) && /^\p{L}$/u.test(char);
const isdigit = (char: string): boolean => (known(char) && /^\p{Nd}$/u.test(char)) || OTHER_DIGITS.has(char);
const isspace = (char: string): boolean => strip(char) === '';
const istitle = (word: string): boolean => {
  let cased = false, before = false;
  for (const char of word) {
    if (/[\p{Uppercase}\p{Lt}]/u.test(char)) { if (before) return false; cased = before = true; }
    else if (/[\p{Lowercase}]/u.test(char) && !/[\u10fc\ua7f2-\ua7f4\uab69]/.test(char)) { if (!before) return false; cased = true; }
    else before = false;
  }
  return cased;
};
const sum = (items: readonly string[]): number => items.reduce((total, item) => total + length(item), 0);
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const safe = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const endsWith = (line: string, ends: readonly string[]): boolean => ends.some((end) => line.endsWith(end));

const top = (words: readonly string[], n: number): number | null => {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i++) { const gram = words.slice(i, i + n).join(' '); counts.set(gram, (counts.get(gram) ?? 0) + 1); }
  let best: [string, number] | null = null;
  for (const item of counts) if (best === null || item[1] > best[1]) best = item;
  return best && best[1] * length(best[0]);
};
const repeated = (words: readonly string[], n: number): number => {
  const seen = new Set<string>();
  let chars = 0;
  for (let i = 0; i + n <= words.length;) {
    const gram = words.slice(i, i + n).join('');
    if (seen.has(gram)) { chars += length(gram); i += n; }
    else { seen.add(gram); i++; }
  }
  return chars;
};

const loop = (text: string, marks: boolean) => {
  const kept: string[] = [];
  let lorem = 0, curly = 0, sentences = 0;
  for (const item of splitlines(text)) {
    let line = strip(item);
    const words = split(line);
    if (words.some((word) => length(word) > 1000)) continue;
    line = line.replace(/\[\p{Nd}*\]|\[edit\]|\[citation needed\]/gu, '');
    if (marks && (!endsWith(line, ['.', '?', '!', '"', "'"]) || line.endsWith('...'))) continue;
    if (words.length < 3) continue;
    const lower = asUnicode14(line).toLowerCase();
    if (lower.includes('lorem ipsum')) lorem = 1;
    if (lower.includes('javascript')) continue;
    if (line.includes('{') && !lower.includes('lorem ipsum')) curly = 1;
    if (POLICIES.some((phrase) => lower.includes(phrase))) continue;
    sentences += Math.max(1, spacySentences(line).length);
    kept.push(line);
  }
  return { text: strip(kept.join('\n')), lines: kept.length, words: kept.reduce((total, line) => total + split(line).length, 0), sentences, lorem, curly };
};

const quality = (text: string, isEmptyNull: boolean, words: readonly string[] | null): (number | null)[] => {
  const lines = text.split('\n').filter((line) => strip(line) !== ''), letters = length(text.replaceAll('\n', ''));
  return [
    ratio(lines.filter((line) => TERMINAL_MARKS.has(codes(line).at(-1)!)).length, lines.length),
    ratio(lines.filter((line) => length(line) <= 30).length, lines.length),
    isEmptyNull && lines.length === 0 ? null : ratio(findDuplicates(lines).chars, letters),
    words && ratio(count(text, '\n'), words.length),
  ];
};

const badWord = (text: string, lang: string): number | null => {
  const entries = badWordEntries(lang)?.map((entry) => entry.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  if (!entries) return null;
  const pattern = ['ja', 'th', 'zh'].includes(lang) ? entries : `(?:[^${WORD}]|^)(?:${entries})(?:[^${WORD}]|$)`;
  return new RegExp(pattern, 'u').test(asUnicode14(text).toLowerCase()) ? 1 : 0;
};

/** Letters of spaCy's blocks that Unicode 14 lacks stay as they are: its tokenizer goes by blocks. */
const prepared = (text: string): string => Array.from(text, (char) => ((classes[char.codePointAt(0)!]! & LETTER) !== 0 && !/[\u0295]/.test(char) ? char : asUnicode14(char))).join('');

/** The `dt` family with strings, Sets and regexes. */
export const plainDt = (original: string, lang: string): Values => {
  const text = prepared(original), chars = Array.from(text), size = chars.length, isEnglish = lang === 'en', words = isEnglish ? spacyWords(text) : [], n = words.length;
  const solid = words.filter((word) => codes(word).some((cp) => !PUNCTUATION.has(cp) && !TERMINAL_MARKS.has(cp)));
  const pyLines = splitlines(text), lines = text.split('\n'), items = text.split(/\n+/), blocks = strip(text).split(/\n{2,}/), paragraphs = text.split('\n\n').filter((item) => strip(item) !== '');
  const dupItems = findDuplicates(items), dupBlocks = findDuplicates(blocks), dupLines = findDuplicates(lines), dupParagraphs = findDuplicates(paragraphs);
  const marked = loop(text, true), all = loop(text, false), sentences = isEnglish ? spacySentences(text).map(strip).filter((sentence) => sentence !== '') : [];
  const en = <T>(value: T): T | null => (isEnglish ? value : null), share = (test: (char: string) => boolean): number => safe(chars.filter(test).length, size);
  const ofWords = (test: (word: string) => boolean): number | null => en(safe(words.filter(test).length, n)), ofLines = (test: (line: string) => boolean): number => lines.filter(test).length / lines.length;
  const values: Values = {
    dt_gq_n_words: en(solid.length), dt_gq_all_words: en(n), dt_gq_avg_word_len: en(ratio(sum(solid), solid.length)), dt_gq_hash_ratio: en(ratio(count(text, '#'), n)),
    dt_gq_ellipsis_ratio: en(ratio(count(text, '...') + count(text, '…'), n)),
    dt_gq_alpha_word_ratio: en(ratio(words.filter((word) => Array.from(word).some(isalpha)).length, n)),
    dt_gq_bullet_line_ratio: ratio(pyLines.filter((line) => /^[•-]/.test(lstrip(line))).length, pyLines.length),
    dt_gq_ellipsis_line_ratio: ratio(pyLines.filter((line) => endsWith(rstrip(line), ['...', '…'])).length, pyLines.length),
    dt_gq_stop_words: en(STOP_WORDS.filter((word) => words.includes(word)).length),
    dt_dup_para_frac: dupBlocks.items / blocks.length, dt_dup_para_char_frac: ratio(dupBlocks.chars, size),
    dt_dup_line_frac: dupItems.items / items.length, dt_dup_line_char_frac: ratio(dupItems.chars, size),
    dt_c4_page_badword: badWord(original, lang),
    dt_stat_length: size, dt_stat_white_space_ratio: share(isspace), dt_stat_non_alpha_digit_ratio: share((char) => !isalpha(char) && !isdigit(char)), dt_stat_digit_ratio: share(isdigit),
    dt_stat_uppercase_ratio: share((char) => /\p{Uppercase}/u.test(char)), dt_stat_elipsis_ratio: safe(sum(text.match(/\.\.\.|…/g) ?? []), size),
    dt_stat_punctuation_ratio: share((char) => PUNCTUATION.has(char.codePointAt(0)!)),
    dt_stat_n_lines: lines.length, dt_stat_avg_line_length: sum(lines) / lines.length,
    dt_stat_short_line_ratio_chars_10: ofLines((line) => length(line) <= 10), dt_stat_short_line_ratio_chars_30: ofLines((line) => length(line) <= 30),
    dt_stat_long_line_ratio_chars_2000: ofLines((line) => length(line) >= 2000), dt_stat_long_line_ratio_chars_10000: ofLines((line) => length(line) >= 10000),
    dt_stat_lines_ending_with_terminal_mark_ratio: ofLines((line) => endsWith(line, ['.', '?', '!', '"', "'"])), dt_stat_bullet_point_lines_ratio: ofLines((line) => /^[-*•]/.test(strip(line))),
    dt_stat_line_duplicates: dupLines.items / lines.length, dt_stat_line_char_duplicates: safe(dupLines.chars, sum(lines)),
    dt_stat_n_paragraphs: paragraphs.length, dt_stat_avg_paragraph_length: safe(sum(paragraphs), paragraphs.length),
    dt_stat_short_paragraph_ratio_100: safe(paragraphs.filter((item) => length(item) <= 100).length, paragraphs.length),
    dt_stat_long_paragraph_ratio_1000: safe(paragraphs.filter((item) => length(item) >= 1000).length, paragraphs.length),
    dt_stat_paragraph_duplicates: safe(dupParagraphs.items, paragraphs.length), dt_stat_paragraph_char_duplicates: safe(dupParagraphs.chars, sum(paragraphs)),
    dt_stat_n_words: en(n), dt_stat_avg_word_length: en(safe(sum(words), n)), dt_stat_avg_words_per_line: en(safe(n, pyLines.length)),
    dt_stat_short_word_ratio_3: ofWords((word) => length(word) <= 3), dt_stat_long_word_ratio_7: ofWords((word) => length(word) >= 7), dt_stat_type_token_ratio: en(safe(new Set(words).size, n)),
    dt_stat_uppercase_word_ratio: ofWords(isupper), dt_stat_capitalized_word_ratio: ofWords(istitle), dt_stat_stop_word_ratio: ofWords((word) => STOP_WORDS.includes(word)),
    dt_stat_n_sentences: en(sentences.length), dt_stat_avg_sentence_length: en(safe(sum(sentences), sentences.length)),
    dt_stat_short_sentence_ratio_20: en(safe(sentences.filter((sentence) => length(sentence) <= 20).length, sentences.length)),
    dt_stat_long_sentence_ratio_75: en(safe(sentences.filter((sentence) => length(sentence) >= 75).length, sentences.length)),
  };
  for (let k = 2; k <= 4; k++) { const chars = top(words, k); values[`dt_top_${k}gram`] = chars === null ? null : chars / size; }
  for (let k = 5; k <= 10; k++) values[`dt_dup_${k}gram`] = en(ratio(repeated(words, k), size));
  for (const [prefix, kept] of [['dt_c4', marked], ['dt_c4nopunct', all]] as const) {
    Object.assign(values, { [`${prefix}_kept_lines`]: kept.lines, [`${prefix}_kept_chars`]: length(kept.text), [`${prefix}_kept_words`]: kept.words,
      [`${prefix}_kept_sentences`]: en(kept.sentences), [`${prefix}_page_lorem`]: kept.lorem, [`${prefix}_page_curly`]: kept.curly });
  }
  for (const [prefix, ratios] of [['dt_fw', quality(all.text, true, isEnglish ? spacyWords(all.text) : null)], ['dt_fwraw', quality(text, false, isEnglish ? words : null)]] as const) {
    ['line_punct_ratio', 'short_line_ratio', 'char_dup_ratio', 'list_ratio'].forEach((name, k) => { values[`${prefix}_${name}`] = ratios[k]!; });
  }
  return values;
};
