/** What a signal's numbers are. */
export type SignalType = 'fraction' | 'score' | 'count' | 'flag' | 'array' | 'hash';

/** One named number (or null) about a document, as the catalogue describes it. The name is the ClickHouse column. */
export interface Signal {
  readonly name: string;
  readonly family: string;
  readonly type: SignalType;
  readonly unit: string;
  /** Inclusive; null = unbounded. */
  readonly range: readonly [number | null, number | null];
  /** When it is undefined, in words; '' = never. */
  readonly nullWhen: string;
  /** Paper or repository and commit. */
  readonly source: string;
  readonly formula: string;
  /** The reference implementation that values were compared with; '' = none. */
  readonly reference: string;
  /** true: equal to the reference at 8 decimals; false: within `tolerance`; null: no reference to compare with. */
  readonly exact: boolean | null;
  readonly tolerance: number | null;
  /** Largest deviation measured on the reference set; null = not measured. */
  readonly deviation: number | null;
}

/** Pure: a document's text to numbers. `Shared` is what all families share about one text (words, lines, ...), computed once. */
export interface SignalFamily<Shared> {
  readonly name: string;
  readonly signals: readonly Signal[];
  /** Writes one value per signal, in the order of `signals`, to out[at ...]; undefined is written as NaN. */
  readonly measure: (shared: Shared, out: Float64Array, at: number) => void;
}
