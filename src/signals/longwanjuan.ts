import type { SignalFamily } from '../model/signal.js';
import { CodePointCounts } from '../text/code-point-counts.js';
import type { Shared } from '../text/shared.js';
import { entries } from './entry.js';
import { LineLengths } from './longwanjuan/line-lengths.js';
import { pronounRate } from './longwanjuan/pronoun-rate.js';

/*
 * The rule part of LongWanjuan (K. Lv et al. 2024, https://arxiv.org/abs/2402.13583): how a long text is laid out (complexity/get_en_complexity.py and
 * get_zh_complexity.py) and how many of its words are pronouns (cohesion/get_pron_conn_score.py). Its other measures ask a language model.
 *
 * It has one program for English, which lower-cases the text first (U+0130 becomes two code points) and counts ASCII commas, and one for Chinese, which leaves
 * the case and counts the full-width comma too. Other languages are measured like Chinese with the ASCII comma alone.
 */
const LINES = 'lines (split at \\n) that are not only white space';
const blank = 'every line is blank';
const common = { family: 'longwanjuan', source: 'OpenLMLab/LongWanjuan@ff5af3e complexity', reference: '', exact: null, tolerance: null, deviation: null } as const;
const count = { type: 'count', range: [0, null], nullWhen: '' } as const;

const SIGNALS = entries(common, [
  { name: 'lw_len_char', ...count, unit: 'code points', formula: 'code points of the text; English: in lower case' },
  { name: 'lw_num_line', ...count, unit: 'lines', formula: LINES },
  { name: 'lw_len_line_mean', type: 'score', unit: 'code points', range: [0, null], nullWhen: blank, formula: `mean length of ${LINES}` },
  { name: 'lw_len_line_std', type: 'score', unit: 'code points', range: [0, null], nullWhen: blank, formula: `standard deviation (of the population) of the lengths of ${LINES}` },
  { name: 'lw_len_line_median', type: 'score', unit: 'code points', range: [0, null], nullWhen: blank, formula: `median length of ${LINES}; of an even number the mean of the two in the middle` },
  { name: 'lw_len_line_max', ...count, unit: 'code points', nullWhen: blank, formula: `longest of the ${LINES}` },
  { name: 'lw_len_line_min', ...count, unit: 'code points', nullWhen: blank, formula: `shortest of the ${LINES}` },
  { name: 'lw_enter_count', ...count, unit: 'line feeds', formula: 'line feeds' },
  { name: 'lw_comma_count', ...count, unit: 'commas', formula: 'U+002C; Chinese: and U+FF0C' },
  { name: 'lw_space_count', ...count, unit: 'spaces', formula: 'U+0020' },
  { name: 'lw_bar_count', ...count, unit: 'bars', formula: 'U+007C' },
  { name: 'lw_pronoun_rate', type: 'fraction', unit: 'fraction of words', range: [0, 1], nullWhen: 'language is not en; no word', source: 'OpenLMLab/LongWanjuan@ff5af3e cohesion',
    formula: 'words that are, in lower case, one of 39 English pronouns / words (NLTK word_tokenize, of the text as it is written)' },
]);

const COMMA = 0x2c, SPACE = 0x20, BAR = 0x7c, WIDE_COMMA = 0xff0c;
const lines = new LineLengths();

/** Family `longwanjuan`. */
export const longwanjuan: SignalFamily<Shared> = {
  name: 'longwanjuan',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { of } = shared.of(CodePointCounts);
    lines.read(shared);
    out[at] = lines.letters;
    out[at + 1] = lines.count;
    out[at + 2] = lines.mean;
    out[at + 3] = lines.deviation;
    out[at + 4] = lines.median;
    out[at + 5] = lines.longest;
    out[at + 6] = lines.shortest;
    out[at + 7] = shared.lineFeedCount;
    out[at + 8] = of[COMMA]! + (shared.lang === 'zh' ? of[WIDE_COMMA]! : 0);
    out[at + 9] = of[SPACE]!;
    out[at + 10] = of[BAR]!;
    out[at + 11] = shared.lang === 'en' ? pronounRate(shared) : NaN;
  },
};
