import { numberSignals, openFamilies } from '../families.js';
import { kitSettings } from '../kit.js';
import type { Batch } from '../model/batch.js';
import type { Cpu } from '../model/ports.js';
import { inline } from '../workers/inline.js';
import { openPool } from '../workers/pool.js';
import { measuredLines, type LineShape } from './measured-lines.js';
import { MEASURE_STEPS, steps, type MeasureSettings } from './measure-steps.js';
import { snapshotIn } from '../sources/files.js';
import { batchOf } from '../sources/pieces.js';
import { filePieces, readableFiles } from './records.js';
import { scoreColumns } from '../store.js';
import type { Context, Verb } from './verb.js';

/** Small enough that every worker has one soon, large enough that a message costs nothing. */
const ROWS = 200, BYTES = 4 << 20;

const openCpu = async ({ config, log }: Context, settings: MeasureSettings): Promise<Cpu> =>
  config.workers === 0 ? inline(await steps(settings, (sentence) => log.warn(sentence))) : openPool({ threads: config.workers, module: MEASURE_STEPS, settings, note: (sentence) => log.warn(sentence) });

async function* batches(paths: readonly string[], { config, log, stop }: Context): AsyncGenerator<Batch> {
  for (const path of paths) {
    let lost = 0;
    const cuts = { maxTextBytes: config.maxTextBytes, from: 0, rows: ROWS, bytes: BYTES, budget: { left: Infinity }, stop, lost: (bytes: number) => { lost += bytes; } };
    for await (const piece of filePieces(path, cuts)) if (piece.records.length > 0) yield batchOf(piece, path, snapshotIn(path));
    if (lost > 0) log.warn(`${path}: ${lost} bytes belong to no record`);
  }
}

/** Computed batches in the order they came, up to `width` of them in work at once; a slow reader of the answers holds the source back. */
async function* computed(source: AsyncIterable<Batch>, cpu: Cpu, width: number): AsyncGenerator<Batch> {
  const running: Promise<Batch>[] = [];
  for await (const batch of source) {
    const work = cpu.run(batch);
    work.catch(() => {});   // its error is met when its turn comes
    running.push(work);
    if (running.length >= width) yield await running.shift()!;
  }
  for (const work of running) yield await work;
}

export const measure: Verb = {
  name: 'measure',
  args: '<file...>',
  summary: 'files -> one line of JSON a record, with its language and signals; needs no store',
  examples: [
    'thresher measure CC-MAIN-2024-22/*.warc.wet.gz > measured.jsonl',
    'thresher measure pages.jsonl --signals rps --lang en | jq .signals.rps_doc_word_count',
    'thresher measure pages.warc.gz --scores --fingerprints --workers 2',
  ],
  options: [['--fingerprints', 'with content, URL and band hashes'], ['--scores', 'with the scores of the models in the setting `scorers`']],
  settings: ['workers', 'maxTextBytes', 'signals', 'lang', 'ut1', 'dedup.bands', 'dedup.rows'],
  run: async (context, inputs, options) => {
    const { config, print, log } = context, scored = options['scores'] === true ? config : { ...config, scorers: [] };
    const families = await openFamilies(config);
    const shape: LineShape = {
      signals: [...numberSignals(families), ...families.arrays.flatMap(({ signals }) => signals)].map(({ name }) => name), scores: scoreColumns(scored), fingerprints: options['fingerprints'] === true };
    const paths = await readableFiles(inputs, (sentence) => log.warn(sentence));
    const cpu = await openCpu(context, { kit: kitSettings(scored), fingerprints: shape.fingerprints });
    try {
      for await (const batch of computed(batches(paths, context), cpu, config.workers + 2)) await print(measuredLines(batch, shape));
    } finally {
      await cpu.close();
    }
    return 0;
  },
};
