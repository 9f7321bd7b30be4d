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

/** The lines of a text, valid until the next text is read: line i is code points [starts[i], ends[i]), and its number of signal k is `values[k][i]`, never NaN. */
export interface LineValues {
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly values: readonly Float64Array[];
}

/** Pure: a document's text to one number per line and signal. All families of lines cut a text alike. */
export interface LineFamily<Shared> {
  readonly name: string;
  readonly signals: readonly Signal[];
  readonly measureLines: (shared: Shared) => LineValues;
}

/** Pure: a document's text to a list of strings per signal, in the order of `signals`; null = undefined. */
export interface StringsFamily<Shared> {
  readonly name: string;
  readonly signals: readonly Signal[];
  readonly measureStrings: (shared: Shared) => readonly (readonly string[] | null)[];
}

/** A family whose signals are arrays. */
export type ArrayFamily<Shared> = LineFamily<Shared> | StringsFamily<Shared>;

/** Pure: a document's text to numbers. `Shared` is what all families share about one text (words, lines, ...), computed once. */
export interface SignalFamily<Shared> {
  readonly name: string;
  readonly signals: readonly Signal[];
  /** Writes one value per signal, in the order of `signals`, to out[at ...]; undefined is written as NaN. */
  readonly measure: (shared: Shared, out: Float64Array, at: number) => void;
}

/** What a user's own family is given of a document. */
export interface UserDocument {
  readonly text: string;
  /** null = the page does not say. */
  readonly url: string | null;
  /** '' without a URL. */
  readonly host: string;
  /** Registrable domain, '' without a URL. */
  readonly domain: string;
  /** ISO 639, 'und' unknown. */
  readonly lang: string;
}

/** What the module of a user's own family exports as its default. `measure` is pure: it depends on the document alone. */
export interface UserModule {
  /** Lower-case letters, digits and `_`. */
  readonly name: string;
  readonly signals: readonly {
    /** Begins with the family's name and `_`. */
    readonly name: string;
    readonly type: 'fraction' | 'score' | 'count' | 'flag';
    readonly unit?: string;
    readonly range?: readonly [number | null, number | null];
    readonly source?: string;
    readonly null_when?: string;
  }[];
  /** One number a signal; null = undefined. */
  readonly measure: (document: UserDocument) => Readonly<Record<string, number | null>>;
}

/** A user's own family, its form checked. What `measure` does and gives is not. */
export interface UserFamily {
  readonly name: string;
  /** Where its module is. */
  readonly path: string;
  readonly signals: readonly Signal[];
  readonly measure: (document: UserDocument) => unknown;
}
