import { ABBREVIATIONS, AFTER_NUMBERS, LOWER, STARTERS } from '../../../src/text/punkt-words.js';
import { SPACE, WORD, rstrip } from './python.js';

/*
 * nltk 3.8.1's `sent_tokenize` and `word_tokenize` with regexes and strings, as literally as JavaScript allows; the words of the Punkt model are ours.
 */
const S = `[${SPACE}]`, NOT_S = `[^${SPACE}]`, W = `[${WORD}]`, EDGE = `(?:(?<=${W})(?!${W})|(?<!${W})(?=${W}))`;
const MULTI = `(?:-{2,}|\\.{2,}|(?:\\.${S}){2,}\\.)`, NON_WORD = '[)";}\\]*:@\'({[!?]', START = '[^("`{[:;&#*@)}\\]\\-,]';
const TOKEN = new RegExp(`${MULTI}|(?=${START})${NOT_S}+?(?=${S}|$|${NON_WORD}|${MULTI}|,(?=$|${S}|${NON_WORD}|${MULTI}))|${NOT_S}`, 'gu');
const PLACE = new RegExp(`[.?!](?=(${NON_WORD}|${S}+(${NOT_S}+)))`, 'gu');
const CLOSING = new RegExp(`^["')\\]}]+?(?:${S}+|(?=--)|$)`, 'u');
const abbreviations = new Set(ABBREVIATIONS), afterNumbers = new Set(AFTER_NUMBERS), starters = new Set(STARTERS), lowers = new Set(LOWER);

interface Token { tok: string; type: string; sentbreak: boolean; abbr: boolean; ellipsis: boolean }

const firstPass = (tok: string): Token => {
  const token: Token = { tok, type: tok.toLowerCase().replace(/^-?[.,]?\p{Nd}[\p{Nd},.-]*\.?$/u, '##number##'), sentbreak: false, abbr: false, ellipsis: false };
  if (['.', '?', '!'].includes(tok)) token.sentbreak = true;
  else if (/^\.\.+$/.test(tok)) token.ellipsis = true;
  else if (tok.endsWith('.') && !tok.endsWith('..')) {
    const word = tok.slice(0, -1).toLowerCase();
    if (abbreviations.has(word) || abbreviations.has(word.split('-').at(-1)!)) token.abbr = true;
    else token.sentbreak = true;
  }
  return token;
};

const withoutPeriod = (type: string): string => (type.length > 1 && type.endsWith('.') ? type.slice(0, -1) : type);

const secondPass = (token: Token, next: Token): void => {
  if (!token.tok.endsWith('.')) return;
  const type = withoutPeriod(token.type), nextType = next.sentbreak ? withoutPeriod(next.type) : next.type;
  const isInitial = new RegExp(`^(?!\\p{Nd})${W}\\.$`, 'u').test(token.tok), isUpper = /^\p{Uppercase}/u.test(next.tok);
  const isLower = /^(?![\u10fc\ua7f2-\ua7f4\uab69])\p{Lowercase}/u.test(next.tok);
  if (type === '##number##' && afterNumbers.has(nextType)) { token.sentbreak = false; return; }
  if ((token.abbr || token.ellipsis) && !isInitial && isUpper && starters.has(nextType)) { token.sentbreak = true; return; }
  if (!isInitial && type !== '##number##') return;
  if (isLower || [';', ':', ',', '.', '!', '?'].includes(next.tok)) token.sentbreak = false;
  else if (isInitial && isUpper && !lowers.has(nextType)) token.sentbreak = false;
};

const containsBreak = (context: string): boolean => {
  const tokens = context.split('\n').flatMap((line) => line.match(TOKEN) ?? []).map(firstPass);
  return tokens.some((token, i) => {
    if (i + 1 === tokens.length) return false;
    secondPass(token, tokens[i + 1]!);
    return token.sentbreak;
  });
};

