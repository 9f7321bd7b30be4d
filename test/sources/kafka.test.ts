import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../src/model/fault.js';
import { openKafka } from '../../src/sources/kafka.js';
import { logContract, type LogUnderTest } from '../contracts/log.js';
import { out, scene, until } from '../contracts/log-scene.js';
import { clientOf, needsKafka } from '../services/kafka.js';

const warnings: string[] = [];
process.on('warning', ({ name, message }) => { warnings.push(`${name}: ${message}`); });
const broker = await needsKafka('kafka');
afterAll(() => broker?.stop());

/** LeaveGroup, version 0, for somebody else's membership: what a coordinator does to a member that was silent for too long, without the wait. Returns Kafka's error code. */
const putOut = (host: string, port: number, group: string, member: string): Promise<number> => new Promise((resolve, reject) => {
  const short = (value: number): Buffer => { const buffer = Buffer.alloc(2); buffer.writeInt16BE(value); return buffer; };
  const long = (value: number): Buffer => { const buffer = Buffer.alloc(4); buffer.writeInt32BE(value); return buffer; };
  const string = (text: string): Buffer => Buffer.concat([short(Buffer.byteLength(text)), Buffer.from(text)]);
  const request = Buffer.concat([short(13), short(0), long(1), string('thresher-test'), string(group), string(member)]);
  let answer = Buffer.alloc(0);
  const socket = connect(port, host, () => { socket.write(Buffer.concat([long(request.length), request])); });
  socket.on('error', reject).on('data', (data) => {
    answer = Buffer.concat([answer, data]);
    if (answer.length < 10) return;
    resolve(answer.readInt16BE(8));
    socket.destroy();
  });
});

const prepare = async (brokers: string): Promise<LogUnderTest> => {
  const kafka = clientOf({ brokers }), admin = kafka.admin(), producer = kafka.producer();
  const transactional = kafka.producer({ transactionalId: `gaps-${process.pid}-${Date.now()}`, idempotent: true, maxInFlightRequests: 1 });
  await Promise.all([admin.connect(), producer.connect(), transactional.connect()]);
  const children = new Set<ChildProcess>();
  return {
    open: (name) => openKafka({ brokers: brokers.split(','), clientId: name }),
    append: async (topic, partition, messages) => {
      for (const { key, value, headers, timestamp } of messages) {
        const buffers = Object.fromEntries(Object.entries(headers).map(([name, given]) => [name, given instanceof Uint8Array ? Buffer.from(given) : given.map((one) => Buffer.from(one))]));
        await producer.send({ topic, messages: [{ partition, key: key && Buffer.from(key), value: value && Buffer.from(value), headers: buffers, timestamp: String(timestamp ?? -1) }] });
      }
    },
    gap: async (topic, partition) => {
      const high = async (): Promise<number> => Number((await admin.fetchTopicOffsets(topic)).find((one) => one.partition === partition)!.high), before = await high();
      // A partition that the producer's metadata does not show yet is left out without a word.
      for (let sent = 0; sent === 0;) {
        const transaction = await transactional.transaction();
        sent = (await transaction.send({ topic, messages: [{ partition, value: 'aborted' }] })).length;
        await transaction.abort();
      }
      await until('the aborted message and its marker', async () => (await high()) >= before + 2);
    },
    trim: async (topic, partition, offset) => {
      await admin.fetchTopicOffsets(topic);   // deleteTopicRecords finds no leader in metadata that it has not loaded
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] });
    },
    addPartitions: async (topic, count) => { await admin.createPartitions({ topicPartitions: [{ topic, count }] }); },
    evict: async (group, name) => {
      const { groups } = await admin.describeGroups([group]), { brokers: nodes } = await admin.describeCluster();
      const member = groups[0]!.members.find(({ clientId }) => clientId === name);
      const codes = await Promise.all(nodes.map(({ host, port }) => putOut(host, port, group, member!.memberId)));
      expect(codes).toContain(0);   // from the coordinator
    },
    doomed: async (topic, group) => {
      const child = spawn(process.execPath, [fileURLToPath(new URL('log-child.mjs', import.meta.url)), brokers, topic, group], { stdio: ['ignore', 'pipe', 'inherit'] }), owned: number[] = [];
      children.add(child);
      createInterface({ input: child.stdout }).on('line', (line) => { owned.push(Number(line)); });
      return {
        owned: () => owned,
        kill: async () => {
          const exit = once(child, 'exit');
          child.kill('SIGKILL');
          await exit;
          children.delete(child);
        },
      };
    },
    close: async () => {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all([admin.disconnect(), producer.disconnect(), transactional.disconnect()]);
    },
  };
};

describe.skipIf(broker === null)('kafka', () => {
  logContract('kafkajs', () => prepare(broker!.brokers));

  it('keeps the membership alive while a handler runs for longer than a session', async () => {
    const under = await prepare(broker!.brokers), { send, join } = await scene(under, 2), told: string[] = [], session = 6000;
    await send(out(0, 'long'), out(1, 'short'));
    const start = performance.now(), a = await join('a', async ({ next, partition }, { commit }) => {
      if (partition === 0) await until('more than a session', () => performance.now() - start > session + 1500);
      told.push(await commit(next, ''));
    }, { sessionMs: session });
    await until('both commits', () => told.length === 2);
    expect([told, a.assignments.length, a.chunks.length]).toEqual([['ok', 'ok'], 1, 2]);
    await under.close();
  });

  it('arms no timer in the past while it waits, which kafkajs does by itself for ever', async () => {
    const under = await prepare(broker!.brokers), { join, committed, send } = await scene(under, 1);
    await send(out(0, 'one'));
    await join('a');
    await until('an idle consumer', async () => (await committed()).get(0)?.offset === 1n);
    const armed = vi.spyOn(globalThis, 'setTimeout'), before = performance.now();
    await until('a second of waiting', () => performance.now() - before > 1000);
    expect([armed.mock.calls.length > 0, armed.mock.calls.filter(([, delay]) => (delay ?? 0) < 0).length]).toEqual([true, 0]);
    armed.mockRestore();
    await under.close();
  });

  it('says so when no broker answers', async () => {
    await expect(openKafka({ brokers: ['127.0.0.1:1'] })).rejects.toBeInstanceOf(Fault);
  });

  it('makes Node warn of nothing', () => { expect(warnings).toEqual([]); });
});
