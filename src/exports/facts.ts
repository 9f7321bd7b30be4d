import type { AnyRule } from '../model/rule.js';
import { conditions, identifier, literal } from '../select/compile.js';
import { explainSql, inWords } from '../select/explain.js';
import type { Selection } from '../select/recipe.js';
import { documents, keptSql, whereSql } from '../select/sql.js';
import { drawSql } from './draw.js';
import { documentsWithin, within, withinSql, type Scope } from './scope.js';

/** A table of a card and the query that it is the answer of, word for word. */
export interface FactQuery {
  readonly name: string;
  readonly title: string;
  readonly sql: string;
}

/** What is described: pages of a scope, all of them or those that a selection keeps. */
export interface Subject {
  readonly scope: Scope;
  /** null = all pages. With every cut a number. */
  readonly selection: Selection | null;
  /** The same as it was written. */
  readonly asked: Selection<AnyRule> | null;
  /** Column names of `documents` with their types. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Rows of a table with an open end. */
const MOST = 30;

const fromOf = ({ scope, selection }: Subject): string => (selection === null ? documentsWithin(scope) : `${documents(scope.database)}\n${whereSql(within(selection, scope.asOf))}`);
const AMOUNTS = 'count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes';

const byColumn = (subject: Subject, name: string, title: string, expression: string, as: string, limit = MOST): FactQuery =>
  ({ name, title, sql: `SELECT ${expression} AS ${as}, ${AMOUNTS}\nFROM ${fromOf(subject)}\nGROUP BY ${as}\nORDER BY documents DESC, ${as}\nLIMIT ${limit}` });

/** How much there is. */
export const amountFacts = (subject: Subject): FactQuery[] => [
  { name: 'amounts', title: 'Pages, estimated tokens, bytes and characters of text', sql: `SELECT ${AMOUNTS}, sum(text_chars) AS characters\nFROM ${fromOf(subject)}` },
  ...(subject.selection === null ? [] : [{
    name: 'share', title: 'Share of all pages of the store',
    sql: `SELECT count() AS all_documents, sum(tokens_est) AS all_tokens, round(100 * countIf(kept) / count(), 2) AS percent_of_documents, round(100 * sumIf(tokens_est, kept) / sum(tokens_est), 2) AS percent_of_tokens\n`
      + `FROM (SELECT tokens_est, ${keptSql(subject.selection)} AS kept FROM ${documentsWithin(subject.scope)})`,
  }]),
  {
    name: 'lengths', title: 'Estimated tokens a page',
    sql: `SELECT q[1] AS p1, q[2] AS p10, q[3] AS p25, q[4] AS p50, q[5] AS p75, q[6] AS p90, q[7] AS p99, longest\n`
      + `FROM (SELECT quantilesExact(0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)(tokens_est) AS q, max(tokens_est) AS longest FROM ${fromOf(subject)})`,
  },
];

/** Which languages, places, times and kinds of files pages come from. */
export const originFacts = (subject: Subject): FactQuery[] => [
  byColumn(subject, 'languages', `Languages (the ${MOST} largest)`, 'lang', 'language'),
  byColumn(subject, 'snapshots', 'Crawls', 'snapshot', 'crawl', 100),
  { name: 'places', title: 'How many languages, domains and hosts', sql: `SELECT uniqExact(lang) AS languages, uniqExact(domain) AS domains, uniqExact(host) AS hosts, countIf(url IS NULL) AS without_url\nFROM ${fromOf(subject)}` },
  byColumn(subject, 'domains', 'Largest domains', 'domain', 'registered_domain', 20),
  {
    name: 'times', title: 'When pages were fetched',
    sql: `SELECT min(crawl_time) AS first, max(crawl_time) AS last, countIf(crawl_time IS NULL) AS without_time\nFROM ${fromOf(subject)}`,
  },
  byColumn(subject, 'media', 'Kinds of files', 'media_type', 'media', 20),
];

/** Duplicates and what was no page. */
export const qualityFacts = (subject: Subject): FactQuery[] => [
  byColumn(subject, 'duplicates', 'Marks of the stream: what a page repeats inside the window of its partition', "if(stream_dup_kind = '', 'none', stream_dup_kind)", 'repeats'),
  { name: 'replays', title: 'Records that came twice and count once', sql: `SELECT count() AS replays\nFROM ${identifier(subject.scope.database)}.samples WHERE stream_dup_kind = 'replay' AND ${withinSql(subject.scope.asOf)}` },
  { name: 'repaired', title: 'Pages whose text held bytes that are no UTF-8', sql: `SELECT countIf(text_repaired > 0) AS documents, sum(text_repaired) AS repaired_places\nFROM ${fromOf(subject)}` },
  {
    name: 'rejections', title: 'Records of the input that are no page, by reason',
    sql: `SELECT reason, count() AS records\nFROM ${identifier(subject.scope.database)}.rejections WHERE ${withinSql(subject.scope.asOf)}\nGROUP BY reason\nORDER BY records DESC, reason`,
  },
];

const LISTS: Readonly<Record<string, string>> = {
  c4_page_badword: 'pages with a word of the C4 list', rps_doc_ldnoobw_words: 'pages with a word of the LDNOOBW list', rps_doc_ut1_blacklist: 'pages on a host of the UT1 lists',
};

/** What there is about content that hurts. */
export const sensitiveFacts = (subject: Subject): FactQuery[] => [
  ...(!subject.columns.has('toxicity_score') ? [] : [{
    name: 'toxicity', title: 'Scores of the toxicity model (0 to 1; no score where the model does not know the language)',
    sql: `SELECT count(toxicity_score) AS scored, countIf(toxicity_score IS NULL) AS not_scored, countIf(toxicity_score >= 0.5) AS from_0_5, countIf(toxicity_score >= 0.9) AS from_0_9, round(avg(toxicity_score), 4) AS mean\nFROM ${fromOf(subject)}`,
  }]),
  ...Object.entries(LISTS).filter(([column]) => subject.columns.has(column)).map(([column, title]) => ({
    name: column, title: `Lists: ${title}`, sql: `SELECT countIf(${column} > 0) AS documents, countIf(${column} IS NULL) AS not_measured\nFROM ${fromOf(subject)}`,
  })),
];

/** Licences as the records name them. */
export const licenceFacts = (subject: Subject): FactQuery[] => [byColumn(
  subject, 'licences', 'Licences that records name (fields `license` or `licence` of JSON lines)',
  "multiIf(JSONExtractString(meta, 'license') != '', JSONExtractString(meta, 'license'), JSONExtractString(meta, 'licence') != '', JSONExtractString(meta, 'licence'), 'not stated')", 'stated')];

/** Which versions of what measured the pages. */
export const versionFacts = (subject: Subject): FactQuery[] => [
  byColumn(subject, 'versions', 'Versions of thresher that measured', 'run_version', 'version'),
  ...[...subject.columns.keys()].filter((name) => name.endsWith('_model')).map((name) => byColumn(subject, name, `Model behind ${name.slice(0, -'_model'.length)}: name, version, digest`, `if(${identifier(name)} = '', 'none', ${identifier(name)})`, 'model')),
  { name: 'schema', title: 'Tables of the store', sql: `SELECT max(version) AS schema_version\nFROM ${identifier(subject.scope.database)}.schema_migrations` },
];

/** What each rule takes away, and what a draw by chance of as many pages would be. Nothing for a whole store. */
export const ruleFacts = ({ scope, selection, asked }: Subject, kept: number): FactQuery[] => {
  if (selection === null || asked === null) return [];
  const words = [...conditions<AnyRule>(asked.rules).map(({ holds }) => inWords(holds)), ...(asked.where === null ? [] : [asked.where])];
  return [
    ...(words.length === 0 ? [] : [{
      name: 'rules', title: 'Pages that fail a rule and none before it, that fail it at all, and that fail nothing else',
      sql: `SELECT a_page_must_have, fail_first, fail_at_all, fail_only_this\nFROM (\n${explainSql(selection, scope.database, { among: withinSql(scope.asOf) })}\n)\nARRAY JOIN [${words.map(literal).join(', ')}] AS a_page_must_have, first AS fail_first, any AS fail_at_all, only AS fail_only_this`,
    }]),
    {
      name: 'random_draw', title: 'For comparison: languages of a random draw of as many pages',
      sql: `SELECT lang AS language, ${AMOUNTS}\nFROM (\n${drawSql({ scope, documents: kept, seed: 0 }, 'lang, tokens_est, text_bytes')}\n)\nGROUP BY language\nORDER BY documents DESC, language\nLIMIT ${MOST}`,
    },
  ];
};
