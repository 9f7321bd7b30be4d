import type { Store } from '../model/ports.js';
import type { Operator, Preset, Rule } from '../model/rule.js';
import { leaves } from '../select/leaves.js';
import { identifier, literal, toPredicate } from '../select/compile.js';
import { keptSql } from '../select/kept.js';
import { quantilesSql, spreadOf, type Spread } from '../select/quantiles.js';
import { verdictsOf, verdictsSql, type PresetVerdicts } from '../select/verdicts.js';

/** How a model's scores are spread over the pages. */
export interface Score extends Spread {
  readonly mean: number | null;
  /** Share of the pages with a score that have more than 0.5, in [0,1]; null when no page has one. */
  readonly above_half: number | null;
}

/** A page that a preset does not keep, and why. */
export interface Example {
  readonly url: string;
  readonly preset: string;
  readonly signal: string;
  /** null = undefined for this page; no rule holds then. */
  readonly value: number | string | null;
  /** The page would be kept, as far as this signal goes, if `value op cut`. */
  readonly op: Operator;
  readonly cut: Rule['value'];
}

/** What a demo says of the pages in its store. */
export interface Summary {
  readonly documents: number;
  readonly tokens: number;
  readonly presets: readonly PresetVerdicts[];
  readonly signals: readonly Spread[];
  readonly scores: readonly Score[];
  readonly examples: readonly Example[];
  /** Gives `documents` and `tokens` of `presets`. */
  readonly sql: string;
}

const EXAMPLES = 3;

/** The rule about `signal` that `value` breaks. */
const brokenRule = (preset: Preset, signal: string, value: number | string | null): Rule => {
  const rules = leaves(preset.rules).filter((rule) => rule.signal === signal);
  return rules.find(({ op, value: cut }) => toPredicate({ all: [{ signal, op, value: cut }] })(() => value) !== '') ?? rules[0]!;
};

/** Pages with the most frequent reasons: that of each preset first, then the next ones. */
const examples = async (store: Store, database: string, presets: readonly Preset[], verdicts: readonly PresetVerdicts[]): Promise<Example[]> => {
  const reasons = verdicts.flatMap(({ name, reasons }) => Object.keys(reasons).map((signal, rank) => ({ name, signal, rank }))).sort((a, b) => a.rank - b.rank);
  const found: Example[] = [];
  for (const { name, signal } of reasons) {
    if (found.length === EXAMPLES) break;
    const [page] = await store.rows<{ url: string; value: number | string | null }>(
      `SELECT url, ${identifier(signal)} AS value FROM ${identifier(database)}.documents WHERE stream_failed[${literal(name)}] = ${literal(signal)} AND url IS NOT NULL ORDER BY isNull(value), id LIMIT 1`);
    if (page === undefined) continue;
    const { op, value: cut } = brokenRule(presets.find((preset) => preset.name === name)!, signal, page.value);
    found.push({ url: page.url, preset: name, signal, value: page.value, op, cut });
  }
  return found;
};

const scoreSql = (name: string, database: string): string =>
  `SELECT avg(${identifier(name)}) AS mean, countIf(${identifier(name)} > 0.5) / nullIf(count(${identifier(name)}), 0) AS above_half FROM ${identifier(database)}.documents`;

/**
 * Reads the tables of the demo from `documents`.
 * @param of presets that were judged; columns of signals and of scores
 */
export const summarise = async (
  store: Store, database: string, { presets, signals, scores }: { readonly presets: readonly Preset[]; readonly signals: readonly string[]; readonly scores: readonly string[] },
): Promise<Summary> => {
  const [all] = await store.rows<{ documents: string; tokens: string }>(`SELECT count() AS documents, sum(tokens_est) AS tokens FROM ${identifier(database)}.documents`);
  const sql = keptSql(database), kept = await store.rows<{ name: string; documents: string; tokens: string }>(sql);
  const verdicts = verdictsOf(await store.rows(verdictsSql(database)), presets.map(({ name }) => name)).map((verdict) => {
    const row = kept.find(({ name }) => name === verdict.name);
    return { ...verdict, documents: Number(row?.documents ?? 0), tokens: Number(row?.tokens ?? 0) };
  });
  const spreads = new Map((await store.rows<Record<string, unknown>>(quantilesSql([...signals, ...scores], database))).map(spreadOf).map((spread) => [spread.name, spread]));
  const scored: Score[] = [];
  for (const name of scores) {
    const [row] = await store.rows<{ mean: number | null; above_half: number | null }>(scoreSql(name, database));
    scored.push({ ...spreads.get(name)!, mean: row!.mean, above_half: row!.above_half });
  }
  return { documents: Number(all!.documents), tokens: Number(all!.tokens), presets: verdicts, signals: signals.map((name) => spreads.get(name)!), scores: scored,
    examples: await examples(store, database, presets, verdicts), sql };
};
