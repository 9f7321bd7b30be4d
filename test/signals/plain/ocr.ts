import { asUnicode14, split, strip } from './python.js';

const LETTER = '\\p{L}', CORE = '[\\p{L}\\p{Nd}]', STRAY = '[\\^~|\\\\{}<>*=!?#;"“”„«»¬¦§¤©®°•■□¢£¥€]';
const first = (token: string): string => token.slice(token.search(new RegExp(CORE, 'u')));
const core = (token: string): string => { const chars = [...first(token)]; while (chars.length > 0 && !new RegExp(CORE, 'u').test(chars.at(-1)!)) chars.pop(); return chars.join(''); };
const counted = (text: string, pattern: string): number => (text.match(new RegExp(pattern, 'gu')) ?? []).length;
const UPPER = '(?=\\p{L})\\p{Uppercase}', SMALL = '(?=\\p{L})(?![\\u10fc\\ua7f2-\\ua7f4\\uab69])[\\p{Lowercase}\\p{Lt}]';

const isMisread = (original: string): boolean => {
  const token = asUnicode14(original);
  if (token.includes('\ufffd')) return true;
  if (!new RegExp(CORE, 'u').test(token)) {
    if ([...original].length === 1) return /[\^~\\¬¦¤°]/.test(original);
    return new Set(original).size > 1 && [...original].every((char) => new RegExp(`^(?:[\\0-\\x7f]|\\p{P}|${STRAY})$`, 'u').test(char));
  }
  const inner = core(token);
  if (/[/@]/.test(inner)) return false;
  const other = `[^\\p{L}\\p{Nd}]`;
  return /\p{L}\p{Nd}+\p{L}|\p{Nd}\p{L}+\p{Nd}/u.test(inner) || counted(inner, `${SMALL}(?=${UPPER})`) >= 2 || new RegExp(`${LETTER}${other}*${STRAY}${other}*${LETTER}`, 'u').test(inner) || new RegExp(`(${LETTER})\\1\\1\\1`, 'u').test(inner);
};

/** The `ocr` family with regexes on strings. */
export const plainOcr = (text: string): Record<string, number | null> => {
  const tokens = split(text), worded = tokens.map(asUnicode14).filter((token) => /\p{L}/u.test(token)), lines = text.split('\n').map(strip);
  const pairs = lines.slice(1).map((line, k) => [lines[k]!, line] as const).filter(([one, next]) => one !== '' && next !== '');
  const broken = pairs.filter(([one, next]) => /\p{L}[-¬\u00ad\u2010]$/u.test(asUnicode14(one)) && /^(?!\p{Uppercase})\p{L}/u.test(asUnicode14(next)));
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    ocr_noise_ratio: share(tokens.filter(isMisread).length, tokens.length),
    ocr_hyphen_break_ratio: share(broken.length, pairs.length),
    ocr_single_char_word_ratio: share(worded.filter((token) => counted(token, LETTER) === 1 && counted(token, '\\p{Nd}') === 0).length, worded.length),
  };
};
