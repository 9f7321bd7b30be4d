/** `in` takes a list; the others one number or string. NULL satisfies no rule. */
export type Operator = '<' | '<=' | '>' | '>=' | '=' | 'in';

/** One condition under which a page is kept. */
export interface Rule {
  readonly signal: string;
  /** A number column by which the signal is divided before it is compared; where that is 0 or NULL, the rule does not hold. */
  readonly per?: string;
  readonly op: Operator;
  readonly value: number | string | readonly (number | string)[];
  /** The rule binds only pages in this language; a page in another one satisfies it, whatever its signals are. */
  readonly lang?: string;
  /** Where the number comes from. */
  readonly source?: string;
}

/** A condition whose cut is taken from the pages of a store when something is selected. */
export interface QuantileRule {
  readonly signal: string;
  readonly op: Exclude<Operator, '=' | 'in'>;
  /** Share from 0 to 1 of what lies below the cut. */
  readonly quantile: number;
  /** A share of the pages that have a value (the default), or of their tokens. */
  readonly by?: 'documents' | 'tokens';
  /** One language: cut and rule are about its pages only. `each`: every language has its own cut, and a page whose language has none is not kept. */
  readonly lang?: string;
  readonly source?: string;
}
export type AnyRule = Rule | QuantileRule;

export type Rules<R = Rule> = { readonly all: readonly (R | Rules<R>)[] } | { readonly any: readonly (R | Rules<R>)[] };

/** A named list of rules, as published. */
export interface Preset<R = Rule> {
  readonly name: string;
  readonly source: string;
  readonly notes: string;
  readonly rules: { readonly all: readonly (R | Rules<R>)[] };
  /** What the recipe does that a rule over columns cannot say, one sentence each. */
  readonly not_expressed: readonly string[];
  /** Why nothing can be selected by it, whatever is measured: what was published is no list of cuts. */
  readonly no_cuts?: string;
}

/** What pages are judged by while they stream. */
export interface Judgement {
  /** Newest number of the store's saved recipes that is known; 0 = none. */
  readonly number: number;
  /** Presets and saved recipes, each name once. */
  readonly presets: readonly Pick<Preset, 'name' | 'rules'>[];
}

/** Row values by column name, as a predicate reads them. */
export type Row = (signal: string) => number | string | null;

/** What a preset says of a page: '' = keep, otherwise the first signal that failed. */
export type Verdict = string;
