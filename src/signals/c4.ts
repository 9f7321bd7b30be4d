import type { SignalFamily } from '../model/signal.js';
import { BadWordInText } from './bad-word-in-text.js';
import { badWordsOf, hasBadWord } from './bad-words.js';
import { EXACT, entries } from './entry.js';
import { CodePointCounts } from '../text/code-point-counts.js';
import { KeptText, REFERENCE } from '../text/kept-text.js';
import type { Shared } from '../text/shared.js';
import { KeptLines } from './dt/kept-lines.js';
import { PunktLines } from './dtrel/lines.js';

/*
 * The C4 rules (Raffel et al. 2020, https://arxiv.org/abs/1910.10683) as numbers: what the reference loop keeps of a page and which page
 * tests fire, without deciding anything. `c4_kept_*` are taken with the page tests and the sentence minimum switched off.
 *
 * Sentences: the reference asks NLTK's punkt, a trained model, which `c4_punkt_sentences` approximates: `>= 3` decides none of 2,202
 * reference texts otherwise. `c4_kept_sentences` are the matches of RedPajama-V2's regex in each kept line, to which abbreviations and
 * decimals are ends too: there it is 11 texts. Against spaCy's sentences of the same kept text half of the texts have the same number, nine
 * in ten differ by at most 9, one by 224.
 */
const SOURCE = 'tensorflow/datasets@3e77995 c4_utils.py clean_page';

const SIGNALS = entries({ family: 'c4', nullWhen: '', source: SOURCE, ...EXACT }, [
  { name: 'c4_length', type: 'count', unit: 'code points', range: [0, null], source: 'tensorflow/datasets@3e77995 c4_utils.py is_valid_length',
    formula: 'code points of the text', reference: 'tensorflow-datasets@4.9.10 len(text), is_valid_length' },
  { name: 'c4_kept_lines', type: 'count', unit: 'lines', range: [0, null], reference: 'tensorflow-datasets@4.9.10 counters line-passed',
    formula: 'lines (splitlines) that the loop keeps: no token over 1000 code points, ends with . ? ! or " but not ..., at least 5 tokens, '
      + 'no javascript, no policy phrase; citation marks deleted' },
  { name: 'c4_kept_chars', type: 'count', unit: 'code points', range: [0, null], reference: 'tensorflow-datasets@4.9.10 length of the cleaned text',
    formula: 'code points of the kept lines joined by newlines and stripped' },
  { name: 'c4_kept_words', type: 'count', unit: 'words', range: [0, null],
    reference: 'datatrove@0.10.1 c4_5words_3sents.measured.words where it keeps the same text', formula: 'white-space tokens of the kept lines' },
  { name: 'c4_kept_sentences', type: 'count', unit: 'sentences', range: [0, null], exact: false, tolerance: 224, deviation: 224,
    reference: 'datatrove@0.10.1 c4_5words_3sents.measured.sentences (spaCy) where it keeps the same text',
    formula: 'matches of \\b[^.!?]+[.!?]* in each kept line, summed' },
  { name: 'c4_page_lorem', type: 'flag', unit: '0 or 1', range: [0, 1], reference: 'tensorflow-datasets@4.9.10 filtered:loremipsum',
    formula: '1 when a line that passed the end-mark and length tests has "lorem ipsum" in lower case' },
  { name: 'c4_page_curly', type: 'flag', unit: '0 or 1', range: [0, 1], reference: 'tensorflow-datasets@4.9.10 filtered:squigglybracket',
    formula: '1 when such a line has a { and neither javascript nor "lorem ipsum"' },
  { name: 'c4_page_badword', type: 'flag', unit: '0 or 1', range: [0, 1], nullWhen: 'the language has no list',
    source: 'tensorflow/datasets@3e77995 c4_utils.py get_badwords_filter_fn; LDNOOBW@5faf2ba, en@25e679f',
    reference: 'tensorflow-datasets@4.9.10 bad-word filter (en) and datatrove@0.10.1 C4BadWordsFilter (own language), where cleaning changes nothing',
    formula: '1 when (?:\\W|^)(entry|...)(?:\\W|$) matches the lower-cased kept text, entries of the LDNOOBW list of the document\'s language '
      + '(ja, th, zh: entry anywhere)' },
  { name: 'c4_punkt_sentences', type: 'count', unit: 'sentences', range: [0, null], exact: false, tolerance: 0.02, deviation: 2,
    reference: 'huggingface/datatrove@05194d39 (nltk 3.8.1) c4_5words_3sents.measured.sentences where it keeps the same text',
    formula: 'punkt sentences (English) of each kept line, summed' },
  { name: 'c4_long_lines', type: 'count', unit: 'lines', range: [0, null], source: 'tensorflow/datasets@3e77995 c4_utils.py paragraph_filter',
    reference: 'tensorflow-datasets@4.9.10 paragraph_filter (at least 3)', formula: 'lines (split at \\n) of at least 200 code points' },
]);

const LONG_LINE = 200, APOSTROPHE = 0x27, OPENING_BRACKET = 0x5b;
const kept = new KeptText(), lines = new KeptLines();

/** Family `c4`. */
export const c4: SignalFamily<Shared> = {
  name: 'c4',
  signals: SIGNALS,
  measure: (shared, out, at) => {
    shared.keep(REFERENCE, kept);
    out[at] = shared.length;
    out[at + 1] = kept.lines;
    out[at + 2] = kept.end - kept.start;
    out[at + 3] = kept.tokens;
    out[at + 4] = kept.sentences;
    out[at + 5] = kept.lorem ? 1 : 0;
    out[at + 6] = kept.curly ? 1 : 0;
    out[at + 7] = badWord(shared);
    out[at + 8] = punktSentences(shared);
    out[at + 9] = longLines(shared);
  },
};

const badWord = (shared: Shared): number => {
  const list = badWordsOf(shared.lang);
  if (!list) return NaN;
  // Lines are kept as they are unless a citation mark is cut out of one: what is nowhere in the text is not in them either.
  if (shared.of(BadWordInText).found === 0 && shared.of(CodePointCounts).of[OPENING_BRACKET] === 0) return 0;
  const { cps, start, end } = shared.lowerable(kept.start, kept.end);
  return hasBadWord(list, cps, start, end) ? 1 : 0;
};

/** datatrove's loop with this one's rule keeps the same lines and those that end with an apostrophe. */
const punktSentences = (shared: Shared): number => {
  shared.keep(REFERENCE, lines);
  return shared.of(PunktLines).countOf(lines, shared.cps, APOSTROPHE);
};

const longLines = ({ length, lineFeeds, lineFeedCount }: Shared): number => {
  let long = 0, start = 0;
  for (let k = 0; k <= lineFeedCount; k++) {
    const end = k < lineFeedCount ? lineFeeds[k]! : length;
    if (end - start >= LONG_LINE) long++;
    start = end + 1;
  }
  return long;
};
