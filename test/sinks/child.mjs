// A process of its own on an embedded store: `node child.mjs <folder> [failpoint]`; one JSON command a line on stdin, one JSON answer a line on stdout.
import { createInterface } from 'node:readline';
import { openStore } from '../../dist/src/sinks/clickhouse.js';

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const told = (error) => ({ fault: error.name === 'Fault' ? error.message : String(error.stack), code: error.code });

let store;
try {
  store = await openStore({ store: process.argv[2], database: 'thresher', version: '0.0.0-child', failpoint: (name) => { if (name === process.argv[3]) process.kill(process.pid, 'SIGKILL'); } });
  say({ ready: process.pid });
} catch (error) {
  say(told(error));
  process.exit(error.code ?? 70);
}

const number = (values) => ({ kind: 'hash', values: BigUint64Array.from(values) });
const operations = {
  rows: ({ sql }) => store.readOnly.rows(sql),
  command: async ({ sql }) => { await store.command(sql); return 'done'; },
  insert: async ({ table, from, to }) => {
    const n = to - from;
    await store.insert(table, n, { n: number(Array.from({ length: n }, (_, i) => BigInt(from + i))) }, { topic: 't', partition: 0, from: BigInt(from), to: BigInt(to), version: 1 });
    return 'done';
  },
  close: async () => { await store.close(); return 'done'; },
};
for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, ...rest } = JSON.parse(line);
  void operations[op](rest).then((result) => say({ id, result }), (error) => say({ id, ...told(error) }));
}
