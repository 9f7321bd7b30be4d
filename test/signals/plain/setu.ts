import { characterGrams } from './cwt.js';

/** First and last code point of each range of Setu's character class. */
const RANGES = '30-39 61-7a 41-5a 900-97f 980-9ff a00-a7f a80-aff c00-c7f c80-cff d00-d7f abc0-abff b00-b7f 1c50-1c7f b80-bff 600-6ff 750-77f 8a0-8ff 870-89f fb50-fdff fe70-feff '
  + '10ec0-10eff 1ee00-1eeff 1ec70-1ecbf 1ed00-1ed4f 10e60-10e7f 20-20 a-a';
const VALID = new RegExp(`^[${RANGES.replace(/[0-9a-f]+/g, (code) => `\\u{${code}}`).replaceAll(' ', '')}]$`, 'u');
const MARKS = /([!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~]|\u0964|\u0965|\uaaf1|\uaaf0|\uabeb|\uabec|\uabed|\uabee|\uabef|\u1c7e|\u1c7f)/g;

/** indic_nlp_library, trivial_tokenize_indic. */
const tokenize = (text: string): string[] => {
  const spaced = text.replaceAll('\t', ' ').replace(MARKS, ' $1 ').replace(/ +/g, ' ').replace(/^ +| +$/g, '');
  let joined = '', previous = 0;
  for (const match of spaced.matchAll(/([0-9]+ [,.:/] )+[0-9]+/g)) {
    if (match.index > previous) {
      joined += spaced.slice(previous, match.index) + match[0].replaceAll(' ', '');
      previous = match.index + match[0].length;
    }
  }
  return (joined + spaced.slice(previous)).split(' ');
};

const wordScore = (text: string): number | null => {
  const tokens = tokenize(text), total = tokens.length - 4, counts = new Map<string, number>();
  for (let i = 0; i < total; i++) { const gram = tokens.slice(i, i + 5).join(' '); counts.set(gram, (counts.get(gram) ?? 0) + 1); }
  return [...counts.values()].reduce((sum, count) => sum + (count > 1 ? count : 0), 0) / total || null;
};

const characterScore = (chars: readonly string[]): number | null => {
  const total = chars.length - 9, counts = [...characterGrams(chars, 10, total).values()].sort((a, b) => b - a);
  return total <= 0 ? null : counts.slice(0, Math.floor(Math.sqrt(counts.length))).reduce((sum, count) => sum + count, 0) / total;
};

/** The `setu` family as Setu writes it. */
export const plainSetu = (text: string, lang: string): Record<string, number | null> => {
  const chars = [...text], invalid = chars.filter((char) => !VALID.test(char)).length;
  return {
    setu_char10_repetition: characterScore(chars),
    setu_word5_repetition: lang === 'ur' ? null : wordScore(text),
    setu_symbol_ratio: chars.length === 0 ? null : invalid / chars.length,
    setu_invalid_chars: invalid,
  };
};
