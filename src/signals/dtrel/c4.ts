import type { Part } from '../dt/part.js';
import { putKeptLines } from '../dt/put-kept-lines.js';
import { entries } from '../entry.js';
import { PunktLines } from './lines.js';
import { ReleasePage } from './page.js';
import { EXACT, RELEASE, family, field, near } from './release.js';

const common = { family, type: 'count', range: [0, null], nullWhen: '', source: `${RELEASE} c4_quality_filter.py C4QualityFilter`, ...EXACT } as const;
const flag = { type: 'flag', unit: '0 or 1', range: [0, 1] } as const;

/** The columns of a variant of the loop. */
const columns = (prefix: string, name: string, marks: string) => entries(common, [
  { name: `${prefix}_kept_lines`, unit: 'lines', reference: field(`${name}.measured.lines`),
    formula: `lines (splitlines) that the loop keeps: no token over 1000 code points, ${marks}at least 3 tokens before citation marks are deleted, no javascript, no `
      + 'policy phrase; page tests and sentence minimum off' },
  { name: `${prefix}_kept_chars`, unit: 'code points', reference: field(`${name}.measured.chars`), formula: 'code points of the kept lines joined by newlines and stripped' },
  { name: `${prefix}_kept_words`, unit: 'words', reference: field(`${name}.measured.words`), formula: 'white-space tokens of the kept lines' },
  { name: `${prefix}_kept_sentences`, unit: 'sentences', reference: field(`${name}.measured.sentences`), ...near(2),
    formula: 'punkt sentences (English) of each kept line, summed' },
  { ...flag, name: `${prefix}_page_lorem`, reference: field(`${name}.reason lorem_ipsum`),
    formula: '1 when a line that passed the tests before has "lorem ipsum" in lower case' },
  { ...flag, name: `${prefix}_page_curly`, reference: field(`${name}.reason curly_bracket`),
    formula: '1 when such a line has a { and neither javascript nor "lorem ipsum"' },
]);

/** The release's C4 loop in its default form and without the terminal-mark test. */
export const c4: Part = {
  signals: [
    ...columns('dtrel_c4', 'c4_default', 'ends with . ? ! " or \' but not ..., '),
    ...columns('dtrel_c4nopunct', 'c4_fineweb', ''),
  ],
  measure: (shared, out, at) => {
    const page = shared.of(ReleasePage), all = shared.of(PunktLines);
    putKeptLines(page.marked, page.markedSentences, out, at);
    putKeptLines(all.lines, all.total, out, at + 6);
  },
};
