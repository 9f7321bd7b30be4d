/**
 * What each preset that was judged while streaming keeps: rows `name, documents, tokens`, on one line and without quotes of its own, so that
 * it can be pasted into a shell. The verdicts are in the rows, so this reads three columns.
 * @param database a plain identifier
 */
export const keptSql = (database: string): string =>
  `SELECT name, countIf(failed = '') AS documents, sumIf(tokens_est, failed = '') AS tokens FROM ${database}.documents `
  + 'ARRAY JOIN mapKeys(stream_failed) AS name, mapValues(stream_failed) AS failed GROUP BY name ORDER BY name';
