// One case of `bench -- path`: path-run <settings> <file...> prints a PathRun as JSON.
import pino from 'pino';
import { resolveConfig } from '../src/config.js';
import type { Figures } from '../src/dataflow.js';
import { runBackfill } from '../src/run-backfill.js';
import type { PathRun, PathSettings } from './path.js';

const [settings, ...inputs] = process.argv.slice(2) as [string, ...string[]];
let figures: Figures | undefined, peakRss = 0;
const watch = setInterval(() => { peakRss = Math.max(peakRss, process.memoryUsage.rss()); }, 100), before = process.cpuUsage();
const report = await runBackfill({ config: resolveConfig({ ...(JSON.parse(settings) as PathSettings) }, {}), version: 'bench', quiet: true, log: pino({ level: 'silent' }), stop: new AbortController().signal },
  { inputs, measured: (measured) => { figures = measured; } });
clearInterval(watch);
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ report, figures: figures!, cpuSeconds: (user + system) / 1e6, peakRss } satisfies PathRun));
process.exit(0);
