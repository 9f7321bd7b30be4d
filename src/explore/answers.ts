import type { AnyRule, Rules } from '../model/rule.js';
import type { Comparison } from '../select/compare.js';
import type { Explained } from '../select/explain.js';
import type { Recipe } from '../select/recipe.js';
import type { Count } from '../select/sql.js';

// What the page and any other program gets from /api/v1, endpoint by endpoint. Numbers that are undefined are null; 64-bit ids are strings.

/** Carried by every answer: which rows it speaks of, and how well. */
export interface Frame {
  /** Per partition of the log (`topic/partition`) the position up to which every batch was whole. Equal watermarks: the same rows. */
  readonly as_of: Readonly<Record<string, string>>;
  /** False: estimated from a sample. */
  readonly exact: boolean;
  /** Rows that were looked at. */
  readonly n: number;
}

export interface Amount { readonly documents: number; readonly tokens: number; readonly bytes: number }

/** `summary?recipe=` */
export interface Summary extends Frame {
  readonly name: string;
  readonly count: Count;
  /** One row with `documents`, `tokens`, `bytes`: the query behind `count`, complete. */
  readonly sql: string;
  /** Most documents first. */
  readonly languages: readonly { readonly lang: string; readonly all: Amount; readonly kept: Amount }[];
  readonly snapshots: readonly { readonly snapshot: string; readonly all: Amount; readonly kept: Amount }[];
}

/** `catalogue` */
export interface Catalogue extends Frame {
  readonly version: string;
  readonly database: string;
  readonly store: string;
  /** Number columns of this store that rules may name, families in the order of the catalogue; scores and columns of documents with it. */
  readonly signals: readonly { readonly name: string; readonly family: string; readonly unit: string; readonly range: readonly [number | null, number | null]; readonly source: string; readonly formula: string; readonly null_when: string }[];
  /** Text columns that rules may name. */
  readonly texts: readonly string[];
  /** Presets that can be used on this store, with their rules. */
  readonly presets: readonly { readonly name: string; readonly source: string; readonly notes: string; readonly rules: Rules<AnyRule> }[];
  /** Presets that cannot, and why. */
  readonly unavailable: readonly { readonly name: string; readonly why: string }[];
}

/** Counts of the bins of a signal, in three weights. */
export interface Weights { readonly documents: readonly number[]; readonly tokens: readonly number[]; readonly bytes: readonly number[] }

/** `histogram?signal=&recipe=&lang=&bins=` : bin i holds values v with edges[i] <= v < edges[i + 1], the last one its upper edge too. */
export interface Histogram extends Frame {
  readonly signal: string;
  readonly lang: string | null;
  /** Ascending, one more than bins; empty when no row has a value. */
  readonly edges: readonly number[];
  readonly all: Weights;
  readonly kept: Weights;
  readonly nulls: Amount;
  /** Exact values at 0, 1 ... 100 % of the documents that have one (the lower of two); empty when none has. */
  readonly percentiles: readonly number[];
  readonly sql: string;
}

/** `whatif?signal=&points=&by=lang|domain&recipe=&op=>=|<=` : what would be kept at each cut, the other rules of the recipe as they are. */
export interface WhatIf extends Frame {
  readonly signal: string;
  readonly op: '>=' | '<=';
  readonly points: readonly { readonly threshold: number; readonly documents: number; readonly tokens: number }[];
  /** With `by`: the largest groups, each with the same thresholds. */
  readonly groups: Readonly<Record<string, WhatIf['points']>> | null;
  readonly sql: string;
}

/** `card?recipe=` : the data card of what the recipe keeps (of the whole store without one) as Markdown: each number with the query that gives it. */
export interface DataCard extends Frame { readonly name: string; readonly markdown: string }

/** `waterfall?recipe=` */
export interface Waterfall extends Frame { readonly documents: number; readonly tokens: number; readonly conditions: readonly Explained[]; readonly sql: string }

/** `heatmap?recipe=&langs=&domains=` : language x domain; the largest of each, `''` = all others. */
export interface Heatmap extends Frame {
  readonly langs: readonly string[];
  readonly domains: readonly string[];
  readonly cells: readonly { readonly lang: string; readonly domain: string; readonly documents: number; readonly kept: number }[];
  readonly sql: string;
}

/** A page as edge samples, a search or a list of watched pages show it. */
export interface Page {
  readonly id: string;
  readonly url: string | null;
  readonly snapshot: string;
  readonly lang: string;
  readonly domain: string;
  /** Of the signal that was asked for. */
  readonly value: number | null;
  readonly tokens: number;
  /** At most `TEXT_CHARS` code points from its beginning. */
  readonly text: string;
  readonly text_chars: number;
  /** Every signal of the recipe whose condition fails, in the order of the rules; empty = kept. */
  readonly failed: readonly string[];
  /** Values of the recipe's signals and of all scores. */
  readonly values: Readonly<Record<string, number | string | null>>;
  readonly dup: { readonly kind: string; readonly of: string | null; readonly url: string | null; readonly text: string | null };
}
/** Most code points of a text in an answer. */
export const TEXT_CHARS = 4000;

