import { hashColumn, numberColumn, textColumn, type Columns } from '../../src/model/columns.js';
import type { Operator, Preset, Row, Rule, Rules } from '../../src/model/rule.js';

/** Seeded generator of numbers in [0, 1): mulberry32. */
export const generator = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
type Random = () => number;
export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const bits = new DataView(new ArrayBuffer(8));
export const bitsOf = (value: number): bigint => { bits.setFloat64(0, value); return bits.getBigUint64(0); };
/** The next Float64 above or below. */
export const beside = (value: number, up: boolean): number => {
  if (value === 0) return up ? Number.MIN_VALUE : -Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigUint64(0, bits.getBigUint64(0) + (up === value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
};

/** Columns of the random table, as contract 6 types them: fractions and scores, counts, texts. */
export const FLOATS = ['f1', 'f2', 'f`3'], COUNTS = ['n1', 'n2'], TEXTS = ['lang', 's1'];
const CUTS = [0, 0.1, 0.2, 0.3, 0.65, 1, -0.5, 0.1 + 0.2, 1e-7, 5e-324, 1 / 3, 100_000, 2 ** 53, 2 ** 60, 1e21, 1.7976931348623157e308];
const COUNT_CUTS = [0, 1, 2, 3, 50, 100_000, 4_294_967_295, 2.5];
const WORDS = ['', 'en', 'de', 'e', 'en ', 'zh', `it's`, 'back\\slash', 'tab\there', 'new\nline', 'nul\0', '日本', '😀', '`', '%'];

const cutsOf = (signal: string): readonly (number | string)[] => (FLOATS.includes(signal) ? CUTS : COUNTS.includes(signal) ? COUNT_CUTS : WORDS);
const randomRule = (random: Random): Rule => {
  const signal = pick(random, [...FLOATS, ...COUNTS, ...TEXTS]), isText = TEXTS.includes(signal);
  const op: Operator = pick(random, isText ? ['=', 'in'] : ['<', '<=', '>', '>=', '=', 'in']);
  const one = (): number | string => pick(random, cutsOf(signal));
  const value = op === 'in' ? Array.from({ length: 1 + Math.floor(random() * 3) }, one) as number[] | string[] : one();
  return { signal, op, value, ...(random() < 0.2 ? { lang: pick(random, ['en', 'de', `it's`]) } : {}) };
};
/** A tree of at most four levels. */
export const randomRules = (random: Random, depth = 0): Rules => {
  const children = Array.from({ length: 1 + Math.floor(random() * 4) }, () => (depth < 3 && random() < 0.35 ? randomRules(random, depth + 1) : randomRule(random)));
  return random() < 0.5 ? { all: children } : { any: children };
};

export type Values = Readonly<Record<string, number | string | null>>;
export const rowOf = (values: Values): Row => (signal) => values[signal]!;
/** One row: every value NULL, a cut, one ulp beside a cut, or anything. `lang` is never NULL, as in the store. */
export const randomRow = (random: Random): Values => {
  const row: Record<string, number | string | null> = {};
  for (const name of FLOATS) {
    const cut = pick(random, CUTS), near = random();
    row[name] = near < 0.2 ? null : near < 0.5 ? cut : near < 0.65 ? beside(cut, false) : near < 0.8 && cut < 1e308 ? beside(cut, true) : random() * 2 - 0.5;
  }
  for (const name of COUNTS) {
    const cut = Math.floor(pick(random, COUNT_CUTS));
    row[name] = random() < 0.2 ? null : Math.min(4_294_967_295, Math.max(0, cut + Math.floor(random() * 3) - 1));
  }
  row['s1'] = random() < 0.2 ? null : pick(random, WORDS);
  row['lang'] = pick(random, WORDS);
  return row;
};

/** A row around the cuts of a preset: it passes most rules, sits at a cut or one step beside it in some, and lacks a few signals. */
export const rowAround = (random: Random, { rules }: Preset, counts: ReadonlySet<string>): Values => {
  const row: Record<string, number | string | null> = {};
  const list = rules.all as readonly Rule[], calm = random() < 0.5;
  for (const { signal, op, value } of list) {
    if (signal in row && random() < 0.5) continue;
    const kind = calm ? 1 - random() * 0.4 : random();
    if (typeof value === 'string') row[signal] = kind < 0.1 ? 'und' : value;
    else {
      const step = (up: boolean): number => (counts.has(signal) ? Number(value) + (up ? 1 : -1) : beside(Number(value), up));
      row[signal] = kind < 0.05 ? null : kind < 0.1 ? 0 : kind < 0.15 ? step(op === '<=' || op === '=') : kind < 0.6 ? step(op !== '<=') : Number(value);
      if (counts.has(signal)) row[signal] = row[signal] === null ? null : Math.max(0, row[signal] as number);
    }
  }
  return row;
};

/** Rows as the columns of a batch. */
export const columnsOf = (rows: readonly Values[], names: readonly string[]): Columns => ({
  id: hashColumn(rows.map((_, i) => BigInt(i))),
  ...Object.fromEntries(names.map((name) => {
    const values = rows.map((row) => row[name]!);
    return [name, TEXTS.includes(name) ? textColumn(values as (string | null)[]) : numberColumn(values as (number | null)[])];
  })),
});
