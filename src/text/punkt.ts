import { DIGIT, LOWER_MASK, NOT_UPPER, PUNCTUATION, SPACE, UPPER, WORD, table } from './code-points.js';
import { MARKED, MarkedRuns, isMark } from './marked-runs.js';
import { ABBREVIATIONS, AFTER_NUMBERS, LOWER, STARTERS } from './punkt-words.js';
import { extend, reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { SplitWords } from './split-words.js';
import { WordSet } from './word-set.js';

/*
 * Sentences as NLTK 3.8.1 `sent_tokenize(text)` cuts them: Punkt (T. Kiss, J. Strunk, Computational Linguistics 32(4), 2006) with its English model.
 *
 * A `.` `?` `!` may end a sentence when a mark of NON_WORD or white space and another token follows. Of such places without ASCII white space between
 * them only the last is asked. What is asked is the stretch from the word before (back to ASCII white space) to the token behind: it is cut into
 * Punkt's own tokens, and the place is an end when one of them, the last left out, is a sentence break.
 *
 *   token     first pass                    second pass, by the token behind
 *   ? ! .     break
 *   .. ...    ellipsis                      break when a starter with a capital follows
 *   inc.      abbreviation                  the same
 *   word.     break
 *   12.       break                         none when a lower-case word or one of ;:,.!? follows
 *   B.        break or abbreviation         none when one of these follows, or a capitalized word that is not known in lower case
 *
 * Closing quotes and brackets at the beginning of a sentence go back to the one before it, when white space, `--` or the end follows them.
 *
 * The algorithm is NLTK's, step by step, its odd cases included. The model is not: NLTK's is trained on the Wall Street Journal, and `punkt-words.ts`
 * stands for it. Two simplifications go with that: every lower-case word counts as one that begins no sentence, and a word has one entry for "begins a
 * sentence" where NLTK asks for its spellings and for a list of frequent starters.
 *
 * Example: "Dr. No left at 5 p.m. The end." has the places `Dr.` (abbreviation, `No` is no starter), `p.m.` (abbreviation, but `The` is one) and the last,
 * behind which nothing stands. Two sentences. About 2 ns a code point, half of it for finding the marks.
 */
const FULL_STOP = 0x2e, HYPHEN = 0x2d, COMMA = 0x2c, LF = 0x0a;
/** Bits of `ascii`: may end a sentence, ends a token, begins no word, ASCII white space, closes a sentence, follows no abbreviation's end. */
const END = 1, NON_WORD = 2, NO_START = 4, BLANK = 8, CLOSER = 16, INNER = 32;
const ascii = new Uint8Array(128);
for (const [bit, chars] of [[END, '.?!'], [NON_WORD, ')";}]*:@\'({[?!'], [NO_START, '("`{[:;&#*@)}]-,'], [BLANK, ' \t\n\r\v\f'], [CLOSER, '"\')]}'], [INNER, ';:,.!?']] as const) {
  for (const char of chars) ascii[char.charCodeAt(0)]! |= bit;
}
const is = (cp: number, bits: number): boolean => cp < 0x80 && (ascii[cp]! & bits) !== 0;
const isSpace = (cp: number): boolean => (table[cp]! & SPACE) !== 0;

const abbreviations = new WordSet(ABBREVIATIONS, true), afterNumbers = new WordSet(AFTER_NUMBERS, true), starters = new WordSet(STARTERS, true), lower = new WordSet(LOWER, true);

/** Places of `.` `?` `!` in a text, ascending: where a sentence may end. Found once, they serve every range of the text. */
export class EndMarks implements Analysis {
  count = 0;
  places = new Int32Array(1024);

  read(shared: Shared): void {
    const { cps, length } = shared, words = shared.of(SplitWords), { marks } = shared.of(MarkedRuns);
    this.places = reserve(this.places, length + 1);
    const { places } = this;
    let count = 0;
    for (let k = 0; k < words.count; k++) {
      if ((marks[words.ids[k]!]! & MARKED) === 0) continue;
      for (let i = words.starts[k]!, end = words.ends[k]!; i < end; i++) if (isMark(cps[i]!)) places[count++] = i;
    }
    this.count = count;
  }

  /** Adds some of other places, moved by `shift`. */
  copy(places: Int32Array, first: number, last: number, shift: number): void {
    this.places = extend(this.places, this.count + last - first, this.count);
    for (let k = first; k < last; k++) this.places[this.count++] = places[k]! + shift;
  }

  /** Adds the places of `cps[start, end)`, moved by `shift`. */
  scan(cps: Int32Array, start: number, end: number, shift: number): void {
    this.places = extend(reserve(this.places, this.count), this.count + end - start + 1, this.count);
    const { places } = this, entries = table;
    let count = this.count;
    for (let i = start; i < end; i++) {
      const cp = cps[i]!;
      // Marks are rarer than white space, so this branch is the one that a processor foresees.
      if ((entries[cp]! & PUNCTUATION) !== 0 && (ascii[cp]! & END) !== 0) places[count++] = i + shift;
    }
    this.count = count;
  }
}

/**
 * The sentences of a text, `shared.of(PunktSentences)`, or of any range of code points: `split` on an instance of one's own. English, whatever the
 * language of the text, as the systems that use it do.
 */
export class PunktSentences implements Analysis {
  /** Number of sentences: 0 for white space only. */
  count = 0;
  /** Sentence i is `cps[starts[i], ends[i])`: what stands between them is white space. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  private open = 0;
  private openEnd = -1;
  private readonly marks = new EndMarks();

  read(shared: Shared): void {
    const { places, count } = shared.of(EndMarks);
    this.splitAt(shared.cps, 0, shared.length, places, 0, count);
  }

  /** The sentences of `cps[start, end)`; what was here before is gone. Returns their number. */
  split(cps: Int32Array, start: number, end: number): number {
    this.marks.count = 0;
    this.marks.scan(cps, start, end, 0);
    return this.splitAt(cps, start, end, this.marks.places, 0, this.marks.count);
  }

  /** The same, where the end marks of the range are known: those of `places` from `first` to below `last`. */
  splitAt(cps: Int32Array, start: number, end: number, places: Int32Array, first: number, last: number): number {
    this.starts = reserve(this.starts, last - first + 1);
    this.ends = reserve(this.ends, last - first + 1);
    this.count = 0;
    this.openEnd = -1;
    // The last place that may end a sentence: the word before it is cps[word, place); -1 none.
    let place = -1, word = start, begin = start;
    for (let k = first; k < last; k++) {
      const i = places[k]!;
      if (i + 1 === end) break;
      const next = cps[i + 1]!;
      if (!is(next, NON_WORD)) {
        if (!isSpace(next)) continue;
        let behind = i + 2;
        while (behind < end && isSpace(cps[behind]!)) behind++;
        if (behind === end) break;
      }
      const from = Math.max(place, start);
      let blank = i - 1;
      while (blank > from && !is(cps[blank]!, BLANK)) blank--;
      const nextWord = blank > from ? blank + 1 : word;
      // NLTK lets the place before pass where the two words do not overlap.
      if (place >= 0 && place <= nextWord) begin = this.judge(cps, word, place, end, begin);
      place = i;
      word = nextWord;
    }
    if (place >= 0) begin = this.judge(cps, word, place, end, begin);
    let stop = end;
    while (stop > start && isSpace(cps[stop - 1]!)) stop--;
    this.push(cps, begin, Math.max(begin, stop));
    if (this.open < this.openEnd) this.add(this.open, this.openEnd);
    return this.count;
  }

  /** Ends the sentence that began at `last` behind `place`, or not; returns where the present one begins. */
  private judge(cps: Int32Array, word: number, place: number, end: number, last: number): number {
    let next = place + 1, behind = next + 1;
    if (!is(cps[next]!, NON_WORD)) {
      while (isSpace(cps[next]!)) next++;
      behind = next + 1;
      while (behind < end && !isSpace(cps[behind]!)) behind++;
    }
    if (cps[place] === FULL_STOP && !hasBreak(cps, word, behind)) return last;
    this.push(cps, last, place + 1);
    return next;
  }

  /** A sentence as found; its closing marks go to the one before it. */
  private push(cps: Int32Array, start: number, stop: number): void {
    let from = start;
    if (this.openEnd >= 0) {
      let closers = start;
      while (closers < stop && is(cps[closers]!, CLOSER)) closers++;
      if (closers > start && (closers === stop || isSpace(cps[closers]!) || (cps[closers] === HYPHEN && closers + 1 < stop && cps[closers + 1] === HYPHEN))) {
        this.add(this.open, closers);
        from = closers;
        while (from < stop && isSpace(cps[from]!)) from++;
      } else if (this.open < this.openEnd) this.add(this.open, this.openEnd);
    }
    this.open = from;
    this.openEnd = stop;
  }

  private add(start: number, end: number): void {
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }
}

/** Is a token of cps[start, end), the last one left out, a sentence break? */
const hasBreak = (cps: Int32Array, start: number, end: number): boolean => {
  let from = -1, to = start;
  for (;;) {
    let at = to;
    while (at < end && isSpace(cps[at]!)) at++;
    if (at === end) return false;
    const next = tokenEnd(cps, at, end);
    if (from >= 0 && isBreak(cps, from, to, at, next)) return true;
    from = at;
    to = next;
  }
};

/** The end of Punkt's token that begins at `at`. */
const tokenEnd = (cps: Int32Array, at: number, end: number): number => {
  const marks = marksEnd(cps, at, end);
  if (marks > at) return marks;
  if (is(cps[at]!, NO_START)) return at + 1;
  let i = at + 1;
  for (; i < end; i++) {
    const cp = cps[i]!;
    if (cp >= 0x80 ? isSpace(cp) : (ascii[cp]! & NON_WORD) !== 0 || isSpace(cp) || marksEnd(cps, i, end) > i) break;
    if (cp === COMMA && (i + 1 === end || isSpace(cps[i + 1]!) || is(cps[i + 1]!, NON_WORD) || marksEnd(cps, i + 1, end) > i + 1)) break;
  }
  return i;
};

/** The end of `--…`, `..…` or `. . …` at `at`; `at` when there is none. */
const marksEnd = (cps: Int32Array, at: number, end: number): number => {
  const cp = cps[at]!;
  if ((cp !== FULL_STOP && cp !== HYPHEN) || at + 1 >= end) return at;
  let i = at;
  if (cps[at + 1] === cp) {
    while (i < end && cps[i] === cp) i++;
    return i;
  }
  if (cp === HYPHEN) return at;
  let spaced = 0;
  while (i + 1 < end && cps[i] === FULL_STOP && cps[i + 1] !== LF && isSpace(cps[i + 1]!)) { spaced++; i += 2; }
  if (i < end && cps[i] === FULL_STOP && spaced >= 2) return i + 1;
  return spaced >= 3 ? i - 1 : at;
};

/** Is the token cps[start, end) a sentence break when cps[next, nextEnd) follows it? */
const isBreak = (cps: Int32Array, start: number, end: number, next: number, nextEnd: number): boolean => {
  const last = cps[end - 1]!;
  if (last !== FULL_STOP) return end - start === 1 && is(last, END);
  if (end - start === 1) return true;
  const isEllipsis = cps[start] === FULL_STOP && allStops(cps, start, end), endsInTwo = cps[end - 2] === FULL_STOP;
  const isAbbreviation = !isEllipsis && !endsInTwo && isKnownAbbreviation(cps, start, end - 1);
  const first = table[cps[start]!]!, isInitial = end - start === 2 && (first & WORD) !== 0 && (first & DIGIT) === 0;
  const isNumber = isNumeric(cps, start, end);
  const byItself = !isEllipsis && !endsInTwo && !isAbbreviation;
  if (!isEllipsis && !isAbbreviation && !isInitial && !isNumber) return byItself;
  // Type of the token behind, without the period of a sentence break.
  const dropsPeriod = nextEnd - next > 1 && cps[nextEnd - 1] === FULL_STOP && cps[nextEnd - 2] !== FULL_STOP && !isKnownAbbreviation(cps, next, nextEnd - 1);
  const typeEnd = dropsPeriod ? nextEnd - 1 : nextEnd, p = table[cps[next]!]!, isUpper = (p & UPPER) !== 0;
  const isLower = (p & NOT_UPPER) !== 0 && (p & LOWER_MASK) === cps[next];
  if (isNumber && afterNumbers.has(cps, next, typeEnd)) return false;
  if ((isAbbreviation || isEllipsis) && !isInitial && isUpper && starters.has(cps, next, typeEnd)) return true;
  if (!isInitial && !isNumber) return byItself;
  if (isLower || (nextEnd - next === 1 && is(cps[next]!, INNER))) return false;
  if (isInitial && isUpper && !lower.has(cps, next, typeEnd)) return false;
  return byItself;
};

const allStops = (cps: Int32Array, start: number, end: number): boolean => {
  while (start < end && cps[start] === FULL_STOP) start++;
  return start === end;
};

/** The word, or what stands behind its last hyphen. */
const isKnownAbbreviation = (cps: Int32Array, start: number, end: number): boolean => {
  if (abbreviations.has(cps, start, end)) return true;
  let at = end;
  while (at > start && cps[at - 1] !== HYPHEN) at--;
  return at > start && abbreviations.has(cps, at, end);
};

/** `-?[.,]?\d[\d,.-]*` as a whole. */
const isNumeric = (cps: Int32Array, start: number, end: number): boolean => {
  let at = start;
  if (cps[at] === HYPHEN) at++;
  if (at < end && (cps[at] === FULL_STOP || cps[at] === COMMA)) at++;
  if (at === end || (table[cps[at]!]! & DIGIT) === 0) return false;
  for (at++; at < end; at++) {
    const cp = cps[at]!;
    if (cp !== COMMA && cp !== FULL_STOP && cp !== HYPHEN && (table[cp]! & DIGIT) === 0) return false;
  }
  return true;
};
