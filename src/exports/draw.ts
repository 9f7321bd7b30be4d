// What a selection is compared with: as many pages, drawn by chance. Pages are put in the order of a hash of (seed, id) and the first n are taken. So a
// draw is the same at any time and on any machine, whoever has the ids can make it (xxHash64 with seed 0 of the text `<seed>:<id>`), a
// larger draw holds the smaller ones, and it knows nothing of the selection but its size.
//
// An id can be there twice (a replay that the window did not see); ties go by position in the log, so that a draw has exactly n pages.
// Cost: one scan and a sort of all pages by 8 bytes and a position; the engine keeps the first n only.

import { documentsWithin, type Scope } from './scope.js';

/** How a random draw is made: it has `documents` pages of all in the scope. */
export interface Draw {
  readonly scope: Scope;
  readonly documents: number;
  /** 0 ... 4294967295 */
  readonly seed: number;
}

const order = (seed: number): string => `ORDER BY xxHash64(concat('${seed}:', toString(id))), src_topic, src_partition, src_offset`;

/** The drawn pages, with these columns or expressions. */
export const drawSql = ({ scope, documents, seed }: Draw, columns: string): string =>
  `SELECT ${columns}\nFROM ${documentsWithin(scope)}\n${order(seed)}\nLIMIT ${documents}`;

/** One row `documents, tokens, bytes` of a draw. */
export const drawCountSql = (draw: Draw): string =>
  `SELECT count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes\nFROM (\n${drawSql(draw, 'tokens_est, text_bytes')}\n)`;

/** Rows `lang, documents, tokens, bytes` of a draw, most documents first. */
export const drawLanguagesSql = (draw: Draw): string =>
  `SELECT lang, count() AS documents, sum(tokens_est) AS tokens, sum(text_bytes) AS bytes\nFROM (\n${drawSql(draw, 'lang, tokens_est, text_bytes')}\n)\nGROUP BY lang\nORDER BY documents DESC, lang`;
