import { describe, expect, test } from 'vitest';
import { startAfresh } from '../../src/demo/afresh.js';
import { crawlFile } from '../../src/demo/crawl.js';
import type { Store } from '../../src/model/ports.js';

/** A store that answers the three questions of `startAfresh` and records statements. */
const storeWith = (tables: readonly string[], files: readonly string[], topics: readonly string[]) => {
  const statements: string[] = [];
  const rows = (sql: string): Promise<unknown[]> => Promise.resolve(
    sql.includes('system.tables') ? tables.map((name) => ({ name })) : sql.includes('ingest_files') ? files.map((file) => ({ file })) : topics.map((topic) => ({ topic })));
  return { statements, store: { rows, command: (sql: string) => { statements.push(sql); return Promise.resolve(); } } as unknown as Store };
};

describe('a second demo', () => {
  test.each([
    ['nothing there', [], [], []],
    ['an earlier demo', ['ingest_files', 'samples'], [`/x/crawl/${crawlFile(0)}`, crawlFile(3)], []],
    ['an earlier demo that was stopped before its first row', ['ingest_files', 'samples'], [], []],
  ])('drops the database: %s', async (_, tables, files, topics) => {
    const { store, statements } = storeWith(tables, files, topics);
    await startAfresh(store, 'thresher');
    expect(statements).toEqual(['DROP DATABASE IF EXISTS thresher SYNC']);
  });

  test.each([
    ['files of the user', ['ingest_files', 'samples'], [crawlFile(0), 'mine.jsonl.gz'], [], 'mine.jsonl.gz'],
    ['pages from a topic', ['ingest_files', 'samples'], [crawlFile(0)], ['crawl.records'], 'topic crawl.records'],
    ['tables that are not thresher\'s', ['accounts'], [], [], 'table accounts'],
  ])('leaves the database alone: %s', async (_, tables, files, topics, found) => {
    const { store, statements } = storeWith(tables, files, topics);
    await expect(startAfresh(store, 'thresher')).rejects.toThrow(`store: got database thresher with ${found} in it, allowed an empty one or one of an earlier demo`);
    expect(statements).toEqual([]);
  });
});
