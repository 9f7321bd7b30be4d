import { wordTokenize } from './nltk.js';
import { count, length, strip } from './python.js';

const PRONOUNS = ('one ones i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves '
  + 'they them their theirs themselves this that these those who whom whose').split(' ');

const pronounRate = (text: string): number | null => {
  // Letter by letter: a word of these is ASCII, and the Kelvin sign or a long s make no other one.
  const words = wordTokenize(text).map((word) => [...word].map((char) => char.toLowerCase()).join(''));
  return words.length === 0 ? null : words.filter((word) => PRONOUNS.includes(word)).length / words.length;
};

/** The `longwanjuan` family with strings and sorted arrays. */
export const plainLongwanjuan = (original: string, lang: string): Record<string, number | null> => {
  const text = lang === 'en' ? original.toLowerCase() : original, lines = text.split('\n').filter((line) => strip(line) !== ''), n = lines.length;
  const lengths = lines.map(length).sort((a, b) => a - b), mean = lengths.reduce((sum, x) => sum + x, 0) / n, or = (value: number): number | null => (n === 0 ? null : value);
  return {
    lw_len_char: length(text),
    lw_num_line: n,
    lw_len_line_mean: or(mean),
    lw_len_line_std: or(Math.sqrt(lengths.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n)),
    lw_len_line_median: or((lengths[Math.floor((n - 1) / 2)]! + lengths[Math.ceil((n - 1) / 2)]!) / 2),
    lw_len_line_max: or(lengths.at(-1)!),
    lw_len_line_min: or(lengths[0]!),
    lw_enter_count: count(text, '\n'),
    lw_comma_count: count(text, ',') + (lang === 'zh' ? count(text, '，') : 0),
    lw_space_count: count(text, ' '),
    lw_bar_count: count(text, '|'),
    lw_pronoun_rate: lang === 'en' ? pronounRate(original) : null,
  };
};
