import { judgedPresets } from '../judged-presets.js';
import { kitSettings, openKit } from '../kit.js';
import { usage } from '../model/fault.js';
import { ruleColumns } from '../select/columns.js';
import { inline } from '../workers/inline.js';
import { pages } from '../../topologies/pages.js';
import { inspectText } from './inspect-text.js';
import { inspected, type Inspection } from './inspected.js';
import { snapshotIn } from '../sources/files.js';
import { batchOf } from '../sources/pieces.js';
import { filePieces, readableFiles } from './records.js';
import { countOption, toJson, type Context, type Verb } from './verb.js';

/** Record `n` of a file, as the files route reads it. @throws Fault (usage) saying how many records there are when there are not that many */
const recordAt = async (path: string, n: number, { config, stop }: Context) => {
  const cuts = { maxTextBytes: config.maxTextBytes, from: n, rows: 1, bytes: Infinity, budget: { left: 1 }, stop, lost: () => {} };
  for await (const piece of filePieces(path, cuts)) {
    const [raw] = piece.records;
    if (raw) return { raw, batch: batchOf(piece, path, snapshotIn(path)) };
    if (piece.total !== null) throw usage(`--record: got ${n}, allowed ${piece.total === 0 ? `none: ${path} holds no record` : `0 to ${piece.total - 1}: ${path} holds ${piece.total} records`}`);
  }
  return null;
};

export const inspect: Verb = {
  name: 'inspect',
  args: '<file>',
  summary: 'one record of a file in full: how it was read, its text, signals, scores and hashes, what each preset says and why',
  examples: ['thresher inspect CC-MAIN-2024-22/00000.warc.wet.gz --record 17', 'thresher inspect pages.jsonl --record 0 --json | jq .verdicts'],
  options: [['--record <n>', 'which one: 0 is the first; counts every record, rejected ones too, and nothing that is skipped']],
  settings: ['maxTextBytes', 'signals', 'presets', 'lang', 'ut1', 'dedup.bands', 'dedup.rows'],
  run: async (context, [file = ''], options) => {
    const n = countOption(options['record']), { config } = context;
    if (n === undefined || !Number.isSafeInteger(n) || n < 0) throw usage(`--record: got ${n === undefined ? 'nothing' : `'${String(options['record'])}'`}, allowed a whole number from 0 on`);
    const [path, ...more] = await readableFiles([file], () => {});
    if (more.length > 0) throw usage(`file: got '${file}', which names ${more.length + 1} files, allowed one`);
    const kit = await openKit(kitSettings(config), (sentence) => context.log.warn(sentence)), own = kit.own?.families ?? [];
    const scores = kit.scorers.flatMap(({ outputs }) => outputs), presets = judgedPresets(config, ruleColumns([...kit.families, ...own].flatMap(({ signals }) => signals), scores));
    const inspection: Inspection = {
      presets, signals: [...kit.families, ...own, ...kit.arrays].flatMap(({ signals }) => signals.map(({ name }) => name)), scores, scorers: kit.scorers.map(({ name }) => name) };
    const found = await recordAt(path!, n, context);
    if (found === null) return 0;
    const answer = inspected(await inline(pages(kit)).run(found.batch), found.raw, path!, inspection);
    await context.print(context.json ? `${toJson(answer)}\n` : inspectText(answer));
    return 0;
  },
};
