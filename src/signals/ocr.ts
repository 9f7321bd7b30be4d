import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { entries } from './entry.js';
import { brokenWords } from './ocr/broken-words.js';
import { TokenScan } from './ocr/token-scan.js';

/*
 * Signs that a text was read from paper by a machine, and badly. Three shares that rise with the number of wrong characters, in any language that
 * is written with spaces; none needs a dictionary.
 *
 * The rules for a spoilt token follow K. Taghva, T. Nartker, A. Condit, J. Borsack, "Automatic Removal of 'Garbage Strings' in OCR Text" (2001), without those that
 * take a language for granted (vowels and consonants in a row), and with digits read for letters (l and 1, O and 0). Clean web text is not at 0: product
 * names, chemistry and code have such tokens too.
 */
const common = { family: 'ocr', source: 'own definition, after Taghva et al. 2001', reference: '', exact: null, tolerance: null, deviation: null } as const;

const SIGNALS = entries(common, [
  { name: 'ocr_noise_ratio', type: 'fraction', unit: 'fraction of tokens', range: [0, 1], nullWhen: 'no token',
    formula: 'white-space tokens that look misread / tokens. Misread: a U+FFFD in it; nothing but marks of more than one kind, or a single stray mark; or, between its first and last letter or digit '
      + '(no / or @ there): letters and digits without a mark between them change twice or more, a small letter is followed by a capital twice or more, a stray mark between two letters, four equal letters in a row' },
  { name: 'ocr_hyphen_break_ratio', type: 'fraction', unit: 'fraction of line pairs', range: [0, 1], nullWhen: 'no two lines in a row that are not blank',
    formula: 'lines that end with a letter and a hyphen (U+002D 00AC 00AD 2010) before a line that begins with a letter that is no capital / lines with a line behind them, neither blank' },
  { name: 'ocr_single_char_word_ratio', type: 'fraction', unit: 'fraction of words', range: [0, 1], nullWhen: 'no token with a letter',
    formula: 'white-space tokens with exactly one letter and no digit / tokens with a letter' },
]);

const tokens = new TokenScan();

/** Family `ocr`. */
export const ocr: SignalFamily<Shared> = {
  name: 'ocr',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    tokens.read(shared);
    out[at] = tokens.noisy / tokens.count;
    out[at + 1] = brokenWords(shared);
    out[at + 2] = tokens.singles / tokens.words;
  },
};
