import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { EXACT, entries } from './entry.js';
import { type Counts, phrases, scan } from './zyda/scan.js';

/*
 * What Zyda (Y. Tokpanov et al. 2024, https://arxiv.org/abs/2406.01981) filters by, as its code counts it.
 *
 * Its patterns go into regexes unescaped, so `www.` is www and any code point but a line feed, and in `<?xml version=` the `<` may be missing.
 * Words are the pieces between white space, hyphens, slashes and dots, empty pieces included. The transformation makes one of every run of
 * 10 or more of - _ / \ . , : ? line feed, carriage return or no-break space, 20 tabs, 40 spaces; only its length and the repeated word
 * characters are taken after it.
 */
const source = 'Zyphra/Zyda_processing@6ed3c54 zyda/preprocessing_and_filtering/preprocess_and_filter.py';
const common = { family: 'zyda', source, nullWhen: '', ...EXACT } as const;
const reference = (name: string): string => `Zyphra/Zyda_processing@6ed3c54 ${name}`;
const fraction = { type: 'fraction', unit: 'fraction of code points', range: [0, 1] } as const;
const count = { type: 'count', unit: 'occurrences', range: [0, null] } as const;
const pattern = (name: string, text: string, formula = `non-overlapping occurrences of ${text}`) =>
  ({ name: `zyda_pattern_${name}`, ...count, formula, reference: reference(`pattern_counts ${text}`) });
const words = (name: string, list: string, what: string) => ({
  name: `zyda_words_${name}`, ...count, formula: `non-overlapping occurrences of each entry, added up: ${what}`,
  reference: reference(`word_list_counts ${list}`),
});

const SIGNALS = entries(common, [
  { name: 'zyda_mean_word_length', type: 'score', unit: 'code points', range: [0, null], reference: reference('mean_word_length'),
    formula: 'mean length of the pieces between white space - / \\ and . (empty ones count); 0 for an empty text' },
  { name: 'zyda_fraction_non_alphanumeric', ...fraction, reference: reference('fraction_non_alphanumeric'),
    formula: 'code points that are neither word characters (\\w) nor white space / code points' },
  { name: 'zyda_fraction_numerical', ...fraction, reference: reference('fraction_numerical'), formula: 'decimal digits (category Nd) / code points' },
  { name: 'zyda_transformed_length', ...count, unit: 'code points', reference: reference('len(transformed_text)'),
    formula: 'code points after runs of one of - _ / \\ . , : ? LF CR NBSP (10 or more), tab (20), space (40) became one' },
  { name: 'zyda_repeated_chars', ...count, unit: 'runs', reference: reference('substrings_counts'),
    formula: 'runs of seven or more equal word characters in the transformed text' },
  pattern('xml', 'xml'),
  pattern('xml_version', '<?xml version=', 'occurrences of xml version= (the < of the pattern is optional)'),
  pattern('lorem_ipsum', 'lorem ipsum'),
  pattern('https', 'https://'),
  pattern('lt', '<'),
  pattern('gt', '>'),
  pattern('quote_colon', '":'),
  pattern('www', 'www.', 'non-overlapping occurrences of www and any code point but a line feed'),
  { name: 'zyda_pii_count', ...count, reference: reference('pii_count'),
    formula: 'e-mail addresses and IPv4 addresses, by the two regexes of the source' },
  words('profanity', 'profanity_word_list.json', '11 words between spaces'),
  words('sexual', 'sexual_word_list.json', '16 words between spaces'),
  words('zh_porn', 'zh_pornsignals.json', '90 Chinese phrases and site names, anywhere'),
  words('cursed', 'cursed_substrings.json', '32 phrases and patterns of bad extraction, code and filler text'),
]);

const counts: Counts = { separators: 0, nonAlphanumeric: 0, digits: 0, less: 0, greater: 0, pii: 0, squeezed: 0, repeated: 0 };

/** Family `zyda`. */
export const zyda: SignalFamily<Shared> = {
  name: 'zyda',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { length } = shared;
    scan(shared, counts);
    out[at] = length === 0 ? 0 : (length - counts.separators) / (counts.separators + 1);
    out[at + 1] = length === 0 ? 0 : counts.nonAlphanumeric / length;
    out[at + 2] = length === 0 ? 0 : counts.digits / length;
    out[at + 3] = length - counts.squeezed;
    out[at + 4] = counts.repeated;
    out[at + 5] = phrases('xml');
    out[at + 6] = phrases('xmlVersion');
    out[at + 7] = phrases('loremIpsum');
    out[at + 8] = phrases('https');
    out[at + 9] = counts.less;
    out[at + 10] = counts.greater;
    out[at + 11] = phrases('quoteColon');
    out[at + 12] = phrases('www');
    out[at + 13] = counts.pii;
    out[at + 14] = phrases('profanity');
    out[at + 15] = phrases('sexual');
    out[at + 16] = phrases('zhPorn');
    out[at + 17] = phrases('cursed');
  },
};
