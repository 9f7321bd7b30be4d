// A process of its own on an embedded store: `node child.mjs <folder> [failpoint]`; commands and answers are messages between processes. Not on stdin: the
// engine would take them for data of an INSERT.
import { openStore } from '../../dist/src/sinks/clickhouse.js';

const say = (answer) => process.send(answer);
const told = (error) => ({ fault: error.name === 'Fault' ? error.message : String(error.stack), code: error.code });

let store;
try {
  store = await openStore({ store: process.argv[2], database: 'thresher', version: '0.0.0-child', failpoint: (name) => { if (name === process.argv[3]) process.kill(process.pid, 'SIGKILL'); } });
  say({ ready: process.pid });
} catch (error) {
  process.send(told(error), () => process.exit(error.code ?? 70));
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
process.on('message', ({ id, op, ...rest }) => {
  void operations[op](rest).then((result) => say({ id, result }), (error) => say({ id, ...told(error) }));
});
