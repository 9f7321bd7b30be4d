// A recipe that is saved by one process while another one consumes from a real broker. The store is this process's, so that it outlives both.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, describe, it } from 'vitest';
import type { SavedRecipe } from '../../src/explore/answers.js';
import type { Log } from '../../src/model/log.js';
import { CONTROL_TOPIC } from '../../src/recipes/control.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { openKafka } from '../../src/sources/kafka.js';
import { pagesOf } from '../crawl.js';
import { clientOf, freshTopic, needsKafka } from '../services/kafka.js';
import { trickle } from '../services/trickle.js';
import { answer, type Started } from '../thresher.js';
import { curateWith, reportOf, until } from './members.js';

const PARTITIONS = 2, GAP_MS = 40, pages = pagesOf(43, 200);
const broker = await needsKafka('recipes of curate');
const folder = broker === null ? '' : mkdtempSync(join(tmpdir(), 'thresher-kafka-recipes-'));
const members: Started[] = [];
let kafka: Log | null = null, held: ClickHouseStore | null = null;
afterAll(async () => {
  for (const one of members) one.kill('SIGKILL');
  await kafka?.close();
  await held?.close();
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Entry = SavedRecipe & { readonly preset: boolean; readonly from_offset: Record<string, string> };
interface Row { readonly place: string; readonly position: string; readonly number: number; readonly verdict: string; readonly judged: number; readonly chars: number; readonly at: string; readonly run: string }

describe.skipIf(broker === null)('recipes of curate', () => {
  it('a change counts within a second of its saving, from exactly the stated positions on, also after the member was killed', async () => {
    const topic = await freshTopic(broker!, { name: 'recipes', partitions: PARTITIONS }), store = join(folder, 'store'), { member } = curateWith(broker), log = kafka = await openKafka({ brokers: broker!.brokers.split(',') });
    const tables = held = await openStore({ store, database: 'thresher', version: 'test' });
    const flow = await trickle(log, { topic, partitions: PARTITIONS, pages, gap: GAP_MS });
    const ask = <T>(...args: string[]): Promise<T> => answer<T>([...args, '--store', store]);
    const rows = (): Promise<Row[]> => tables.rows<Row>(`
      SELECT concat(src_topic, '/', toString(src_partition)) AS place, src_offset AS position, stream_recipe AS number, stream_failed['mine'] AS verdict, mapContains(stream_failed, 'mine') AS judged,
        text_chars AS chars, toUnixTimestamp64Milli(run_time) AS at, run_id AS run FROM samples ORDER BY place, src_offset`).catch(() => []);   // no tables yet
    const start = (): Started => { const one = member({ topic, group: topic, store }, ['--workers', '0', '--signals', 'gopher', '--lang', 'en', '--batch-rows', '20', '--quiet']); members.push(one); return one; };
    const file = (least: number): string => {
      const path = join(folder, `least-${least}.yaml`);
      writeFileSync(path, `name: mine\nrules:\n  all:\n    - { signal: text_chars, op: '>=', value: ${least} }\n`);
      return path;
    };

    let one = start();
    await until('rows', 60, async () => (await rows()).length > 10);
    const first = await ask<Entry>('recipes', 'set', file(500), '--brokers', broker!.brokers, '--reason', 'short pages', '--author', 'ann');
    expect(first).toMatchObject({ name: 'mine', version: 1, number: 1, author: 'ann', reason: 'short pages', preset: false });
    await until('rows of the first version', 60, async () => (await rows()).filter(({ number }) => number === 1).length > 5);
    one.kill('SIGKILL');
    await one.ended;
    const killed = new Set((await rows()).map(({ run }) => run));
    one = start();
    await until('rows of the new member', 60, async () => (await rows()).some(({ run }) => !killed.has(run)));
    const second = await ask<Entry>('recipes', 'set', file(900), '--if-version', '1', '--brokers', broker!.brokers);
    await until('rows of the second version', 60, async () => (await rows()).filter(({ number }) => number === 2).length > 5);
    const third = await ask<Entry>('recipes', 'rollback', 'mine', '--to', '1');   // without brokers: the store alone says it
    await until('rows of the rollback', 60, async () => (await rows()).filter(({ number }) => number === 3).length > 5);
    const sent = await flow.stop();
    await until('all stored', 60, async () => (await rows()).length === sent);
    const versions = await ask<Entry[]>('recipes', 'show', 'mine'), all = await rows();
    one.kill('SIGTERM');
    reportOf(await one.ended);

    expect(versions.map(({ version, number, action, parent }) => [version, number, action, parent])).toEqual([[3, 3, 'rollback', 1], [2, 2, 'save', 1], [1, 1, 'save', 0]]);
    const took: number[] = [];
    for (const { number, version, changed, from_offset } of versions) {
      expect(Object.keys(from_offset)).toEqual([0, 1].map((partition) => `${topic}/${partition}`));
      // Rows before the stated position have an older number, all from there on this or a newer one, and the verdict of theirs.
      expect(all.filter((row) => (BigInt(row.position) >= BigInt(from_offset[row.place]!)) !== row.number >= number)).toEqual([]);
      const least = [500, 900, 500][version - 1]!, mine = all.filter((row) => row.number === number);
      expect(mine.filter((row) => row.verdict !== (row.chars >= least ? '' : 'text_chars') || !row.judged)).toEqual([]);
      took.push(Math.min(...mine.map(({ at }) => Number(at))) - Date.parse(changed));
    }
    // A batch that was judged already is written first, which takes long where much else runs: the quickest of the three counts, and none may take a poll that is lost.
    expect([Math.min(...took) < 1000, Math.max(...took) < 10_000]).toEqual([true, true]);
    expect(all.filter((row) => row.number === 0 && row.judged)).toEqual([]);
    expect([first, second, third].map(({ number }) => number)).toEqual([1, 2, 3]);

    const admin = clientOf(broker!).admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: CONTROL_TOPIC, configNames: ['cleanup.policy'] }] });
    await admin.disconnect();
    if (broker!.version !== null) expect(resources[0]!.configEntries.map(({ configValue }) => configValue)).toEqual(['compact']);
  }, 240_000);
});
