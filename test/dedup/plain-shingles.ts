/** The shingler by definition: strings, regular expressions, one list per 5-gram. Only the arithmetic of the hash is the same. */
const P = 0x85ebca6bn, SEED = 0x2545f491n, M = 0x9e3779b1n, MASK = 0xffffffffn;

const mix = (h: bigint): number => {
  h = ((h ^ (h >> 16n)) * 0x85ebca6bn) & MASK;
  h = ((h ^ (h >> 13n)) * 0xc2b2ae35n) & MASK;
  return Number(h ^ (h >> 16n));
};

const SEPARATOR = new RegExp([
  '[\\u0000-\\u07ff]', // of these only punctuation, symbols, spaces, controls: tested below
  '[\\u0964\\u0965\\u2000-\\u206f\\u20a0-\\u20cf\\u2190-\\u2bff\\u2e00-\\u2e7f\\u3000-\\u3004\\u3008-\\u3020\\u3030\\u303d-\\u303f]',
  '[\\ufe10-\\ufe1f\\ufe30-\\ufe6f\\ufeff\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65\\u{1f000}-\\u{1faff}]',
].join('|'), 'u');
const SPACELESS = /[\u0e00-\u109f\u1780-\u17ff\u3005-\u3007\u3021-\u302f\u3031-\u303c\u3040-\u312f\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;

const isSeparator = (char: string): boolean =>
  SEPARATOR.test(char) && (char.codePointAt(0)! >= 0x800 || /[\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]/u.test(char));

const fold = (char: string): string => {
  const cp = char.codePointAt(0)!;
  if (char === '\u0130') return 'i';
  if (cp >= 0x800 && !(cp >= 0x1e00 && cp < 0x1e96) && !(cp >= 0x1ea0 && cp < 0x1f00) && !(cp >= 0xff21 && cp <= 0xff3a) && !(cp >= 0xff41 && cp <= 0xff5a)) return char;
  if (cp >= 0xff21 && cp <= 0xff5a) return char.normalize('NFKC').toLowerCase();
  const lower = cp >= 0x1e00 && cp < 0x1f00 ? String.fromCodePoint(cp | 1) : char.toLowerCase();
  return cp < 0x800 && lower.codePointAt(0)! >= 0x800 ? char : String.fromCodePoint(lower.codePointAt(0)!);
};

const hashOf = (word: string): bigint => {
  let h = SEED;
  for (const char of word) h = ((h ^ BigInt(char.codePointAt(0)!)) * M) & MASK;
  return BigInt(mix(h));
};

/** All shingles of a text, signed, in order; `enough` as in the fast one. */
export const plainShingles = (text: string): { shingles: number[]; enough: boolean } => {
  const normal = [...text.replace(/(?:(?![\u0800-\uff0f\uff1a-\uffff])\p{Nd})+/gu, '0')].map((char) => (isSeparator(char) ? ' ' : fold(char))).join('');
  const letters = [...normal.replaceAll(' ', '')];
  const characters = letters.filter((char) => SPACELESS.test(char)).length * 2 > letters.length;
  const units = characters ? letters : normal.split(' ').filter(Boolean);
  const grams = units.length < 5 ? (units.length === 0 ? [] : [units]) : units.slice(4).map((_, i) => units.slice(i, i + 5));
  const shingles = grams.map((gram) => mix(gram.reduce((sum, unit) => (sum * P + hashOf(unit)) & MASK, 0n)) | 0);
  return { shingles, enough: units.length >= (characters ? 40 : 20) };
};