/** `samples?signal=&cut=&side=kept|dropped&n=&recipe=` : pages nearest to the cut on one side, nearest first. */
export interface Samples extends Frame { readonly signal: string; readonly cut: number; readonly side: 'kept' | 'dropped'; readonly pages: readonly Page[]; readonly sql: string }
/** `documents?ids=a,b&url=&recipe=&signal=` : what there is about these pages. */
export interface Documents extends Frame { readonly pages: readonly Page[] }

/** `thumbnails?bins=` : the shape of every signal at once, from the levels: they stand for every batch up to `as_of`, which may be behind that of other answers. */
export interface Thumbnails extends Frame {
  /** False: more batches are whole than the levels stand for; they are being caught up. `n` rows (documents) are in, of so many that are whole. */
  readonly caught_up: boolean;
  readonly signals: readonly {
    readonly name: string;
    /** Ascending, one more than bins; empty when no page has a value. */
    readonly edges: readonly number[];
    readonly documents: readonly number[];
    readonly nulls: number;
  }[];
}

/** `density?x=&y=&recipe=&bins=` : counts of x bin * ys + y bin. */
export interface Density extends Frame {
  readonly x: { readonly signal: string; readonly edges: readonly number[] };
  readonly y: { readonly signal: string; readonly edges: readonly number[] };
  readonly all: readonly number[];
  readonly kept: readonly number[];
  readonly sql: string;
}

/** `snapshots?signal=&recipe=` : drift over the snapshots, in their order. */
export interface Snapshots extends Frame {
  readonly signal: string;
  readonly snapshots: readonly { readonly snapshot: string; readonly all: Amount; readonly kept: Amount; readonly nulls: number; /** At 10, 25, 50, 75, 90 %. */ readonly percentiles: readonly number[] }[];
  readonly sql: string;
}

/** `compare?a=&b=` : two recipes, each a name or a draft. */
export interface Compared extends Frame { readonly a: string; readonly b: string; readonly parts: Comparison; readonly sql: string }

/**
 * `sample?columns=a,b&as=<generation>` : binary, `application/octet-stream`: one line of JSON (this type), a line feed, zero bytes up to the next multiple of 8 (from the
 * start of the answer), then per column in their order: number -> Float64 x n, little endian, NaN = NULL; text -> Uint16 x n (index into `dictionary`) padded to 8 bytes.
 */
export interface SampleHead extends Frame {
  /** Rows have the same order in every answer of one generation; a column of another generation must not be mixed in. */
  readonly generation: string;
  /** Rows of the store that the sample stands for. */
  readonly of: number;
  /** Every 2^shift-th page by its id: 0 = all pages. */
  readonly shift: number;
  readonly columns: readonly ({ readonly name: string; readonly type: 'number' } | { readonly name: string; readonly type: 'text'; /** The last entry is '' = all others, when there are more than fit. */ readonly dictionary: readonly string[] })[];
}

/** One version of a saved recipe. `version` counts by name from 1, `number` over the store. */
export interface SavedRecipe {
  readonly name: string;
  readonly version: number;
  readonly number: number;
  /** The version of this name that it was made from; 0 = none, or a preset. */
  readonly parent: number;
  readonly action: 'save' | 'rollback';
  readonly author: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly changed: string;
  readonly recipe: Recipe;
  /** Its rules with every quantile as the number that it was when it was saved: what the stream judges by. Absent when it has no quantiles. */
  readonly resolved?: Rules;
}
/** `recipes` : the newest version of every saved recipe. */
export interface RecipeList extends Frame { readonly recipes: readonly SavedRecipe[] }
/** `recipes/<name>` : all versions, newest first, each with the first position per partition that was judged by it; absent = none yet. ETag: "<version>". */
export interface RecipeHistory extends Frame { readonly name: string; readonly versions: readonly (SavedRecipe & { readonly from_offset: Readonly<Record<string, string>> })[] }

/** A saved selection. */
export interface SavedSelection {
  readonly id: string;
  readonly name: string;
  readonly recipe: Recipe;
  /** `name@version` when it was a saved recipe as it stood, else null. */
  readonly recipe_version: string | null;
  readonly sql: string;
  readonly as_of: Frame['as_of'];
  readonly kept: Amount;
  readonly of: Amount;
  /** A random draw of as many documents, for comparison. */
  readonly random: Amount & { readonly seed: number; readonly sql: string };
  readonly author: string;
  readonly created: string;
}
export interface SelectionList extends Frame { readonly selections: readonly SavedSelection[] }

/** `POST exports` answers with one, `exports/<id>` says how far it is. */
export interface ExportJob {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  /** Folder on the machine that serves. */
  readonly path: string;
  readonly format: 'parquet' | 'jsonl.gz';
  readonly rows: number;
  readonly of: number;
  readonly files: number;
  readonly error: string | null;
}

/** `events` (server-sent): the watermark moved, or a recipe was saved. */
export interface Progress { readonly as_of: Frame['as_of']; readonly documents: number; readonly rejections: number; /** Documents per second over the last seconds; 0 = nothing comes in. */ readonly rate: number; /** Newest recipe number of the store. */ readonly recipe: number }
