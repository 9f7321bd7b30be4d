import { SPECIAL } from './code-points.js';
import { lowerInto } from './fold.js';
import { NGrams } from './ngrams.js';
import { MarkedRuns } from './marked-runs.js';
import { extend, reserve } from './scratch.js';
import { SplitWords } from './split-words.js';
import { Words } from './tokens.js';
import { decodeUtf8 } from './utf8.js';
import { KeptText, type LineRule } from './kept-text.js';
import { PageLines } from './page-lines.js';
import type { Ut1 } from './ut1.js';

/** Something that is found out about a text once, for whichever families ask: `shared.of(SplitWords)`. Valid until the next text is loaded. */
export interface Analysis {
  readonly read: (shared: Shared) => void;
}

/**
 * What all signal families share about one text: its code points and, made when a family first asks, its normalized words, its repeated
 * n-grams and its lines as the C4 loop sees them. One instance serves any number of texts, one after the other; everything it hands out
 * is valid until the next `load`. Memory: about 20 bytes a byte of the text for code points, line ends and edited copies, and up to 16 for words.
 */
export class Shared {
  /** Code points of the text in [0, length); behind them texts made from it (edited lines, kept text). */
  cps = new Int32Array(1024);
  length = 0;
  /** Places of the line feeds, ascending, the first `lineFeedCount` items. */
  lineFeeds = new Int32Array(1024);
  lineFeedCount = 0;
  /** Language of the text, ISO 639, '' unknown. */
  lang = '';
  /** Where the page is, as it says; null = it does not. */
  url: string | null = null;
  /** Lists of hosts and URLs, when the user has set some. */
  readonly ut1: Ut1 | null;
  private beyondAscii = 0;
  private tail = 0;
  private lowered = new Int32Array(1024);
  private readonly wordsMade = new Words();
  private readonly ngramsMade = new NGrams();
  private readonly pageMade = new PageLines();
  private readonly analyses = new Map<new () => Analysis, { readonly analysis: Analysis; of: number }>();
  private loads = 0;
  private hasWords = false;
  private hasNGrams = false;
  private hasPage = false;

  constructor(ut1: Ut1 | null = null) { this.ut1 = ut1; }

  /** Takes a text: valid UTF-8. */
  load(bytes: Uint8Array, lang: string, url: string | null = null): this {
    this.cps = reserve(this.cps, 4 * bytes.length + 4);
    this.lineFeeds = reserve(this.lineFeeds, bytes.length + 1);
    const { length, lineFeedCount, beyondAscii } = decodeUtf8(bytes, this.cps, this.lineFeeds);
    this.length = this.tail = length;
    this.lineFeedCount = lineFeedCount;
    this.beyondAscii = beyondAscii;
    this.lang = lang;
    this.url = url;
    this.loads++;
    this.hasWords = this.hasNGrams = this.hasPage = false;
    return this;
  }

  /** An analysis of this text, made when it is first asked for. */
  of<A extends Analysis>(kind: new () => A): A {
    let known = this.analyses.get(kind);
    if (!known) this.analyses.set(kind, known = { analysis: new kind(), of: 0 });
    if (known.of !== this.loads) { known.of = this.loads; known.analysis.read(this); }
    return known.analysis as A;
  }

  /** Normalized words (signals of RedPajama-V2). */
  get words(): Words {
    if (!this.hasWords) { this.wordsMade.read(this.cps, this.of(SplitWords), this.beyondAscii); this.hasWords = true; }
    return this.wordsMade;
  }

  /** Repeated n-grams of the normalized words. */
  get ngrams(): NGrams {
    if (!this.hasNGrams) {
      const { ids, count, counts, lengths } = this.words;
      this.ngramsMade.read(ids, count, counts, lengths);
      this.hasNGrams = true;
    }
    return this.ngramsMade;
  }

  /** Writes the text that the C4 loop keeps behind the others; `into` says where it lies, in `cps` as it is then: it may be another array than before. */
  keep(rule: LineRule, into: KeptText): KeptText {
    if (!this.hasPage) { this.tail = this.pageMade.read(this.cps, this.length, this.of(SplitWords), this.of(MarkedRuns)); this.hasPage = true; }
    // `load` made room for two kept texts, as many as the families have that are measured by default.
    this.cps = extend(this.cps, this.tail + this.length + 1, this.tail);
    into.read(this.cps, this.tail, this.pageMade, rule);
    this.tail = Math.max(this.tail, into.end);
    return into;
  }

  /** `cps[start, end)` as a range whose letters can be lower-cased one by one: itself, or a lower-cased copy when a letter is special. */
  lowerable(start: number, end: number): { readonly cps: Int32Array; readonly start: number; readonly end: number } {
    if ((this.beyondAscii & SPECIAL) === 0) return { cps: this.cps, start, end };
    this.lowered = reserve(this.lowered, 2 * (end - start));
    return { cps: this.lowered, start: 0, end: lowerInto(this.cps, start, end, 0, this.lowered, 0) };
  }
}

/** The shared analysis of one text: a fresh instance. `measure` reuses one for all its texts. */
export const analyse = (bytes: Uint8Array, lang: string): Shared => new Shared().load(bytes, lang);
