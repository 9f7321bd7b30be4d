import { EXIT, usage } from '../model/fault.js';
import { runCurate } from '../run-curate.js';
import { printReport } from './report-text.js';
import { STORE_SETTINGS, toJson, type Verb } from './verb.js';

export const run: Verb = {
  name: 'run',
  args: '<topology>',
  summary: 'topic -> store: `run curate` takes crawl records from Kafka as one member of a consumer group, measures them and keeps them, until it is stopped',
  examples: ['thresher run curate --brokers localhost:9092', 'thresher run curate --brokers localhost:9092 --until-caught-up --json', 'thresher run curate --brokers k1:9092,k2:9092 --store http://default@localhost:8123 --port 8686'],
  options: [
    ['--until-caught-up', 'end once the group has stored everything that was in the topic at the start'],
    ['--strict', 'exit with 3 when a record was rejected'],
  ],
  settings: [...STORE_SETTINGS, 'brokers', 'topic', 'group', 'registry', 'workers', 'batchRows', 'batchBytes', 'inflightBytes', 'maxTextBytes', 'dedup.window', 'dedup.bands', 'dedup.rows', 'dedup.memory',
    'signals', 'presets', 'lang', 'ut1', 'http.host', 'http.port'],
  run: async (context, [topology], options) => {
    if (topology !== 'curate') throw usage(`topology: got '${topology}', allowed curate`);
    const report = await runCurate(context, { untilCaughtUp: options['untilCaughtUp'] === true });
    await context.print(context.json ? `${toJson(report)}\n` : printReport(report, 'partitions'));
    return options['strict'] && Object.keys(report.rejections).length ? EXIT.rejected : EXIT.done;
  },
};
