// One case of `bench -- path --source kafka` in a process of its own: curate-run <brokers> <topic> <group> <store> <workers> <slow seconds> prints a CurateRun as JSON.
// With slow seconds every insert takes ten times as long, and it ends after so many seconds instead of when it has caught up.
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { resolveConfig } from '../src/config.js';
import type { Figures } from '../src/dataflow.js';
import type { Store } from '../src/model/ports.js';
import { runCurate } from '../src/run-curate.js';
import type { CurateRun, Moment } from './kafka.js';

const [brokers, topic, group, store, workers, slow] = process.argv.slice(2) as [string, string, string, string, string, string];
const SLOWED = 10, seconds = Number(slow), stop = new AbortController(), moments: Moment[] = [], before = process.cpuUsage();
let figures: Figures | undefined, peakRss = 0, assignments = 0, lag = (): number => 0;
const watch = setInterval(() => { peakRss = Math.max(peakRss, process.memoryUsage.rss()); }, 100);
const slowly = (fast: Store): Store => ({
  ...fast,
  insert: async (...given) => {
    const begun = performance.now();
    await fast.insert(...given);
    await sleep((SLOWED - 1) * (performance.now() - begun), null, { signal: stop.signal }).catch(() => {});
  },
});
if (seconds) {
  const look = setInterval(() => { if (assignments > 0) moments.push({ lag: lag(), rss: process.memoryUsage.rss() }); }, 1000);
  setTimeout(() => { clearInterval(look); stop.abort(); }, seconds * 1000);
}
const report = await runCurate({ config: resolveConfig({ brokers, topic, group, store, workers }, {}), version: 'bench', quiet: true, log: pino({ level: 'silent' }), stop: stop.signal }, {
  untilCaughtUp: !seconds, measured: (measured) => { figures = measured; }, ...(seconds ? { through: slowly } : {}),
  assigned: (partitions, of) => { assignments += 1 / partitions; lag = of; },
});
clearInterval(watch);
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ report, figures: figures!, cpuSeconds: (user + system) / 1e6, peakRss, assignments: Math.round(assignments), moments } satisfies CurateRun));
process.exit(0);
