import { EXIT, usage } from '../model/fault.js';
import { runIngest } from '../run-ingest.js';
import { printSent } from './report-text.js';
import { countOption, toJson, type Verb } from './verb.js';

const PROGRESS = './thresher-ingest';

/** A count from the command line, or a fault in words. */
const whole = (name: string, value: unknown, min: number, max: number, faults: string[]): number | undefined => {
  const given = countOption(value);
  if (given !== undefined && !(Number.isInteger(given) && given >= min && given <= max)) faults.push(`--${name}: got '${String(value)}', allowed a whole number from ${min}${max < Infinity ? ` to ${max}` : ''}`);
  return given;
};

export const ingest: Verb = {
  name: 'ingest',
  args: '<input...>',
  summary: 'files -> Kafka: reads WET, WARC and JSONL as backfill does and sends every record to a topic, keyed by domain; `run curate` takes them from there',
  examples: ['thresher ingest CC-MAIN-2024-22/*.warc.wet.gz --brokers localhost:9092', 'thresher ingest crawl/ --brokers k1:9092,k2:9092 --topic crawl.records --partitions 12'],
  options: [
    ['--snapshot <name>', 'snapshot of these files (default: CC-MAIN-YYYY-WW in the path)'],
    ['--partitions <n>', 'partitions of the topic when it has to be made (default: 4)'],
    ['--progress <folder>', `where it is kept how much of each file is sent; a later run goes on there (default: ${PROGRESS})`],
    ['--again', 'send files again that are sent already'],
    ['--limit <n>', 'stop after n records; a later run goes on there'],
  ],
  settings: ['brokers', 'topic', 'registry', 'batchRows', 'batchBytes', 'inflightBytes', 'maxTextBytes', 'http.host', 'http.port'],
  run: async (context, inputs, options) => {
    const faults: string[] = [], limit = whole('limit', options['limit'], 0, Infinity, faults), partitions = whole('partitions', options['partitions'], 1, 10_000, faults);
    if (context.config.brokers.length === 0) faults.push('--brokers: got nothing, allowed host:port[,host:port]');
    if (faults.length) throw usage(...faults);
    const report = await runIngest(context, {
      inputs, limit, partitions, snapshot: options['snapshot'] as string | undefined, again: options['again'] === true, progress: (options['progress'] as string | undefined) ?? PROGRESS });
    await context.print(context.json ? `${toJson(report)}\n` : printSent(report, context.config.topic));
    return EXIT.done;
  },
};
