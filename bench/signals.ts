import { arrayFamilies } from '../src/signals/arrays.js';
import { families } from '../src/signals/index.js';
import { Shared } from '../src/text/shared.js';
import { plainFamilies } from '../test/signals/plain/index.js';
import { partsOf } from './parts.js';

/** One line of a benchmark. */
export interface Row {
  readonly case: string;
  readonly docs: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly docs_per_s: number;
  readonly mb_per_s: number;
  /** Parts of its time; of 1. */
  readonly share?: Readonly<Record<string, number>>;
  /** Families that ask for a part that is shared. */
  readonly asked?: Readonly<Record<string, readonly string[]>>;
}

/** The families that are measured unless others are named. */
const DEFAULT = ['rps', 'gopher', 'c4', 'fineweb'];
/** The plain twins are about a hundred times slower: they see every tenth text, at most this many bytes. */
const PLAIN_BYTES = 2_000_000;

/**
 * Times the rule signals: every family alone (`<family>`, decoding and shared analysis included), its plain twin on a part of the texts
 * (`<family> plain`), and together as `measure` runs them the default families, all but the one that runs gzip, and all. One warm-up, then the best of three runs, in one thread.
 * Where the time of all together goes, `share` of that line says: a run of its own, with a clock on every family and shared analysis.
 * @param lang language of each text
 */
export const benchSignals = (texts: readonly Uint8Array[], lang: readonly string[]): Row[] => {
  const rows: Row[] = [], all = Object.values(families);
  const time = (name: string, sample: readonly number[], run: (i: number) => void): void => {
    const bytes = sample.reduce((sum, i) => sum + texts[i]!.length, 0);
    let best = Infinity;
    for (let round = 0; round < 4; round++) {
      const start = performance.now();
      for (const i of sample) run(i);
      if (round > 0) best = Math.min(best, (performance.now() - start) / 1000);
    }
    rows.push({ case: name, docs: sample.length, bytes, seconds: best, docs_per_s: sample.length / best, mb_per_s: bytes / best / 1e6 });
  };
  const every = texts.map((_, i) => i), some: number[] = [];
  for (let i = 0, bytes = 0; i < texts.length && bytes < PLAIN_BYTES; i += 10) { some.push(i); bytes += texts[i]!.length; }
  const strings = new Map(some.map((i) => [i, new TextDecoder('utf-8', { ignoreBOM: true }).decode(texts[i]!)]));
  const out = new Float64Array(all.reduce((sum, { signals }) => sum + signals.length, 0));
  for (const [name, family] of Object.entries(families)) {
    const shared = new Shared();
    time(name, every, (i) => family.measure(shared.load(texts[i]!, lang[i]!), out, 0));
    const plain = plainFamilies[name];
    if (plain) time(`${name} plain`, some, (i) => { plain(strings.get(i)!, lang[i]!); });
  }
  for (const [name, family] of Object.entries(arrayFamilies)) {
    const shared = new Shared(), measure = 'measureLines' in family ? family.measureLines : family.measureStrings;
    time(name, every, (i) => { measure(shared.load(texts[i]!, lang[i]!)); });
  }
  const together = (name: string, families: typeof all): void => {
    const shared = new Shared();
    time(name, every, (i) => {
      shared.load(texts[i]!, lang[i]!);
      let at = 0;
      for (const family of families) {
        family.measure(shared, out, at);
        at += family.signals.length;
      }
    });
  };
  together('default', all.filter(({ name }) => DEFAULT.includes(name)));
  together('all but compression', all.filter(({ name }) => name !== 'compression'));
  together('all', all);
  const parts = partsOf(all, texts, lang, 1), whole = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  rows.push({ ...rows.pop()!, share: Object.fromEntries(parts.map(({ part, seconds }) => [part, seconds / whole])), asked: Object.fromEntries(parts.map(({ part, families }) => [part, families])) });
  return rows;
};
