import { fold, kindOf, LENGTH_STEPS, RESERVED, SEED, STEPS, WORD_STEPS } from '../../src/scorers/features.js';

const hash = (seed: number, codePoints: readonly number[]): number => codePoints.reduce((sum, cp) => Math.imul(sum ^ cp, 0x01000193), seed);
const step = (value: number, steps: readonly number[]): number => steps.filter((limit) => value >= limit).length;
const cps = (text: string): number[] => [...text].map((c) => c.codePointAt(0)!);
const occurrences = (text: string, wanted: RegExp): number => text.match(wanted)?.length ?? 0;

/** The features of one chunk with strings and sets, slowly: the definition in `src/scorers/features.ts`, read word by word. */
export const plainFeatures = (chunk: string, textBytes: number, bits: number): number[] => {
  const number = (h: number): number => { const id = Math.imul(h ^ h >>> 15, 0x9e3779b1) >>> 32 - bits; return id < RESERVED ? id + RESERVED : id; };
  const ids = new Set<number>();
  const word = (cp: number): boolean => kindOf(cp) === 2, mark = (cp: number): boolean => kindOf(cp) === 1;
  const runs = (belongs: (cp: number) => boolean): number[][] =>
    cps(chunk).reduce<number[][]>((all, cp) => { if (belongs(cp)) all.at(-1)!.push(cp); else all.push([]); return all; }, [[]]).filter((run) => run.length > 0);

  for (const run of runs(mark)) ids.add(number(hash(SEED.marks, run.slice(0, 3))));
  const words = runs(word).map((run) => run.map(fold));
  const wordHashes = words.map((letters) => hash(SEED.word, letters));
  wordHashes.forEach((h, i) => { ids.add(number(h)); if (i > 0) ids.add(number(hash(SEED.pair, [wordHashes[i - 1]!, h]))); });
  for (const letters of words) {
    const padded = [32, ...letters, 32];
    for (let from = 0; from < padded.length - 1; from++) {
      const lengths = padded[from]! >= 0x2e80 ? [1, 2, 3] : [3, 4, 5];
      for (const n of lengths) if (from + n <= padded.length) ids.add(number(hash(SEED.char, padded.slice(from, from + n))));
    }
  }
  const bytes = Buffer.byteLength(chunk), shares = [occurrences(chunk, /[A-Z]/g), occurrences(chunk, /[0-9]/g), cps(chunk).filter(mark).length, occurrences(chunk, /\n/g)];
  shares.forEach((count, i) => ids.add(1 + 8 * i + step(count / bytes, STEPS)));
  ids.add(33 + step(words.length === 0 ? 0 : bytes / words.length, WORD_STEPS));
  ids.add(41 + step(textBytes, LENGTH_STEPS));
  return [...ids].sort((a, b) => a - b);
};
