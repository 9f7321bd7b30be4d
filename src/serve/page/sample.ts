import type { SampleHead } from '../../explore/answers.js';
import { columnsIn, leaves } from '../../select/leaves.js';
import type { AnyRule } from '../../model/rule.js';
import type { Node } from './draft.js';
import type { SampleColumns, Texts } from './sample-bytes.js';

/** What the sample knows about a number column. */
export interface Spread {
  readonly min: number;
  readonly max: number;
  /** At 1, 25, 50, 99 %, of some thousand rows. */
  readonly p01: number;
  readonly p25: number;
  readonly p50: number;
  readonly p99: number;
  readonly nulls: number;
  /** Every value is a whole number. */
  readonly isWhole: boolean;
}
const LOOKED_AT = 4096;

const spreadOf = (values: Float64Array): Spread | null => {
  let min = Infinity, max = -Infinity, nulls = 0, isWhole = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) { nulls++; continue; }
    if (value < min) min = value;
    if (value > max) max = value;
    if (isWhole && !Number.isInteger(value)) isWhole = false;
  }
  if (nulls === values.length) return null;
  const every = Math.max(1, Math.floor(values.length / LOOKED_AT));
  const some = Float64Array.from({ length: Math.ceil(values.length / every) }, (_, i) => values[i * every]!).filter((value) => !Number.isNaN(value)).sort();
  const at = (share: number): number => some[Math.floor(share * (some.length - 1))] ?? min;
  return { min, max, p01: at(0.01), p25: at(0.25), p50: at(0.5), p99: at(0.99), nulls, isWhole };
};

/** The rows that stand for the store: columns of one generation, fetched as they are needed. */
export class Sample {
  readonly head: SampleHead;
  readonly numbers: Map<string, Float64Array> = new Map();
  readonly texts: Map<string, Texts> = new Map();
  readonly #spreads = new Map<string, Spread | null>();

  constructor(columns: SampleColumns) {
    this.head = columns.head;
    this.add(columns);
  }

  get rows(): number { return this.head.n; }
  /** Pages of the store that a row stands for. */
  get scale(): number { return this.head.n === 0 ? 0 : this.head.of / this.head.n; }
  /** It is no sample: every page is there. */
  get isWhole(): boolean { return this.head.shift === 0; }

  /** Further columns; those of another generation have other rows and are refused. */
  add({ head, numbers, texts }: SampleColumns): boolean {
    if (head.generation !== this.head.generation || head.n !== this.head.n) return false;
    for (const [name, values] of numbers) this.numbers.set(name, values);
    for (const [name, values] of texts) this.texts.set(name, values);
    return true;
  }

  has(name: string): boolean { return this.numbers.has(name) || this.texts.has(name); }

  /** null when the column is not here or has no value. */
  spread(name: string): Spread | null {
    const known = this.#spreads.get(name), values = this.numbers.get(name);
    if (known !== undefined || values === undefined) return known ?? null;
    const spread = spreadOf(values);
    this.#spreads.set(name, spread);
    return spread;
  }
}

/** Columns that a condition looks at. */
export const columnsOf = (node: Node): string[] => [...new Set([...columnsIn(node), ...(leaves<AnyRule>(node).some(({ lang }) => lang !== undefined) ? ['lang'] : [])])];
