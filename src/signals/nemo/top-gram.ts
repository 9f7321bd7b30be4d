import type { SplitWords } from '../../text/split-words.js';

/**
 * What `text.replace(" ".join(gram), "")` removes, in code points: the n words from `at` on, joined by single spaces, wherever that string
 * occurs, inside longer words too ("he cat" in "the cats"). It has its first space behind some word, whose end must be the first word of
 * the gram; the words between must be the same, and the last one must begin with the last of the gram. So each word is asked once.
 */
export const removedBy = (cps: Int32Array, { count, starts, ends, ids }: SplitWords, at: number, n: number): number => {
  const head = starts[at]!, headEnd = ends[at]!, tail = starts[at + n - 1]!, tailEnd = ends[at + n - 1]!, final = cps[headEnd - 1]!, initial = cps[tail]!;
  let letters = n - 1;
  for (let k = at; k < at + n; k++) letters += ends[k]! - starts[k]!;
  let removed = 0, from = 0;
  for (let i = 0; i + n <= count; i++) {
    const end = ends[i]!, start = end - (headEnd - head), last = i + n - 1;
    if (cps[end - 1] !== final || cps[starts[last]!] !== initial) continue;
    if (start < starts[i]! || start < from || ends[last]! - starts[last]! < tailEnd - tail) continue;
    if (!isJoined(cps, starts, ends, i, last) || !isSame(cps, head, headEnd, start) || !isSame(cps, tail, tailEnd, starts[last]!)) continue;
    let k = 1;
    while (k < n - 1 && ids[i + k] === ids[at + k]) k++;
    if (k < n - 1) continue;
    removed += letters;
    from = starts[last]! + tailEnd - tail;
  }
  return removed;
};

const isJoined = (cps: Int32Array, starts: Int32Array, ends: Int32Array, first: number, last: number): boolean => {
  for (let i = first; i < last; i++) if (starts[i + 1] !== ends[i]! + 1 || cps[ends[i]!] !== 0x20) return false;
  return true;
};

const isSame = (cps: Int32Array, start: number, end: number, other: number): boolean => {
  while (start < end && cps[start] === cps[other]) { start++; other++; }
  return start === end;
};
