import { hashColumn, numberColumn, textColumn, type Columns } from '../../src/model/columns.js';
import type { Operator, Row, Rule, Rules } from '../../src/model/rule.js';
import { columnsIn, leaves } from '../../src/select/leaves.js';

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
  const isComparison = !isText && op !== '=' && op !== 'in';
  const value = op === 'in' ? Array.from({ length: 1 + Math.floor(random() * 3) }, one) as number[] | string[] : one();
  return { signal, ...(isComparison && random() < 0.2 ? { per: pick(random, [...FLOATS, ...COUNTS]) } : {}), op, value, ...(random() < 0.2 ? { lang: pick(random, ['en', 'de', `it's`]) } : {}) };
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

const beyond = (op: Operator): boolean => op === '>' || op === '>=';
/** A value at a rule's cut or one step beside it; `how` says on which side, or anywhere. */
const around = (random: Random, { op, value }: Rule, step: (value: number, up: boolean) => number, how: 'holds' | 'fails' | 'any'): number => {
  const cut = Array.isArray(value) ? Number(pick(random, value as number[])) : Number(value), side = how === 'any' ? pick(random, ['holds', 'fails', 'cut']) : how;
  if (side === 'fails') return op === '<' || op === '>' ? cut : step(cut, !beyond(op));
  return side === 'cut' || op === '=' || op === 'in' || (op.endsWith('=') && random() < 0.6) ? cut : step(cut, beyond(op));
};

/**
 * A row around the cuts of a tree of rules over numbers and `lang`: values sit at cuts or one step beside them. A third of the rows satisfy what they can, a third
 * fail at one column, a third are anything and lack a few signals.
 * @param counts columns of whole numbers: their step is 1, other columns step to the next Float64
 */
export const rowAround = (random: Random, rules: Rules, counts: ReadonlySet<string> = new Set()): Values => {
  const list = leaves<Rule>(rules), names = columnsIn(rules), mood = random(), broken = mood < 0.33 ? pick(random, names) : null;
  const how = (name: string): 'holds' | 'fails' | 'any' => (mood >= 0.66 ? 'any' : name === broken ? 'fails' : 'holds');
  const named = list.flatMap(({ lang, signal, value }) => [...(lang ? [lang] : []), ...(signal === 'lang' ? [value].flat() as string[] : [])]);
  const lang = pick(random, how('lang') === 'holds' && named.length > 0 ? named : [...named, 'xx', 'xx', 'en']);
  const row: Record<string, number | string | null> = { lang };
  const step = (name: string) => (value: number, up: boolean): number => (counts.has(name) ? value + (up ? 1 : -1) : beside(value, up));
  for (const name of names.filter((column) => column !== 'lang')) {
    const about = list.filter((rule) => rule.signal === name && rule.per === undefined && (rule.lang === undefined || rule.lang === lang));
    row[name] = how(name) === 'any' && random() < 0.05 ? null : about.length === 0 ? pick(random, [0, 1, 40]) : around(random, pick(random, about), step(name), how(name));
  }
  for (const rule of list) {
    if (rule.per === undefined || random() < 0.5) continue;
    const by = row[rule.per];
    if (row[rule.signal] !== null && typeof by === 'number') row[rule.signal] = around(random, rule, beside, how(rule.signal)) * by;
  }
  for (const name of counts) if (typeof row[name] === 'number') row[name] = Math.max(0, Math.round(row[name]));
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