/** Places that may end a sentence: their end, where the next sentence would begin, and what is asked. */
const contexts = (text: string): { end: number; next: number; context: string }[] => {
  const found: { end: number; next: number; context: string }[] = [];
  let start = 0, stop = 0, previous: RegExpMatchArray | null = null;
  const yieldPrevious = (match: RegExpMatchArray): void => {
    const end = match.index! + 1;
    found.push({ end, next: match[2] === undefined ? end : end + match[1]!.length - match[2].length, context: text.slice(start, stop) + match[0] + match[1]! });
  };
  for (const match of text.matchAll(PLACE)) {
    const before = text.slice(stop, match.index), blank = Math.max(...[' ', '\t', '\n', '\r', '\v', '\f'].map((char) => before.lastIndexOf(char)));
    const from = blank > 0 ? stop + blank + 1 : start;
    if (previous && stop <= from) yieldPrevious(previous);
    previous = match;
    start = from;
    stop = match.index;
  }
  if (previous) yieldPrevious(previous);
  return found;
};

export const sentTokenize = (text: string): string[] => {
  const slices: [number, number][] = [], sentences: string[] = [];
  let last = 0, moved = 0;
  for (const { end, next, context } of contexts(text)) if (containsBreak(context)) { slices.push([last, end]); last = next; }
  slices.push([last, Math.max(last, rstrip(text).length)]);
  slices.forEach(([start, end], i) => {
    const from = start + moved, following = slices[i + 1], closing = following && CLOSING.exec(text.slice(...following));
    moved = closing ? closing[0].length : 0;
    if (closing) sentences.push(text.slice(from, following[0] + rstrip(closing[0]).length));
    else if (from < end) sentences.push(text.slice(from, end));
  });
  return sentences;
};

/** `(?i)` of Python, whose i and s have further capitals. */
const any = (word: string): string => Array.from(word, (char) => (/[a-z]/.test(char) ? `[${char}${char.toUpperCase()}${char === 'i' ? 'ıİ' : char === 's' ? 'ſ' : ''}]` : char)).join('');
const pair = (first: string, second: string, after = EDGE): [RegExp, string] => [new RegExp(`${EDGE}(${any(first)})(${any(second)})${after}`, 'gu'), ' $1 $2 '];
const BEFORE: [RegExp, string][] = [
  [/([«“‘„]|[`]+)/gu, ' $1 '],
  [/^"/u, '``'],
  [/(``)/gu, ' $1 '],
  [/([ ([{<])("|'{2})/gu, '$1 `` '],
  [new RegExp(`(')(?!${any('re')}|${any('ve')}|${any('ll')}|[mMtTsSſdDnN])(${W})${EDGE}`, 'gu'), '$1 $2'],
  [new RegExp(`([^.])(\\.)([\\])}>"'»”’ ]*)${S}*$`, 'u'), '$1 $2 $3 '],
  [/([:,])([^\p{Nd}])/gu, ' $1 $2'],
  [/([:,])$/u, ' $1 '],
  [/\.{2,}/gu, ' $& '],
  [/[;@#$%&]/gu, ' $& '],
  [new RegExp(`([^.])(\\.)([\\])}>"']*)${S}*$`, 'u'), '$1 $2$3 '],
  [/[?!]/gu, ' $& '],
  [/([^'])' /gu, "$1 ' "],
  [/[*]/gu, ' $& '],
  [/[\][(){}<>]/gu, ' $& '],
  [/--/gu, ' -- '],
];
const AFTER: [RegExp, string][] = [
  [/([»”’])/gu, ' $1 '],
  [/''/gu, " '' "],
  [/"/gu, " '' "],
  [/([^' ])('[sS]|'[mM]|'[dD]|') /gu, '$1 $2 '],
  [/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, '$1 $2 '],
  pair('can', 'not'), pair('d', "'ye"), pair('gim', 'me'), pair('gon', 'na'), pair('got', 'ta'), pair('lem', 'me'), pair('more', "'n"), pair('wan', 'na', `(?=${S})`),
  [new RegExp(` (${any("'t")})(${any('is')})${EDGE}`, 'gu'), ' $1 $2 '],
  [new RegExp(` (${any("'t")})(${any('was')})${EDGE}`, 'gu'), ' $1 $2 '],
];

export const wordTokenize = (text: string): string[] =>
  sentTokenize(text).flatMap((sentence) => {
    const put = (line: string, [regex, by]: [RegExp, string]): string => line.replace(regex, by);
    return AFTER.reduce(put, ` ${BEFORE.reduce(put, sentence)} `).split(new RegExp(`${S}+`)).filter((item) => item !== '');
  });
