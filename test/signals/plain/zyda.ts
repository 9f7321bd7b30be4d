import { CURSED, PROFANITY, SEXUAL, ZH_PORN } from '../../../src/signals/zyda/word-lists.js';
import { WORD, asUnicode14, findall, length } from './python.js';

const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000', ANY = '[^\\n]', END = '(?=\\n?$)';
const BOUNDARY = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
const OCTET = '(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})';
/** The cursed substrings that are patterns, as published, dots and ends spelt out for JavaScript. */
const CURSED_PATTERNS = [
  `\\|[${SPACE}]*${END}`, ` nr\\.${END}`, ` \u0433\\.[${SPACE}]*${END}`, ` \u043a\u0433\\.[${SPACE}]*${END}`,
  ` ${ANY}${ANY}${ANY}`.repeat(9), ` ${ANY}${ANY}${ANY}${ANY}`.repeat(9), ' [^ ]'.repeat(9), `,${` ${ANY}${ANY},,?`.repeat(4)}`,
];
const escaped = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The `zyda` family with strings and regexes. */
export const plainZyda = (original: string): Record<string, number | null> => {
  const text = asUnicode14(original), chars = length(text), found = (pattern: string): number => findall(text, pattern).length;
  const each = (patterns: readonly string[]): number => patterns.reduce((total, pattern) => total + found(pattern), 0);
  const pieces = text.split(new RegExp(`[${SPACE}]|-|/|\\\\|\\.`));
  let transformed = text;
  for (const [char, least] of Object.entries({ '-': 10, ' ': 40, _: 10, '/': 10, '\\': 10, '\n': 10, '\t': 20, '\r': 10, '.': 10, ',': 10, ':': 10, '?': 10, '\xa0': 10 })) {
    transformed = transformed.replace(new RegExp(`${escaped(char).replace('-', '\\-')}{${least},}`, 'g'), () => char);
  }
  return {
    zyda_mean_word_length: text === '' ? 0 : pieces.reduce((sum, piece) => sum + length(piece), 0) / pieces.length,
    zyda_fraction_non_alphanumeric: text === '' ? 0 : found(`[^${WORD}${SPACE}]`) / chars,
    zyda_fraction_numerical: text === '' ? 0 : found('\\p{Nd}') / chars,
    zyda_transformed_length: length(transformed),
    zyda_repeated_chars: findall(transformed, `([${WORD}])\\1{6,}`).length,
    zyda_pattern_xml: found('xml'),
    zyda_pattern_xml_version: found('<?xml version='),
    zyda_pattern_lorem_ipsum: found('lorem ipsum'),
    zyda_pattern_https: found('https://'),
    zyda_pattern_lt: found('<'),
    zyda_pattern_gt: found('>'),
    zyda_pattern_quote_colon: found('":'),
    zyda_pattern_www: found(`www${ANY}`),
    zyda_pii_count: found(`${BOUNDARY}[A-Za-z0-9._%+\\-]+@[A-Za-z0-9.\\-]+\\.[A-Z|a-z]{2,}${BOUNDARY}`) + found(`(?:${OCTET}\\.){3}${OCTET}`),
    zyda_words_profanity: each(PROFANITY),
    zyda_words_sexual: each(SEXUAL),
    zyda_words_zh_porn: each(ZH_PORN),
    zyda_words_cursed: each(CURSED.map(escaped)) + each(CURSED_PATTERNS),
  };
};
