/** `in` takes a list; the others one number or string. NULL satisfies no rule. */
export type Operator = '<' | '<=' | '>' | '>=' | '=' | 'in';

/** One condition under which a page is kept. */
export interface Rule {
  readonly signal: string;
  readonly op: Operator;
  readonly value: number | string | readonly (number | string)[];
  /** The rule binds only pages in this language; a page in another one satisfies it, whatever its signals are. */
  readonly lang?: string;
  /** Where the number comes from. */
  readonly source?: string;
}
export type Rules = { readonly all: readonly (Rule | Rules)[] } | { readonly any: readonly (Rule | Rules)[] };

/** A named list of rules, as published. */
export interface Preset {
  readonly name: string;
  readonly source: string;
  readonly notes: string;
  readonly rules: { readonly all: readonly (Rule | Rules)[] };
  /** What the recipe does that a rule over columns cannot say, one sentence each. */
  readonly not_expressed: readonly string[];
}

/** Row values by column name, as a predicate reads them. */
export type Row = (signal: string) => number | string | null;

/** What a preset says of a page: '' = keep, otherwise the first signal that failed. */
export type Verdict = string;
