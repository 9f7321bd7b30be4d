// Members of a group that are killed, sent away, stopped, or lose their broker, and topics, groups and stores that are empty, lost or new: every message is stored once.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestReport, RunReport } from '../../src/report.js';
import { seeded, writeCrawl } from '../crawl.js';
import { freshTopic, needsOwnKafka } from '../services/kafka.js';
import { answer, digestOf, type Started } from '../thresher.js';
import { curateWith, reportOf, until, type Route } from './members.js';

const RECORDS = 600, PARTITIONS = 4, SETTINGS = ['--dedup-window', '40', '--quiet'];
/** A few records a batch: work lasts long enough to be broken off. */
const SLOWLY = [...SETTINGS, '--workers', '0'];
const SEED = Number(process.env['THRESHER_SEED'] ?? 1);

const broker = await needsOwnKafka('members of a group');
const folder = broker === null ? '' : mkdtempSync(join(tmpdir(), 'thresher-kafka-members-')), crawl = join(folder, 'crawl');
afterAll(async () => {
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 180_000);

const ownerOf = (store: string): number | null => {
  try { return (JSON.parse(readFileSync(join(store, 'owner.json'), 'utf8')) as { pid: number }).pid; } catch { return null; }
};

describe.skipIf(broker === null)('members of a group', () => {
  const { asked, caughtUp, member, membersOf, lagOf, stateOf } = curateWith(broker);
  const started = new Set<Started>();
  let topic: string, unbroken: string[];
  const route = (name: string, of = topic): Route => ({ topic: of, group: `${of}-${name}`, store: join(folder, name) });
  const send = async (to: string, more: readonly string[] = []): Promise<number> =>
    (await answer<IngestReport>(['ingest', crawl, '--brokers', broker!.brokers, '--topic', to, '--progress', join(folder, `${to}-progress`), ...more])).rows;
  const begin = (to: Route, rows: number, sessionMs?: number): Started => {
    const one = member(to, [...SLOWLY, '--batch-rows', String(rows)], sessionMs);
    started.add(one);
    void one.ended.then(() => started.delete(one));
    return one;
  };
  /** SIGTERM to all; every one ends with 0. */
  const dismiss = async (members: readonly Started[]): Promise<void> => {
    for (const { kill } of members) kill('SIGTERM');
    for (const { ended } of members) reportOf(await ended);
  };

  beforeAll(async () => {
    topic = await freshTopic(broker!, { name: 'members', partitions: PARTITIONS });
    writeCrawl(crawl, 13, RECORDS, 29);
    await send(topic);
    reportOf(await caughtUp(route('unbroken'), [...SETTINGS, '--batch-rows', '100']));
    unbroken = await digestOf(route('unbroken').store);
  }, 120_000);
  afterAll(() => { for (const { kill } of started) kill('SIGKILL'); });

  it.each([[2, 5], [3, 6]])('%i of which some are killed with -9 at any time, %i times, store every message once', async (size, kills) => {
    const to = route(`killed-${size}`), random = seeded(SEED * 10 + size), members: Started[] = [], hits: string[] = [];
    const rows = (): number => 1 + Math.floor(random() * 6);
    for (let i = 0; i < size; i++) members.push(begin(to, rows()));
    try {
      for (let kill = 0; kill < kills; kill++) {
        // A kill comes some way further on, or right behind the last one; a third take the process that holds the store, another third come in a rebalance.
        const way = random(), choice = random(), goal = Math.ceil(RECORDS - (RECORDS * (kill + way)) / (kills + 1));
        if (way > 0.3) await until(`${RECORDS - goal} messages stored`, 90, async () => (await lagOf(to)) <= goal);
        await pause(random() * 300);
        const owner = members.findIndex(({ pid }) => pid === ownerOf(to.store)), victim = choice < 1 / 3 && owner >= 0 ? owner : Math.floor(random() * size), fresh = begin(to, rows());
        const shaken = choice > 2 / 3 && (await until('a rebalance', 30, async () => /Rebalance/.test(await stateOf(to)) || (await membersOf(to)) > size));
        const [gone] = members.splice(victim, 1, fresh);
        hits.push(`${victim === owner ? 'owner' : 'member'}${shaken ? ' in a rebalance' : ''} with ${await lagOf(to)} left`);
        gone!.kill('SIGKILL');
        expect((await gone!.ended).signal).toBe('SIGKILL');
      }
      await until('everything stored', 90, async () => (await lagOf(to)) === 0);
    } finally {
      process.stdout.write(`${size} members, seed ${SEED}, killed: ${hits.join(', ')}\n`);
    }
    await dismiss(members);
    expect(await digestOf(to.store)).toEqual(unbroken);
  }, 240_000);

  it('sent away with SIGTERM at any time leave in good order, and others take over at once', async () => {
    // Nobody could take over from a member that has not left within a session of a minute.
    const to = route('away'), random = seeded(SEED + 5), members = [begin(to, 2, 60_000), begin(to, 3, 60_000)], left: number[] = [];
    await until('a first commit', 60, async () => (await lagOf(to)) < RECORDS);
    for (let i = 0; i < 4; i++) {
      await pause(random() * 1500);
      members.push(begin(to, 1 + Math.floor(random() * 5), 60_000));
      const gone = members.splice(Math.floor(random() * 2), 1)[0]!, since = performance.now();
      gone.kill('SIGTERM');
      reportOf(await gone.ended);
      expect(performance.now() - since).toBeLessThan(25_000);
      left.push(await lagOf(to));
      await until('the others have its share', 20, async () => (await membersOf(to)) === 2);
    }
    await until('everything stored', 60, async () => (await lagOf(to)) === 0);
    await dismiss(members);
    process.stdout.write(`SIGTERM with seed ${SEED}, messages left: ${left.join(', ')}\n`);
    expect(await digestOf(to.store)).toEqual(unbroken);
  }, 240_000);

  it('that were stopped for longer than a session find others in their place, and go on with them', async () => {
    const to = route('stopped'), owner = begin(to, 3);
    await until('a first commit', 60, async () => (await lagOf(to)) < RECORDS);
    const other = begin(to, 2), left: number[] = [];
    for (let i = 0; i < 4; i++) {
      await until('both have their share', 60, async () => (await membersOf(to)) === 2);
      await pause(300);
      other.kill('SIGSTOP');
      await until('one alone', 60, async () => (await membersOf(to)) === 1);
      const before = await lagOf(to);
      await until('some stored by the one', 60, async () => (await lagOf(to)) <= Math.max(0, before - 80));
      left.push(await lagOf(to));
      other.kill('SIGCONT');
    }
    await until('everything stored', 60, async () => (await lagOf(to)) === 0 && (await membersOf(to)) === 2);
    await dismiss([owner, other]);
    process.stdout.write(`stopped and woken with ${left.join(', ')} left\n`);
    expect(await digestOf(to.store)).toEqual(unbroken);
  }, 240_000);

  it('go on when their broker was killed and is back', async () => {
    const to = route('broker'), members = [begin(to, 2), begin(to, 3)];
    await until('both at work', 60, async () => (await membersOf(to)) === 2 && (await lagOf(to)) < RECORDS);
    for (const away of [0, 4000]) {
      await broker!.kill();
      await pause(away);
      await broker!.restart();
      await until('back at work', 60, async () => (await membersOf(to)) === 2);
    }
    await until('everything stored', 60, async () => (await lagOf(to)) === 0);
    await dismiss(members);
    expect(await digestOf(to.store)).toEqual(unbroken);
  }, 240_000);

  it('have nothing to do in an empty topic, with an empty partition, and the second time', async () => {
    const empty = await freshTopic(broker!, { name: 'empty', partitions: 3 }), to = route('empty', empty);
    const counts = ({ records, files, store }: RunReport) => [records, files.length, store.rows + store.rejections];
    expect(counts(reportOf(await caughtUp(to, SETTINGS)))).toEqual([0, 0, 0]);
    const lines = join(folder, 'some.jsonl');
    // All of one site, hence in one partition.
    writeFileSync(lines, Array.from({ length: 5 }, (_, i) => `${JSON.stringify({ url: `https://one.example/${i}`, text: `page ${i}` })}\n`).join(''));
    await answer(['ingest', lines, '--brokers', broker!.brokers, '--topic', empty, '--progress', join(folder, 'some-progress')]);
    expect(counts(reportOf(await caughtUp(to, SETTINGS)))).toEqual([5, 1, 5]);
    const since = performance.now(), again = reportOf(await caughtUp(to, SETTINGS));
    expect([counts(again), again.seconds < 10, performance.now() - since < 15_000]).toEqual([[0, 0, 5], true, true]);
  }, 60_000);

  it('whose group was deleted go on where the store ends', async () => {
    const to = route('lost');
    expect((await caughtUp(to, [...SLOWLY, '--batch-rows', '17'], 'texts:8')).signal).toBe('SIGKILL');
    const forget = async (): Promise<void> => {
      await until('the group is empty', 30, async () => (await stateOf(to)) === 'Empty');
      await asked((admin) => admin.deleteGroups([to.group]));
    };
    await forget();
    expect(reportOf(await caughtUp(to, [...SLOWLY, '--batch-rows', '29'])).records).toBeGreaterThan(0);
    expect(await digestOf(to.store)).toEqual(unbroken);
    await forget();
    const again = await caughtUp(to, SETTINGS.filter((word) => word !== '--quiet'));
    expect([again.code, (JSON.parse(again.stdout) as RunReport).records, (again.stderr.match(/the store holds everything below \d+; going on there/g) ?? []).length]).toEqual([0, 0, PARTITIONS]);
    expect(await digestOf(to.store)).toEqual(unbroken);
  }, 60_000);

  it('of an old group say so over a fresh store', async () => {
    const { group } = route('unbroken'), { code, stdout, stderr } = await caughtUp({ topic, group, store: join(folder, 'fresh') }, ['--dedup-window', '40']);
    expect([code, (JSON.parse(stdout) as RunReport).records]).toEqual([0, 0]);
    expect(stderr.match(/group \S+ stands at \d+, but this store holds nothing of it; another --group reads from the beginning/g)?.length).toBe(PARTITIONS);
  }, 60_000);

  it('refuse a topic that was made anew under its name', async () => {
    const renewed = await freshTopic(broker!, { name: 'renewed', partitions: 2 }), to = route('renewed', renewed);
    await send(renewed);
    reportOf(await caughtUp(to, SETTINGS));
    await asked(async (admin) => {
      await admin.deleteTopics({ topics: [renewed] });
      await until('the topic is gone', 30, async () => !(await admin.listTopics()).includes(renewed));
      await admin.createTopics({ waitForLeaders: true, topics: [{ topic: renewed, numPartitions: 2 }] });
    });
    expect(await send(renewed, ['--limit', '100'])).toBe(100);
    const { code, stdout, stderr } = await caughtUp(to, SETTINGS);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^topic renewed\S+: got \d+ as the end of partition [01], allowed at least \d+, .*a topic that was made anew needs a name of its own.*\n$/);
  }, 60_000);
});
