import { TOP_LEVEL_DOMAINS } from '../../../src/signals/rw/top-level-domains.js';
import { isLater } from '../../../src/text/later-unicode.js';
import { DIGITAL, wordBreak } from '../../../src/text/word-break.js';
import { countTokens, measures } from './dclm.js';
import { WORD, asUnicode14, length, split, strip } from './python.js';

const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LATER = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter(isLater).map((codePoint) => `\\u{${codePoint.toString(16)}}`).join('');
const KNOWN_WORD = `(?![${LATER}])[${WORD}]`, EDGE = `(?:(?<=${KNOWN_WORD})(?!${KNOWN_WORD})|(?<!${KNOWN_WORD})(?=${KNOWN_WORD}))`, TAIL = '[-a-zA-Z0-9()@:%_+.~#?&/=]*';
const domains = `(?:${TOP_LEVEL_DOMAINS.join('|')})`;
const beginning = new RegExp(`^${domains.replaceAll('i', '[i\u0130\u0131]')}`, 'iu');
const names = new RegExp(`${SPACE}{0,10}(?:(?:https?|ftp)://)?[-a-zA-Z0-9@:%._+~#=]{1,256}\\.${domains}${EDGE}${TAIL}`, 'gu');
const addresses = new RegExp(`${SPACE}{0,10}${EDGE}(?:(?:https?|ftp)://)?(?:[0-2]?[0-9]{1,2}\\.){3}[0-2]?[0-9]{1,2}${TAIL}`, 'gu');

/** URL removal and newline removal by the regexes of the reference. */
export const withoutUrls = (text: string): string => (beginning.test(text) ? text.replace(names, '') : text).replace(addresses, '').replace(/\n{3,}/g, '\n\n');

const counter = new RegExp(`^[^${WORD}]*\\p{Nd}(?:,|\\.|\\p{Nd})*(?:k|m|b)?${SPACE}+(?:likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers)[^${WORD}]*$`, 'u');
const anyCase = (phrase: string): string => phrase.replaceAll('i', '[i\u0130\u0131]');
const PHRASES = [new RegExp(`${SPACE}?${anyCase('items in cart')}`, 'giu'), new RegExp(`${SPACE}?read more[^\\n]{3}$`, 'giu'), new RegExp(`^${anyCase('sign-in')}${SPACE}?`, 'giu')];
const share = (line: string, test: (char: string) => boolean): number => [...line].filter(test).length / length(line);
const isUpper = (char: string): boolean => /\p{Uppercase}/u.test(asUnicode14(char)), isDigit = (char: string): boolean => (wordBreak(char.codePointAt(0)!) & DIGITAL) !== 0;

/** The seven line edits, one after the other; null when one leaves nothing. */
export const editLines = (page: string): string | null => {
  const filtered = (text: string, keep: (line: string) => boolean): string => text.split('\n').filter(keep).join('\n');
  const without = (phrase: RegExp) => (text: string): string => strip(text.split('\n').flatMap((line) => {
    if (split(line).length > 10) return [line];
    const edited = line.replace(phrase, '');
    return line !== '' && strip(edited) === '' ? [] : [edited];
  }).join('\n'));
  const steps: ((text: string) => string)[] = [
    (text) => strip(filtered(text, (line) => line === '' || share(line, isUpper) <= 0.5)),
    (text) => strip(filtered(text, (line) => line === '' || share(line, isDigit) <= 0.999999)),
    (text) => strip(filtered(text, (line) => !counter.test(asUnicode14(line).toLowerCase()))),
    (text) => filtered(text, (line) => line === '' || split(line).length >= 2),
    ...PHRASES.map(without),
  ];
  let text = page;
  for (const step of steps) {
    text = step(text);
    if (text === '') return null;
  }
  return text;
};

/** The `rw` family with strings and regexes. */
export const plainRw = (original: string): Record<string, number | null> => {
  const text = withoutUrls(original), { stop_word_count, ...rest } = measures(text), before = countTokens(text), edited = editLines(text), after = edited === null ? 0 : countTokens(edited);
  return {
    ...Object.fromEntries(Object.entries({ ...rest, stop_word_count }).map(([name, value]) => [`rw_${name}`, value!])),
    rw_words_before: before, rw_words_after: after, rw_removed_frac: edited === null ? 1 : before === 0 ? null : (before - after) / before,
  };
};
