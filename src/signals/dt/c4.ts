import { BadWordInText } from '../bad-word-in-text.js';
import { EXACT, entries } from '../entry.js';
import { Page } from './page.js';
import { DATATROVE, OTHER_LANGUAGE, type Part } from './part.js';
import { putKeptLines } from './put-kept-lines.js';

const common = { family: 'dt', source: `${DATATROVE} c4_filters.py C4QualityFilter`, ...EXACT } as const;
const flag = { type: 'flag', unit: '0 or 1', range: [0, 1], nullWhen: '' } as const;

/** The columns of a variant of the loop. */
const columns = (prefix: string, field: string, marks: string) => entries(common, [
  { name: `${prefix}_kept_lines`, type: 'count', unit: 'lines', range: [0, null], nullWhen: '', reference: `datatrove@0.10.1 ${field}.measured.lines`,
    formula: `lines (splitlines) that the loop keeps: no token over 1000 code points, ${marks}at least 3 tokens before citation marks are deleted, no javascript, no `
      + 'policy phrase; page tests and sentence minimum off' },
  { name: `${prefix}_kept_chars`, type: 'count', unit: 'code points', range: [0, null], nullWhen: '', reference: `datatrove@0.10.1 ${field}.measured.chars`,
    formula: 'code points of the kept lines joined by newlines and stripped' },
  { name: `${prefix}_kept_words`, type: 'count', unit: 'words', range: [0, null], nullWhen: '', reference: `datatrove@0.10.1 ${field}.measured.words`,
    formula: 'white-space tokens of the kept lines' },
  { name: `${prefix}_kept_sentences`, type: 'count', unit: 'sentences', range: [0, null], nullWhen: OTHER_LANGUAGE,
    reference: `datatrove@0.10.1 ${field}.measured.sentences`,
    formula: 'sentences (spaCy sentencizer) of each kept line, summed; an empty line is one' },
  { ...flag, name: `${prefix}_page_lorem`, reference: `datatrove@0.10.1 ${field}.reason lorem_ipsum`,
    formula: '1 when a line that passed the tests before has "lorem ipsum" in lower case' },
  { ...flag, name: `${prefix}_page_curly`, reference: `datatrove@0.10.1 ${field}.reason curly_bracket`,
    formula: '1 when such a line has a { and neither javascript nor "lorem ipsum"' },
]);

/** datatrove's C4 loop in its default form and without the terminal-mark test, and its bad-word filter. */
export const c4: Part = {
  signals: [
    ...columns('dt_c4', 'c4_default', 'ends with . ? ! " or \' but not ..., '),
    ...columns('dt_c4nopunct', 'c4_fineweb', ''),
    ...entries(common, [
      { ...flag, name: 'dt_c4_page_badword', nullWhen: 'the language has no list', source: `${DATATROVE} c4_filters.py C4BadWordsFilter; LDNOOBW@5faf2ba, en@25e679f`,
        reference: 'datatrove@0.10.1 c4_badwords_en',
        formula: '1 when (?:\\W|^)(entry|...)(?:\\W|$) matches the lower-cased text, entries of the LDNOOBW list of the document\'s language (ja, th, zh: entry anywhere)' },
    ]),
  ],
  measure: (shared, out, at) => {
    const page = shared.of(Page);
    putKeptLines(page.marked, page.markedSentences, out, at);
    putKeptLines(page.all, page.allSentences, out, at + 6);
    out[at + 12] = shared.of(BadWordInText).found;
  },
};
