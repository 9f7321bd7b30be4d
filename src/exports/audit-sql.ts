// Who and what a filter removes. Quality filters move the mixture of a corpus without saying so: Documenting C4 (J. Dodge et al., EMNLP 2021) found pages in
// African-American and Hispanic-aligned English removed more often than others, AboutMe (L. Lucy et al., ACL 2024) regions and
// social roles, WebOrganizer (A. Wettig et al., ICML 2025) topics and formats. So per group: pages and tokens before and after, and
//
//   share     kept pages / pages of the group, with its 95 % interval (E. B. Wilson, JASA 22, 1927)
//   ratio     that share / the share over all pages; 1 = the filter treats the group like any other, below 0.5 = flagged
//   shift     the group's part of the kept pages - its part of all pages, in points
//   random    what a draw by chance of as many pages has of the group: how far the ratio moves without any filter
//
// and for flagged groups what each rule costs them. Example: 1,000 pages, 400 kept, of 200 Welsh ones 20: share 0.1, ratio 0.25, shift 5 % - 20 % = -15 points.

import { identifier, literal } from '../select/compile.js';
import type { Selection } from '../select/recipe.js';
import { keptSql } from '../select/sql.js';
import { drawSql, type Draw } from './draw.js';
import { documentsWithin, type Scope } from './scope.js';

/** What pages are grouped by. */
export const GROUPINGS = ['lang', 'domain', 'host', 'snapshot'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A group is flagged from so many pages on when its kept share is below half of the overall one. */
export interface Flagging {
  /** Pages that a group must have. */
  readonly least: number;
  /** Kept share over all pages. */
  readonly share: number;
}

const grouped = (selection: Selection, scope: Scope, by: Grouping): string => [
  'SELECT name, count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes,',
  '  countIf(kept) AS kept_documents, sumIf(tokens_est, kept) AS kept_tokens, sumIf(text_bytes, kept) AS kept_bytes',
  `FROM (SELECT toString(${identifier(by)}) AS name, tokens_est, text_bytes, ${keptSql(selection)} AS kept FROM ${documentsWithin(scope)})`,
  'GROUP BY name',
].join('\n');

const flagged = ({ least, share }: Flagging): string => `documents >= ${least} AND kept_documents < documents * ${literal(share / 2)}`;

/** The largest groups, most pages first. */
export const largestSql = (selection: Selection, scope: Scope, by: Grouping, limit: number): string => `${grouped(selection, scope, by)}\nORDER BY documents DESC, name\nLIMIT ${limit}`;

/** Flagged groups; those first that would have the most pages more if they were treated like all. */
export const flaggedSql = (selection: Selection, scope: Scope, by: Grouping, flagging: Flagging, limit: number): string =>
  `${grouped(selection, scope, by)}\nHAVING ${flagged(flagging)}\nORDER BY documents * ${literal(flagging.share)} - kept_documents DESC, name\nLIMIT ${limit}`;

/** One row `groups, flagged`: how many there are. */
export const groupsSql = (selection: Selection, scope: Scope, by: Grouping, flagging: Flagging): string =>
  `SELECT count() AS groups, countIf(${flagged(flagging)}) AS flagged\nFROM (\n${grouped(selection, scope, by)}\n)`;

/** Pages and tokens that a random draw has of the named groups: parameter `names` is an Array(String). */
export const drawnSql = (draw: Draw, by: Grouping): string =>
  `SELECT name, count() AS documents, sum(tokens_est) AS tokens\nFROM (\n${drawSql(draw, `toString(${identifier(by)}) AS name, tokens_est`)}\n)\nWHERE name IN {names:Array(String)}\nGROUP BY name`;
