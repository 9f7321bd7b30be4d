import { documents } from './sql.js';

/** What the stream said of the pages for one preset. */
export interface PresetVerdicts {
  readonly name: string;
  /** Kept. */
  readonly documents: number;
  readonly tokens: number;
  /** Pages by the first signal that they fail. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** The verdicts that are stored with the pages: rows `name, failed, documents, tokens` for `verdictsOf`, most pages first. */
export const verdictsSql = (database: string): string => [
  'SELECT verdict.1 AS name, verdict.2 AS failed, count() AS documents, sum(tokens_est) AS tokens',
  `FROM ${documents(database)}`,
  'ARRAY JOIN CAST(stream_failed AS Array(Tuple(String, String))) AS verdict',
  'GROUP BY name, failed',
  'ORDER BY name, documents DESC, failed',
].join('\n');

/** The rows of `verdictsSql` as one entry a preset. */
export const verdictsOf = (rows: readonly Readonly<Record<string, string | number>>[], names: readonly string[]): PresetVerdicts[] =>
  names.map((name) => {
    const own = rows.filter((row) => row['name'] === name), kept = own.find((row) => row['failed'] === '');
    const reasons = Object.fromEntries(own.filter((row) => row !== kept).map((row) => [String(row['failed']), Number(row['documents'])]));
    return { name, documents: Number(kept?.['documents'] ?? 0), tokens: Number(kept?.['tokens'] ?? 0), reasons };
  });
