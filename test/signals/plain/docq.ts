import { docqBadWords } from '../../../src/signals/docq/bad-words.js';
import { WORD, asUnicode14, count, findall, length, sentences, split } from './python.js';

const BOUNDARY = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
/** Upper and lower case alike as Python's re has it: by simple lower case, and three letters more. */
const fold = (text: string): string => Array.from(text, (char) => ({ ſ: 's', ı: 'i', İ: 'i' })[char] ?? char.toLowerCase()).join('');
const patterns = new Map<string, RegExp | null>();
const pattern = (lang: string): RegExp | null => {
  if (!patterns.has(lang)) {
    const entries = docqBadWords(lang)?.map((entry) => fold(entry).replace(/[.*+?^${}()|[\]\\&-]/g, (char) => (/[&-]/.test(char) ? char : `\\${char}`)));
    patterns.set(lang, entries ? new RegExp(`${BOUNDARY}(?:${entries.join('|')})${BOUNDARY}`, 'u') : null);
  }
  return patterns.get(lang)!;
};

/** The `docq` family with strings and regexes. */
export const plainDocq = (original: string, lang: string): Record<string, number | null> => {
  const text = asUnicode14(original), words = split(text), lines = text.split('\n'), bad = pattern(lang), share = (part: number): number => (words.length === 0 ? 0 : part / words.length);
  const lower = split(text.replace(/[!-/:-@[-`{-~]/g, '').toLowerCase()).join(' '), normalized = lang === 'en' ? lower.normalize('NFD') : lang === 'ja' ? lower.normalize('NFKC') : lower;
  const lorem = findall(normalized, '[lL][oO][rR][eE][mM] [iIı][pP][sSſ][uU][mM]').length, kutens = count(text, '。'), kana = [...text].findIndex((char) => /[ぁ-んァ-ン]/.test(char));
  return {
    docq_total_words: words.length,
    docq_mean_word_len: share(words.reduce((sum, word) => sum + length(word), 0)),
    docq_symbol_to_word_ratio: share(words.filter((word) => word.includes('#') || word.includes('...')).length),
    docq_sentence_count: lang === 'ja' ? kutens : sentences(text),
    docq_lorem_ipsum_ratio: lorem === 0 ? 0 : lorem / length(normalized),
    docq_curly_bracket_ratio: text === '' ? 0 : count(text, '{') / length(text) + count(text, '}') / length(text),
    docq_contain_bad_word: bad === null ? null : Number(bad.test(fold(text))),
    docq_bullet_point_ratio: lines.filter((line) => line.startsWith('-') || line.startsWith('*')).length / lines.length,
    docq_ellipsis_line_ratio: lines.filter((line) => line.endsWith('...')).length / lines.length,
    docq_alphabet_word_ratio: share(words.filter((word) => /\p{L}/u.test(word)).length),
    docq_contain_common_en_words: Number(lang === 'en' && ['the', 'and', 'to', 'that', 'of', 'with', 'be', 'have'].filter((word) => text.includes(word)).length >= 2),
    docq_avg_ja_sentence_len: lang !== 'ja' ? null : kutens === 0 ? length(text) : Math.trunc(length(text) / kutens),
    docq_first_ja_alphabet_pos: lang !== 'ja' ? null : kana,
  };
};
