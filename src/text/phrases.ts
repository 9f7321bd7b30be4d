/**
 * Finds a few ASCII phrases in one pass over lower-case code points (A. V. Aho, M. J. Corasick, CACM 18(6), 1975): a full transition table
 * over 128 symbols, so that one load moves on by one code point; anything beyond ASCII leads back to the start.
 *
 *   state = code point < 128 ? next[state * 128 + code point] : 0; found |= accepts[state]
 */
export interface Phrases {
  /** `next[state * 128 + symbol]`. */
  readonly next: Uint16Array;
  /** Bit i of `accepts[state]`: phrase i ends here. */
  readonly accepts: Int32Array;
}

/** Compiles up to 31 phrases of ASCII characters. */
export const compilePhrases = (phrases: readonly string[]): Phrases => {
  const rows: Int32Array[] = [new Int32Array(128).fill(-1)], ends: number[] = [0];
  phrases.forEach((phrase, bit) => {
    let state = 0;
    for (const char of phrase) {
      const symbol = char.charCodeAt(0);
      if (rows[state]![symbol] === -1) {
        rows[state]![symbol] = rows.length;
        rows.push(new Int32Array(128).fill(-1));
        ends.push(0);
      }
      state = rows[state]![symbol]!;
    }
    ends[state]! |= 1 << bit;
  });
  // Breadth first: the fall-back of a state is nearer to the start, so its row is complete when it is needed.
  const fallback = new Int32Array(rows.length), queue = [0];
  for (const state of queue) {
    for (let symbol = 0; symbol < 128; symbol++) {
      const child = rows[state]![symbol]!, elsewhere = state === 0 ? 0 : rows[fallback[state]!]![symbol]!;
      if (child === -1) { rows[state]![symbol] = elsewhere; continue; }
      fallback[child] = elsewhere;
      ends[child]! |= ends[elsewhere]!;
      queue.push(child);
    }
  }
  const next = new Uint16Array(rows.length * 128);
  rows.forEach((row, state) => next.set(row, state * 128));
  return { next, accepts: Int32Array.from(ends) };
};
