import type { ArrayFamily, Signal, SignalFamily } from '../src/model/signal.js';
import type { Shared } from '../src/text/shared.js';

/** What a family is by the catalogue, and what it did on the documents of a run. */
export interface FamilyFacts {
  readonly family: string;
  readonly signals: number;
  /** Signals equal to their reference, within a tolerance of it, without one. */
  readonly exact: number;
  readonly tolerance: number;
  readonly unreferenced: number;
  /** Largest of the catalogue's deviations; null = none of its signals has one. And the signal that has it, '' when it is 0. */
  readonly deviation: number | null;
  readonly deviating: string;
  /** Documents on which it threw. */
  readonly exceptions: number;
  /** Values that the catalogue's range or the type does not allow. */
  readonly misfits: number;
  /** Documents with such a value by signal, and the first one. */
  readonly misfitting: Readonly<Record<string, { readonly documents: number; readonly first: number }>>;
  /** Share of its values that are NULL, by language. */
  readonly nulls: Readonly<Record<string, number>>;
}

/** One tally for numbers and arrays: every value of a document, null = undefined; a list of strings is one value. */
interface Counted {
  readonly name: string;
  readonly signals: readonly Signal[];
  readonly values: (shared: Shared, each: (signal: number, value: number | null) => void) => void;
}

const numbers = ({ name, signals, measure }: SignalFamily<Shared>): Counted => {
  const out = new Float64Array(signals.length);
  return { name, signals, values: (shared, each) => { measure(shared, out, 0); for (let k = 0; k < out.length; k++) each(k, Number.isNaN(out[k]!) ? null : out[k]!); } };
};

const arrays = (family: ArrayFamily<Shared>): Counted => ({
  name: family.name, signals: family.signals,
  values: (shared, each) => {
    if ('measureStrings' in family) return family.measureStrings(shared).forEach((list, k) => each(k, list === null ? null : list.length));
    const { count, values } = family.measureLines(shared);
    values.forEach((items, k) => { for (let i = 0; i < count; i++) each(k, items[i]!); });
  },
});

/** Does the catalogue allow this value? */
export const fits = ({ type, range: [least, most] }: Signal, value: number): boolean =>
  Number.isFinite(value) && value >= (least ?? -Infinity) && value <= (most ?? Infinity)
  && (type === 'count' ? Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff : type === 'flag' ? value === 0 || value === 1 : true);

/** Counts what families do, document by document. */
export class FamilyTally {
  /** Documents by language. */
  readonly documents = new Map<string, number>();
  private readonly tallies: readonly { readonly counted: Counted; exceptions: number; misfits: number; readonly misfitting: Map<number, { documents: number; first: number }>; readonly values: Map<string, { all: number; nulls: number }> }[];

  constructor(families: readonly SignalFamily<Shared>[], lists: readonly ArrayFamily<Shared>[]) {
    this.tallies = [...families.map(numbers), ...lists.map(arrays)].map((counted) => ({ counted, exceptions: 0, misfits: 0, misfitting: new Map(), values: new Map() }));
  }

  /** Measures the text that `shared` holds, of language `lang`. */
  add(shared: Shared, lang: string): void {
    this.documents.set(lang, (this.documents.get(lang) ?? 0) + 1);
    for (const tally of this.tallies) {
      const { counted: { signals, values } } = tally, wrong = new Map<number, number>();
      const of = tally.values.get(lang) ?? { all: 0, nulls: 0 };
      tally.values.set(lang, of);
      try {
        values(shared, (k, value) => {
          of.all++;
          if (value === null) of.nulls++;
          else if (!fits(signals[k]!, value)) { tally.misfits++; if (!wrong.has(k)) wrong.set(k, value); }
        });
      } catch {
        tally.exceptions++;
      }
      for (const [k, first] of wrong) {
        const known = tally.misfitting.get(k);
        if (known) known.documents++; else tally.misfitting.set(k, { documents: 1, first });
      }
    }
  }

  /** Languages with at least `least` documents, most first. */
  languages(least: number): string[] {
    return [...this.documents].filter(([, documents]) => documents >= least).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([lang]) => lang);
  }

  facts(): FamilyFacts[] {
    return this.tallies.map(({ counted: { name, signals }, exceptions, misfits, misfitting, values }) => {
      const compared = signals.filter(({ deviation }) => deviation !== null), deviation = compared.length === 0 ? null : Math.max(...compared.map((signal) => signal.deviation!)), of = (exact: boolean | null): number => signals.filter((signal) => signal.exact === exact).length;
      return {
        family: name, signals: signals.length, exact: of(true), tolerance: of(false), unreferenced: of(null), deviation, deviating: deviation ? compared.find((signal) => signal.deviation === deviation)!.name : '',
        exceptions, misfits, misfitting: Object.fromEntries([...misfitting].map(([k, found]) => [signals[k]!.name, found])),
        nulls: Object.fromEntries([...values].map(([lang, { all, nulls }]) => [lang, all === 0 ? 0 : nulls / all])),
      };
    });
  }
}
