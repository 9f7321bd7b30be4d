import type { Amount } from '../explore/answers.js';
import type { AnyRule } from '../model/rule.js';
import { identifier } from '../select/compile.js';
import { explainOf, explainSql } from '../select/explain.js';
import type { Selection } from '../select/recipe.js';
import { amountOf, countWithin } from './amounts.js';
import { drawnSql, flaggedSql, groupsSql, largestSql, type Flagging, type Grouping } from './audit-sql.js';
import { scopeOf, withinSql, type AsOf, type Scope } from './scope.js';
import type { ExportStore } from './store.js';

/** What one rule costs a group, in pages. */
export interface RuleCost {
  /** The condition in words. */
  readonly condition: string;
  readonly first: number;
  readonly any: number;
  readonly only: number;
  /** Share of the group's pages that fail it, and of all pages. */
  readonly share: number;
  readonly share_of_all: number;
}

/** What the filter does to one group. */
export interface AuditedGroup {
  readonly name: string;
  readonly all: Amount;
  readonly kept: Amount;
  /** Kept pages / pages, and the bounds of its 95 % interval. */
  readonly share: number;
  readonly interval: readonly [number, number];
  /** `share` / the share over all pages; null when nothing is kept at all. */
  readonly ratio: number | null;
  /** Change of the group's part of all pages, and of all tokens, in percentage points. */
  readonly shift: { readonly documents: number; readonly tokens: number };
  /** What a random draw of as many pages has of the group; `ratio` as above. */
  readonly random: { readonly documents: number; readonly tokens: number; readonly ratio: number | null };
  readonly flagged: boolean;
  /** Of a flagged group: what each rule costs it, the rule that most of its pages fail first. */
  readonly rules: readonly RuleCost[];
}

/** One grouping. */
export interface AuditedBy {
  readonly by: Grouping;
  /** How many groups there are, and how many of them are flagged. */
  readonly groups: number;
  readonly flagged: number;
  /** The largest ones, and the flagged ones that lose most beside them; most pages first. */
  readonly shown: readonly AuditedGroup[];
}

export interface Audit {
  readonly name: string;
  readonly as_of: AsOf;
  readonly all: Amount;
  readonly kept: Amount;
  readonly seed: number;
  /** Pages that a flagged group has at least. */
  readonly least: number;
  readonly by: readonly AuditedBy[];
}

export interface AuditOptions {
  readonly by: readonly Grouping[];
  readonly least: number;
  /** Largest groups that are shown, and as many flagged ones. */
  readonly limit: number;
  readonly seed: number;
}

/** 95 % interval of a share of n (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927); [0, 1] for n = 0. */
export const wilson = (part: number, n: number): [number, number] => {
  if (n === 0) return [0, 1];
  const z = 1.959963984540054, p = part / n, middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n), half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
};

type Row = Readonly<Record<string, string>>;
const part = (a: number, of: number): number => (of === 0 ? 0 : a / of);

/** The costs of every rule in the named groups, and over all pages. */
const costs = async (store: ExportStore, asked: Selection<AnyRule>, selection: Selection, scope: Scope, by: Grouping, names: readonly string[]): Promise<ReadonlyMap<string, RuleCost[]>> => {
  if (names.length === 0) return new Map();
  const all = explainOf(asked, (await store.readOnly.rows<Record<string, unknown>>(explainSql(selection, scope.database, { among: withinSql(scope.asOf) })))[0]!);
  const rows = await store.readOnly.rows<Record<string, unknown>>(
    explainSql(selection, scope.database, { by, among: `${withinSql(scope.asOf)} AND toString(${identifier(by)}) IN {names:Array(String)}` }), { names: [...names] });
  return new Map(rows.map((row) => {
    const { documents, conditions } = explainOf(asked, row);
    const found = conditions.map(({ condition, first, any, only }, i): RuleCost => ({ condition, first, any, only, share: part(any, documents), share_of_all: part(all.conditions[i]!.any, all.documents) }));
    return [String(row['name']), found.filter(({ any }) => any > 0).sort((a, b) => b.any - a.any)];
  }));
};

const auditBy = async (store: ExportStore, asked: Selection<AnyRule>, selection: Selection, scope: Scope, { all, kept }: Pick<Audit, 'all' | 'kept'>, by: Grouping, { least, limit, seed }: AuditOptions): Promise<AuditedBy> => {
  const flagging: Flagging = { least, share: part(kept.documents, all.documents) };
  const [totals] = await store.readOnly.rows<Row>(groupsSql(selection, scope, by, flagging));
  const rows = [...await store.readOnly.rows<Row>(largestSql(selection, scope, by, limit)), ...await store.readOnly.rows<Row>(flaggedSql(selection, scope, by, flagging, limit))];
  const groups = [...new Map(rows.map((row) => [row['name']!, row])).values()].sort((a, b) => Number(b['documents']) - Number(a['documents']) || (a['name']! < b['name']! ? -1 : 1));
  const isFlagged = (row: Row): boolean => Number(row['documents']) >= least && Number(row['kept_documents']) < Number(row['documents']) * (flagging.share / 2);
  const names = groups.map((row) => row['name']!);
  const drawn = new Map((await store.rows<Row>(drawnSql({ scope, documents: kept.documents, seed }, by), { names })).map((row) => [row['name']!, row]));
  const rules = await costs(store, asked, selection, scope, by, groups.filter(isFlagged).map((row) => row['name']!));
  return {
    by, groups: Number(totals!['groups']), flagged: Number(totals!['flagged']),
    shown: groups.map((row): AuditedGroup => {
      const name = row['name']!, own = amountOf(row), left = amountOf({ documents: row['kept_documents'], tokens: row['kept_tokens'], bytes: row['kept_bytes'] }), share = part(left.documents, own.documents);
      const random = { documents: Number(drawn.get(name)?.['documents'] ?? 0), tokens: Number(drawn.get(name)?.['tokens'] ?? 0) };
      const ratio = (documents: number): number | null => (flagging.share === 0 ? null : part(documents, own.documents) / flagging.share);
      return {
        name, all: own, kept: left, share, interval: wilson(left.documents, own.documents), ratio: ratio(left.documents),
        shift: { documents: 100 * (part(left.documents, kept.documents) - part(own.documents, all.documents)), tokens: 100 * (part(left.tokens, kept.tokens) - part(own.tokens, all.tokens)) },
        random: { ...random, ratio: ratio(random.documents) }, flagged: isFlagged(row), rules: rules.get(name) ?? [],
      };
    }),
  };
};

/**
 * What a filter does to the mixture of the store as it is now.
 * @param asked the selection as it was written, `selection` the same with every cut a number
 */
export const auditFilter = async (store: ExportStore, asked: Selection<AnyRule>, selection: Selection, options: AuditOptions): Promise<Audit> => {
  const scope = await scopeOf(store), { of: all, ...kept } = await countWithin(store, selection, scope), by: AuditedBy[] = [];
  for (const grouping of options.by) by.push(await auditBy(store, asked, selection, scope, { all, kept }, grouping, options));
  return { name: selection.name, as_of: scope.asOf, all, kept, seed: options.seed, least: options.least, by };
};
