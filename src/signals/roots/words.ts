import { CodePointCounts } from '../../text/code-point-counts.js';
import { LOWER_MASK, table } from '../../text/code-points.js';
import { Interner } from '../../text/interner.js';
import { reserve } from '../../text/scratch.js';
import type { Shared } from '../../text/shared.js';
import { SMALL, SplitWords } from '../../text/split-words.js';
import { LOWER_SPECIAL_CHARACTER, OTHER_SPACE, SEPARATOR, SPECIAL_CHARACTER, characters } from './special-characters.js';

/**
 * The words of the ROOTS filters: what stands between spaces, line feeds and tabs, without special characters at either end, if anything is
 * left. Counted as written; for everything else lower-cased before the special characters are taken off, which can make another word of it
 * (a circled capital M is special, a small one is not).
 *
 * Most texts have no other white space, and there these are the tokens that `split()` makes, which other families need as well: only each
 * different one is looked at. A text with other white space, or with a letter whose lower case depends on its neighbours, is read on its own.
 */
export class RootsWords {
  /** Words as written. */
  written = 0;
  /** Lower-cased words: how many, and the number of each. */
  count = 0;
  ids = new Int32Array(1024);
  /** Of each number: how often it occurs, and where it stands in `lower` (`starts`, `ends` of `distinct`). */
  counts = new Int32Array(1024);
  readonly distinct = new Interner();
  /** Words in lower case. */
  lower = new Int32Array(1024);
  /** Special characters in the text as written. */
  special = 0;
  private numbers = new Int32Array(1024);
  private totals = new Int32Array(1024);

  read(shared: Shared): void {
    const { cps, length } = shared, text = shared.lowerable(0, length), size = text.end - text.start;
    this.lower = reserve(this.lower, size);
    this.ids = reserve(this.ids, (size >> 1) + 1);
    this.distinct.clear();
    const { distinct, points, of } = shared.of(CodePointCounts);
    let special = 0, seen = 0;
    for (let k = 0; k < distinct; k++) {
      const cp = points[k]!, flag = characters[cp]!;
      if ((flag & SPECIAL_CHARACTER) !== 0) special += of[cp]!;
      seen |= flag;
    }
    this.special = special;
    if (text.cps === cps && (seen & OTHER_SPACE) === 0) this.takeTokens(shared.of(SplitWords), cps);
    else {
      this.countWritten(cps, length);
      // A copy is in lower case already, and the table may not know its code points yet.
      this.scan(text.cps, text.start, text.end, text.cps !== cps);
    }
  }

  private takeTokens(tokens: SplitWords, cps: Int32Array): void {
    const { letterKinds, distinct: { distinct: kinds, starts, ends, counts: occurrences, hashes }, ids: tokenIds, count: all } = tokens;
    this.numbers = reserve(this.numbers, kinds);
    this.counts = this.totals = reserve(this.totals, kinds);
    const { lower, ids, distinct, numbers, totals } = this, flags = characters, entries = table;
    totals.fill(0, 0, kinds);
    let top = 0, written = 0;
    for (let kind = 0; kind < kinds; kind++) {
      const from = starts[kind]!, to = ends[kind]!;
      if (letterKinds[kind] === SMALL) {
        for (let i = from; i < to; i++) lower[top + i - from] = cps[i]!;
        const number = numbers[kind] = distinct.mixed(lower, top, top + to - from, hashes[kind]!);
        totals[number]! += occurrences[kind]!;
        written += occurrences[kind]!;
        top += to - from;
        continue;
      }
      let isPlain = 0, start = from, stop = to;
      for (let i = from; i < to; i++) {
        const cp = cps[i]!;
        lower[top + i - from] = entries[cp]! & LOWER_MASK;
        isPlain |= ~flags[cp]!;
      }
      if ((isPlain & SPECIAL_CHARACTER) !== 0) written += occurrences[kind]!;
      while (start < stop && (flags[cps[start]!]! & LOWER_SPECIAL_CHARACTER) !== 0) start++;
      while (stop > start && (flags[cps[stop - 1]!]! & LOWER_SPECIAL_CHARACTER) !== 0) stop--;
      if (start === stop) { numbers[kind] = -1; continue; }
      const number = distinct.id(lower, top + start - from, top + stop - from);
      numbers[kind] = number;
      totals[number]! += occurrences[kind]!;
      top += to - from;
    }
    let count = 0;
    for (let i = 0; i < all; i++) {
      const number = numbers[tokenIds[i]!]!;
      ids[count] = number;
      if (number >= 0) count++;
    }
    this.count = count;
    this.written = written;
  }

  private scan(cps: Int32Array, from: number, end: number, isLower: boolean): void {
    const { lower, ids, distinct } = this, flags = characters, entries = table;
    let count = 0;
    for (let i = from; i < end;) {
      if ((flags[cps[i]!]! & SEPARATOR) !== 0) { i++; continue; }
      let start = i;
      for (; i < end && (flags[cps[i]!]! & SEPARATOR) === 0; i++) lower[i - from] = isLower ? cps[i]! : entries[cps[i]!]! & LOWER_MASK;
      let stop = i;
      while (start < stop && (flags[cps[start]!]! & LOWER_SPECIAL_CHARACTER) !== 0) start++;
      while (stop > start && (flags[cps[stop - 1]!]! & LOWER_SPECIAL_CHARACTER) !== 0) stop--;
      if (start < stop) ids[count++] = distinct.id(lower, start - from, stop - from);
    }
    this.count = count;
    this.counts = distinct.counts;
  }

  /** A word counts as soon as one code point of it is not special. */
  private countWritten(cps: Int32Array, length: number): void {
    let written = 0, isPlain = 0;
    for (let i = 0; i < length; i++) {
      const flag = characters[cps[i]!]!;
      isPlain |= ~flag & SPECIAL_CHARACTER;
      if ((flag & SEPARATOR) !== 0) { written += isPlain; isPlain = 0; }
    }
    this.written = written + isPlain;
  }
}
