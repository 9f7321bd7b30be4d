// A member of a group in a process of its own, on the compiled files in `dist/`: `node log-child.mjs <brokers> <topic> <group>`. It holds the first chunk of each
// partition for ever and says which partitions those are, one a line.
import { openKafka } from '../../dist/src/sources/kafka.js';

const [brokers, topic, group] = process.argv.slice(2);
const log = await openKafka({ brokers: brokers.split(','), clientId: 'doomed' });
const consumer = await log.consumer({ topic, group, partitionBytes: 1 << 20, fetchBytes: 1 << 20, sessionMs: 6000 });
await consumer.run(({ partition }) => {
  process.stdout.write(`${partition}\n`);
  return new Promise(() => {});
}, () => {});
