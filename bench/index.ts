// npm run bench -- <name> [--json] [--workers 0,1,2] [--signals all] [--source files|kafka] [--data DIR] [--rows N] [--store DIR] [file...]: prints tables of figures; nothing is asserted.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { figure, table } from '../src/commands/table.js';
import { benchDedup } from './dedup.js';
import { benchFamilies, familyTables, type FamilyRow } from './families.js';
import { benchKafka, type KafkaRow } from './kafka.js';
import { benchMemory } from './memory.js';
import { benchPage, type PageRow } from './page.js';
import { benchPath } from './path.js';
import { benchSignals, type Row as SignalRow } from './signals.js';

/** Every line of every table. */
interface Row { readonly case: string; readonly docs: number; readonly bytes: number; readonly seconds: number; readonly docs_per_s: number; readonly mb_per_s: number; readonly share?: Readonly<Record<string, number>> }

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, workers: { type: 'string', default: '0,1,2' }, signals: { type: 'string' }, source: { type: 'string', default: 'files' }, data: { type: 'string', default: process.env['THRESHER_DATA'] ?? '../shared/data' }, rows: { type: 'string', default: '20000000' }, store: { type: 'string' } } });

interface Doc { readonly text: string; readonly url?: string | null; readonly lang?: string | null }
/** The text sets: `webtext` and `quality` below the data folder. */
const textFiles = (): string[] => ['webtext', 'quality'].flatMap((part) => readdirSync(join(values.data, part)).filter((name) => name.endsWith('.jsonl.gz')).sort().map((name) => join(values.data, part, name)));
const documents = (): Doc[] => textFiles().flatMap((path) => gunzipSync(readFileSync(path)).toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Doc));
const bytesOf = ({ text }: Doc): Uint8Array => Buffer.from(text);

const BENCHES: Readonly<Record<string, () => Promise<readonly (Row | PageRow)[]> | readonly Row[]>> = {
  path: () => {
    const folder = resolve(values.data), workers = values.workers.split(',').map(Number);
    return values.source === 'kafka' ? benchKafka(folder, workers) : benchPath(folder, workers, values.signals);
  },
  memory: () => benchMemory(),
  page: () => benchPage({ rows: Number(values.rows), store: values.store }),
  signals: () => { const docs = documents(); return benchSignals(docs.map(bytesOf), docs.map(({ lang }) => lang ?? '')); },
  families: () => benchFamilies(positionals.length > 1 ? positionals.slice(1) : textFiles()),
  dedup: () => { const docs = documents(); return benchDedup(docs.map(bytesOf), docs.map(({ url }) => url ?? null)); },
};

const name = positionals[0] ?? '', bench = BENCHES[name];
if (!bench || (name !== 'memory' && name !== 'page' && !(name === 'families' && positionals.length > 1) && !existsSync(values.data))) {
  process.stderr.write(bench ? `bench: got --data ${values.data}, allowed the folder of the crawl data\n` : `bench: got '${name}', allowed ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}
const found = await bench(), rows = found as readonly Row[], mib = (bytes: number): number => Math.round(bytes / 2 ** 20);
if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else if (name === 'page') {
  process.stdout.write(table([['case', 'n', 'docs', 'p50 ms', 'p95 ms'], ...(found as readonly PageRow[]).map((row) =>
    ('bytes_gz' in row ? [row.case, '', '', `${(row.bytes_gz / 1024).toFixed(1)} KiB`, ''] : [row.case, figure(row.n), figure(row.docs), row.p50_ms.toFixed(1), row.p95_ms.toFixed(1)]))]));
}
else if (name === 'families') process.stdout.write(familyTables(rows as readonly FamilyRow[]));
else {
  process.stdout.write(`${table([['case', 'docs', 'MB', 'seconds', 'docs/s', 'MB/s'],
    ...rows.map((row) => [row.case, figure(row.docs), (row.bytes / 1e6).toFixed(1), row.seconds.toFixed(2), figure(Math.round(row.docs_per_s)), row.mb_per_s.toFixed(1)])])}\n`);
  for (const row of rows) {
    const { cpu_seconds, peak_rss, inflight, factor } = row as Partial<Record<'cpu_seconds' | 'peak_rss' | 'inflight' | 'factor', number>>;
    if (inflight !== undefined) process.stdout.write(`${row.case}: peak RSS ${mib(peak_rss!)} MiB, in flight at most ${mib(inflight)} MiB${factor ? `, factor ${factor.toFixed(1)}` : ''}\n`);
    const { slow } = row as Partial<KafkaRow>;
    if (slow) process.stdout.write(`${row.case}: every insert takes ten times as long; from a third of the time to its end: lag ${figure(slow.lag[0])} to ${figure(slow.lag[1])}, RSS ${mib(slow.rss[0])} to ${mib(slow.rss[1])} MiB; partitions assigned ${slow.assignments} time(s)\n`);
    const { asked } = row as SignalRow;
    if (asked) {
      process.stdout.write(`\nwhere the time of '${row.case}' goes: families without what they share, shared analyses without those that they use\n${table([['part', 'seconds', 'MB/s', 'share', 'asked for by'],
        ...Object.entries(row.share!).map(([part, share]) => [part, (share * row.seconds).toFixed(2), (row.mb_per_s / share).toFixed(0), `${(100 * share).toFixed(1)} %`, asked[part]!.includes(part) ? 'itself' : asked[part]!.join(' ')])], [1, 2, 3])}`);
    } else if (row.share) process.stdout.write(`${row.case}: ${Object.entries(row.share).map(([part, share]) => `${part} ${(100 * share).toFixed(1)} %`).join(', ')}${cpu_seconds ? `; CPU ${cpu_seconds.toFixed(1)} s, peak RSS ${mib(peak_rss!)} MiB` : ''}\n`);
  }
}
