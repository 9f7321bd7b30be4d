/**
 * Counts many phrases in one pass (A. V. Aho, M. J. Corasick, CACM 18(6), 1975), as Python's `findall` counts each of them alone: from left
 * to right, an occurrence that overlaps the one counted before is passed over. Code points of no phrase share one symbol, so a row has as many
 * items as there are letters in the phrases; states are stored as the place of their row, so that one load moves on by one code point:
 *
 *   state = next[state + symbols[code point]]; a phrase ends here exactly when state >= accepting
 */
export interface Automaton {
  /** `symbols[code point]` below U+10000; above there is no phrase (symbol 0). */
  readonly symbols: Uint8Array;
  readonly next: Int32Array;
  /** The rows from here on belong to states in which a phrase ends. */
  readonly accepting: number;
  /** Symbols in a row, as a power of two: row r is the state `r << rowBits`. */
  readonly rowBits: number;
  /** `ends[state >> rowBits]`: the phrases that end there. */
  readonly ends: readonly Int32Array[];
  /** Code points of each phrase. */
  readonly lengths: Int32Array;
}

/** Compiles distinct phrases of code points below U+10000, with at most 255 different ones among them. */
export const compileAutomaton = (phrases: readonly string[]): Automaton => {
  const letters = new Set(phrases.join('')), symbols = new Uint8Array(0x10000);
  [...letters].forEach((letter, i) => { symbols[letter.charCodeAt(0)] = i + 1; });
  const rows: Int32Array[] = [], found: number[][] = [], width = letters.size + 1;
  const addRow = (): number => { rows.push(new Int32Array(width).fill(-1)); found.push([]); return rows.length - 1; };
  addRow();
  phrases.forEach((phrase, i) => {
    let state = 0;
    for (const letter of phrase) {
      const symbol = symbols[letter.charCodeAt(0)]!;
      if (rows[state]![symbol] === -1) { const child = addRow(); rows[state]![symbol] = child; }
      state = rows[state]![symbol]!;
    }
    found[state]!.push(i);
  });
  // Breadth first: the fall-back of a state is nearer to the start, so its row is complete when it is needed.
  const fallback = new Int32Array(rows.length), queue = [0];
  for (const state of queue) {
    for (let symbol = 0; symbol < width; symbol++) {
      const child = rows[state]![symbol]!, elsewhere = state === 0 ? 0 : rows[fallback[state]!]![symbol]!;
      if (child === -1) { rows[state]![symbol] = elsewhere; continue; }
      fallback[child] = elsewhere;
      found[child]!.push(...found[elsewhere]!);
      queue.push(child);
    }
  }
  const rowBits = 32 - Math.clz32(width - 1), isEnd = (state: number): boolean => found[state]!.length > 0;
  const order = [...rows.keys()].filter((state) => !isEnd(state)), accepting = order.length << rowBits;
  order.push(...[...rows.keys()].filter(isEnd));
  const place = new Int32Array(rows.length), next = new Int32Array(rows.length << rowBits);
  order.forEach((state, row) => { place[state] = row << rowBits; });
  order.forEach((state, row) => rows[state]!.forEach((target, symbol) => { next[(row << rowBits) + symbol] = place[target]!; }));
  const ends = order.map((state) => Int32Array.from(found[state]!)), lengths = Int32Array.from(phrases, (phrase) => phrase.length);
  return { symbols, next, accepting, rowBits, ends, lengths };
};
