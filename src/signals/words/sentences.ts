import { BREAK, NOT_UPPER, SPACE, table } from '../../text/code-points.js';
import type { ScriptWords } from '../../text/script-words.js';
import type { Shared } from '../../text/shared.js';

/** Marks that end a sentence wherever they stand (property Sentence_Terminal beyond ASCII: 。！？؟।۔።། ...); one byte a code point, 0 = not asked yet. */
const marks = new Uint8Array(0x110000);
const NO = 1, YES = 2;
const TERMINAL = /^[\p{Sentence_Terminal}\u0f0d\u0f0e]$/u;

const isTerminal = (cp: number): boolean => {
  const known = marks[cp]!;
  if (known !== 0) return known === YES;
  const found = TERMINAL.test(String.fromCodePoint(cp));
  marks[cp] = found ? YES : NO;
  return found;
};

const PERIOD = 0x2e, EXCLAMATION = 0x21, QUESTION = 0x3f;
/** Quotation marks and brackets that may stand between an end mark and the white space behind it. */
const CLOSERS = new Set(Array.from('"\')]}\u00bb\u2019\u201d\u203a.!?', (char) => char.codePointAt(0)!));

/**
 * Sentences of a text with words: pieces that hold one. A piece ends at a line break (UAX #29, SB4), at an end mark of a script that needs no space behind it,
 * and at a run of . ! ? with white space or nothing behind it; a period before a lower-case letter ends nothing (SB8). No word has such a place inside, so only
 * what stands between words is looked at.
 */
export const countSentences = ({ cps, length }: Shared, { count, starts, ends }: ScriptWords): number => {
  const entries = table;
  runEnd = 0;
  let sentences = 0, isOpen = false;
  for (let word = 0; word < count; word++) {
    const next = word + 1 < count ? starts[word + 1]! : length;
    isOpen = true;
    for (let i = ends[word]!; i < next; i++) {
      const cp = cps[i]!;
      const isEnd = (entries[cp]! & BREAK) !== 0
        || (cp < 0x80 ? (cp === PERIOD || cp === EXCLAMATION || cp === QUESTION) && isAtEnd(cps, i, length) : isTerminal(cp));
      if (!isEnd) continue;
      sentences++;
      isOpen = false;
      break;
    }
  }
  return sentences + (isOpen ? 1 : 0);
};

/** The end marks and closing marks `[runStart, runEnd)` that were looked at last, and whether ! and ? or . among them end a sentence: what stands behind them decides for all. */
let runStart = 0, runEnd = 0, doOthersEnd = false, doesPeriodEnd = false;

/** Does the end mark at `at`, with closing marks behind it, stand before white space or the end, and not before a word in lower case if it is a period? */
const isAtEnd = (cps: Int32Array, at: number, length: number): boolean => {
  if (at < runStart || at >= runEnd) readRun(cps, at, length);
  return cps[at] === PERIOD ? doesPeriodEnd : doOthersEnd;
};

const readRun = (cps: Int32Array, at: number, length: number): void => {
  let i = at + 1;
  while (i < length && CLOSERS.has(cps[i]!)) i++;
  runStart = at;
  runEnd = i;
  doOthersEnd = i === length || (table[cps[i]!]! & SPACE) !== 0;
  while (i < length && (table[cps[i]!]! & (SPACE | BREAK)) === SPACE) i++;
  doesPeriodEnd = doOthersEnd && (i === length || (table[cps[i]!]! & NOT_UPPER) === 0);
};
