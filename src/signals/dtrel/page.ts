import { KeptText, WITHOUT_MARKS } from '../../text/kept-text.js';
import { EndMarks, PunktSentences } from '../../text/punkt.js';
import type { Analysis, Shared } from '../../text/shared.js';
import { TreebankTokens, TreebankWords } from '../../text/treebank-words.js';
import { DEFAULT, KeptLines } from '../dt/kept-lines.js';
import { PunktLines } from './lines.js';

const marks = new EndMarks(), sentences = new PunktSentences(), tokens = new TreebankTokens();

/** A page behind the release's C4 loop, in its default form and without the test of end marks (`PunktLines`). The lines are those of HEAD. */
export class ReleasePage implements Analysis {
  /** Lines with an end mark and their Punkt sentences. */
  readonly marked = new KeptLines();
  markedSentences = 0;
  /** The text that the loop without the test of end marks leaves, and its words. */
  readonly text = new KeptText();
  words = 0;

  read(shared: Shared): void {
    const { marked, text } = this, lines = shared.of(PunktLines);
    shared.keep(DEFAULT, marked);
    shared.keep(WITHOUT_MARKS, text);
    const { cps, length, lineFeedCount } = shared, { start, end } = text;
    this.markedSentences = lines.countOf(marked, cps, -1);
    // As long as the page, with its line feeds: the page itself.
    if (end - start === length && text.lines === lineFeedCount + 1) { this.words = shared.of(TreebankWords).count; return; }
    marks.count = 0;
    marks.copy(lines.marks.places, 0, lines.marks.count, start);
    sentences.splitAt(cps, start, end, marks.places, 0, marks.count);
    this.words = tokens.split(cps, sentences);
  }
}
