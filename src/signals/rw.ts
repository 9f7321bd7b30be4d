import type { SignalFamily } from '../model/signal.js';
import type { Shared } from '../text/shared.js';
import { Uax29Words } from '../text/uax29-words.js';
import { dclm } from './dclm.js';
import { Measures } from './dclm/measures.js';
import { EXACT, entries } from './entry.js';
import { EditedText } from './rw/edited-text.js';
import { LineEdits } from './rw/line-edits.js';

/*
 * RefinedWeb (Penedo et al. 2023, https://arxiv.org/abs/2306.01116) as DCLM reproduces it: the measures of family `dclm` on the text
 * without URLs and surplus line feeds, and how many words the line edits then take away. Rules 5 to 8 of the pipeline are thresholds on
 * these columns. Where the two removals change nothing, the columns equal those of `dclm` and are not measured twice.
 *
 * A page whose text is empty after the removals is dropped there; its ratios are NULL.
 */
const SOURCE = 'mlfoundations/dclm@361714b baselines/mappers/modifiers.py';
const SAME = ['word_count', 'mean_word_len', 'symbol_ratio', 'non_alpha_word_ratio', 'bullet_line_ratio', 'ellipsis_line_ratio', 'stop_word_count',
  'dup_line_frac', 'dup_para_frac', 'dup_line_char_frac', 'dup_para_char_frac', ...[2, 3, 4].map((n) => `top_${n}gram`), ...[5, 6, 7, 8, 9, 10].map((n) => `dup_${n}gram`)];
const EDITED = 'on the text without URLs and with at most two line feeds in a row: ';

const SIGNALS = [
  ...SAME.map((suffix) => {
    const signal = dclm.signals.find(({ name }) => name === `dclm_${suffix}`)!;
    return { ...signal, family: 'rw', name: `rw_${suffix}`, formula: `${EDITED}${signal.formula}`, reference: `${signal.reference} behind url_removal_modifier, newline_removal_modifier` };
  }),
  ...entries({ family: 'rw', source: SOURCE, ...EXACT }, [
    { name: 'rw_words_before', type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: 'DCLM@361714b word_counter_enricher (fasttext 0.9.3)',
      formula: `${EDITED}tokens between ASCII white space that begin with a letter or number` },
    { name: 'rw_words_after', type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: 'DCLM@361714b words after the line modifiers (fasttext 0.9.3)',
      formula: 'the same after the line edits: lines over 0.5 capitals, all digits, counters, under 2 words dropped; items in cart, read more..., '
        + 'sign-in taken out of lines of at most 10 words; 0 when nothing is left' },
    { name: 'rw_removed_frac', type: 'score', unit: 'fraction of words', range: [null, 1], nullWhen: 'no word before the edits, and some text left after them',
      reference: 'DCLM@361714b word_removal_ratio_filter',
      formula: '(rw_words_before - rw_words_after) / rw_words_before; 1 when nothing of the page is left; below 0 where stripping uncovers a word' },
  ]),
];

const edits = new LineEdits(), measuresOfCopy = new Measures(), wordsOfCopy = new Uax29Words();

/** Family `rw`. */
export const rw: SignalFamily<Shared> = {
  name: 'rw',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    const { cps, length, isEdited } = shared.of(EditedText);
    const measures = isEdited ? measuresOfCopy.take(cps, length, wordsOfCopy.scan(cps, length)) : shared.of(Measures), { counts, lines } = measures;
    out[at] = counts.tokens;
    out[at + 1] = measures.perWord(counts.letters);
    out[at + 2] = measures.perWord(counts.symbols);
    out[at + 3] = measures.perWord(counts.wordsWithoutLetter);
    out[at + 4] = measures.perLine(lines.bullets);
    out[at + 5] = measures.perLine(lines.ellipses);
    out[at + 6] = counts.stopWords;
    measures.repetition(out, at + 7);
    const { wordsAfter, isEmptied } = edits.read(cps, length, counts.tokens);
    out[at + 20] = counts.tokens;
    out[at + 21] = wordsAfter;
    out[at + 22] = isEmptied ? 1 : counts.tokens === 0 ? NaN : (counts.tokens - wordsAfter) / counts.tokens;
  },
};
