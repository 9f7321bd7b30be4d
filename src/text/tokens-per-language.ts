/**
 * UTF-8 bytes per token, by language code. Measured with the vocabulary o200k_base (gpt-tokenizer 4.0.0) on web pages (en, fi, fr,
 * sv, pt, zh), Wikipedia paragraphs (ar, de, el, es, hi, ro, ru, th, tr, vi: the XQuAD set) or up to 300 newspaper sentences (the
 * others), rounded to 0.1. An estimate: other vocabularies differ by up to a third, text with much code or many numbers by more.
 */
export const BYTES_PER_TOKEN: Readonly<Record<string, number>> = {
  en: 4.8, fi: 3.5, fr: 4.2, sv: 3.7, pt: 4.3, zh: 3.6, ar: 5.6, de: 4.4, el: 4.9, es: 4.5, hi: 7.8, ro: 3.6, ru: 6.7, th: 6.6, tr: 3.8, vi: 4.5,
  af: 3.6, az: 3.5, be: 4.9, bg: 5.3, bn: 7.6, bs: 3.2, ca: 3.7, cs: 3.2, cy: 3, da: 3.6, eo: 3.2, et: 3.3, eu: 3.2, fa: 5.2, ga: 3.2, gu: 6.6,
  he: 4.3, hr: 3.3, hu: 3.1, hy: 5.4, id: 4.1, is: 3.3, it: 3.8, ja: 3.8, ka: 7.4, kk: 5.4, ko: 3.8, la: 3.5, lg: 3, lt: 3, lv: 3, mi: 3.1, mk: 5.1,
  mn: 4.8, mr: 6.9, ms: 3.8, no: 3.6, nl: 4.1, nn: 3.5, pa: 4.8, pl: 3.3, sk: 3.1, sl: 3.2, sn: 3.2, so: 3.2, sq: 3.2, sr: 4.6, st: 3.2, sw: 3.5,
  ta: 7.6, te: 6.5, tl: 3.6, tn: 3.2, ts: 3.3, uk: 5.2, ur: 5.2, xh: 3.1, yo: 2.7, zu: 3.2,
};

/** For a language that is not in the table. */
export const OTHER_BYTES_PER_TOKEN = 4;

/** `tokens_est`: round(bytes / bytes per token of the language). */
export const estimateTokens = (bytes: number, lang: string): number =>
  Math.round(bytes / (Object.hasOwn(BYTES_PER_TOKEN, lang) ? BYTES_PER_TOKEN[lang]! : OTHER_BYTES_PER_TOKEN));
