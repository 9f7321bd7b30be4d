import { Interner, step } from './interner.js';
import { reserve } from './scratch.js';
import type { Analysis, Shared } from './shared.js';
import { SplitWords } from './split-words.js';

/**
 * The lines of Python's `text.split("\n")`: one more than line feeds, empty ones too. A line without a word is blank; a line stripped of
 * white space reaches from its first word to its last.
 */
export class FeedLines implements Analysis {
  count = 0;
  /** Line i is `cps[starts[i], ends[i])`, without its line feed, and has the number `ids[i]`. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  ids = new Int32Array(1024);
  /** Words (`SplitWords`) of line i: from `firstWord[i]` to below `firstWord[i + 1]`. */
  firstWord = new Int32Array(1024);
  /** Of each number: its count and its first place. */
  readonly distinct = new Interner();

  read(shared: Shared): void {
    const { cps, length, lineFeeds, lineFeedCount } = shared, words = shared.of(SplitWords), wordStarts = words.starts, wordIds = words.ids, wordCount = words.count;
    const count = this.count = lineFeedCount + 1;
    this.starts = reserve(this.starts, count);
    this.ends = reserve(this.ends, count);
    this.ids = reserve(this.ids, count);
    this.firstWord = reserve(this.firstWord, count + 1);
    this.distinct.clear();
    const { starts, ends, ids, firstWord, distinct } = this;
    for (let i = 0, start = 0, word = 0; i < count; i++) {
      const end = i < lineFeedCount ? lineFeeds[i]! : length;
      firstWord[i] = word;
      // Equal lines have equal words: their numbers make the hash.
      let hash = 0;
      while (word < wordCount && wordStarts[word]! < end) hash = step(hash, wordIds[word++]!);
      firstWord[i + 1] = word;
      starts[i] = start;
      ends[i] = end;
      ids[i] = distinct.hashed(cps, start, end, hash);
      start = end + 1;
    }
  }
}
