import { WORD, asUnicode14, findall, length, split } from './python.js';

const BOUNDARY = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
const removePunctuation = (text: string): string => text.replace(new RegExp(`[^${WORD}\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]`, 'gu'), '');
const lexicon = (text: string): string[] => split(removePunctuation(text));
const round = (x: number, points: number): number => Math.floor(x * 10 ** points + (x < 0 ? -0.5 : 0.5)) / 10 ** points;

/** The `gneissweb` family as textstat writes it. */
export const plainGneissweb = (original: string): Record<string, number | null> => {
  const text = asUnicode14(original), words = lexicon(text).length, miniwords = lexicon(text).filter((word) => length(word) <= 3).length;
  const all = findall(text, `${BOUNDARY}[^.!?]+[.!?]*`), sentences = Math.max(1, all.length - all.filter((sentence) => lexicon(sentence).length <= 2).length);
  const chars = length(split(text).join('')), letters = length(removePunctuation(split(text).join('')));
  const lettersPerWord = words === 0 ? 0 : round(letters / words, 2), sentencesPerWord = words === 0 ? 0 : round(sentences / words, 2);
  return {
    mcalpine_eflaw_textstat: round((words + miniwords) / sentences, 1),
    textstat_lexicon_count: words,
    textstat_sentence_count: sentences,
    textstat_miniword_count: miniwords,
    textstat_char_count: chars,
    textstat_letter_count: letters,
    textstat_reading_time: round(split(text).reduce((sum, word) => sum + length(word) * 14.69, 0) / 1000, 2),
    textstat_automated_readability_index: words === 0 ? 0 : round(4.71 * round(chars / words, 2) + 0.5 * round(words / sentences, 2) - 21.43, 1),
    textstat_coleman_liau_index: round(0.058 * round(lettersPerWord * 100, 2) - 0.296 * round(sentencesPerWord * 100, 2) - 15.8, 2),
  };
};
