import { EXIT, usage } from '../model/fault.js';
import { runBackfill } from '../run-backfill.js';
import { printReport } from './report-text.js';
import { countOption, STORE_SETTINGS, toJson, type Verb } from './verb.js';

export const backfill: Verb = {
  name: 'backfill',
  args: '<input...>',
  summary: 'files -> store: reads WET, WARC and JSONL (plain, gzip, zstd), measures every page and keeps it with its signals, scores and marks',
  examples: ['thresher backfill CC-MAIN-2024-22/*.warc.wet.gz', 'thresher backfill crawl/ --snapshot CC-MAIN-2024-22 --store http://default@localhost:8123'],
  options: [
    ['--snapshot <name>', 'snapshot of these files (default: CC-MAIN-YYYY-WW in the path)'],
    ['--again', 'store files again that are stored already; the new rows replace the old ones'],
    ['--limit <n>', 'stop after n records; a later run goes on there'],
    ['--strict', 'exit with 3 when a record was rejected'],
  ],
  settings: [...STORE_SETTINGS, 'workers', 'batchRows', 'batchBytes', 'inflightBytes', 'maxTextBytes', 'dedup.window', 'dedup.bands', 'dedup.rows', 'signals', 'presets', 'lang', 'ut1', 'http.host', 'http.port'],
  run: async (context, inputs, options) => {
    const limit = countOption(options['limit']);
    if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0)) throw usage(`--limit: got '${String(options['limit'])}', allowed a whole number`);
    const report = await runBackfill(context, { inputs, snapshot: options['snapshot'] as string | undefined, again: options['again'] === true, limit });
    await context.print(context.json ? `${toJson(report)}\n` : printReport(report));
    return options['strict'] && Object.keys(report.rejections).length ? EXIT.rejected : EXIT.done;
  },
};
