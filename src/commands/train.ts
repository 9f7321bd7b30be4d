import { usage } from '../model/fault.js';
import type { Figures } from '../scorers/evaluate.js';
import type { Task } from '../scorers/samples.js';
import type { Trained } from '../scorers/card.js';
import { train as fitModel } from '../scorers/train.js';
import { nearest } from '../text/nearest.js';
import { grouped, share, table } from './table.js';
import { countOption, toJson, type Verb } from './verb.js';

const TASKS: readonly Task[] = ['toxicity', 'quality'];
const isTask = (name: string): name is Task => (TASKS as readonly string[]).includes(name);

const fixed = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
const cells = (name: string, { n, positives, auc, precision_at_specificity_95 }: Figures): string[] => [name, grouped(n), grouped(positives), fixed(auc), fixed(precision_at_specificity_95)];

/** What was trained, for people: the figures of the card. */
export const trainedText = (out: string, { about, evaluation, above }: Trained): string => [
  `${about.name} ${about.version}, seed ${about.seed}: ${out}/model.onnx, model.json, CARD.md\n`,
  table([['held out', 'texts', 'positive', 'AUC', 'precision at 95 % specificity'], cells('all', evaluation),
    ...Object.entries(evaluation.by.source).map(([name, figures]) => cells(name, figures)), ...Object.entries(evaluation.by.lang).map(([name, figures]) => cells(`lang ${name}`, figures))], [1, 2, 3, 4]),
  ...(above.length ? [table([['above 0.5', 'texts', 'share'], ...above.map(({ source, texts, share: part }) => [source, grouped(texts), share(part, 1)])], [1, 2])] : []),
].join('\n');

export const train: Verb = {
  name: 'train',
  args: '<task>',
  summary: 'labelled texts -> a model folder (model.onnx, model.json, CARD.md) for the setting `scorers`; tasks: toxicity, quality',
  examples: ['thresher train toxicity --data comments.jsonl.gz --out my-model --seed 1', 'thresher train quality --data rated.jsonl --clean pages.jsonl --out my-model --seed 1'],
  options: [
    ['--data <file...>', 'JSONL files with `text` and a label: `toxic` 0 to 1, or `meta.label` 1 keep, 0 drop'],
    ['--clean <file...>', 'JSONL files with `text` that nothing is learned from: the card says how many score above 0.5'],
    ['--unseen <file...>', 'labelled JSONL files that nothing is learned from: the card says how well they are told apart'],
    ['--out <dir>', 'folder to write'],
    ['--seed <n>', 'same data, seed and version: same bytes'],
  ],
  settings: [],
  run: async ({ json, print, log }, [task = ''], options) => {
    const data = (options['data'] ?? []) as readonly string[], clean = (options['clean'] ?? []) as readonly string[], unseen = (options['unseen'] ?? []) as readonly string[], out = options['out'] as string | undefined, seed = countOption(options['seed']);
    const meant = nearest(task, TASKS), faults = [
      ...(isTask(task) ? [] : [`task: got '${task}', allowed ${TASKS.join(', ')}${meant ? ` (did you mean ${meant}?)` : ''}`]),
      ...(data.length ? [] : ['--data: got nothing, allowed one JSONL file or more']),
      ...(out ? [] : ['--out: got nothing, allowed a folder']),
      ...(Number.isSafeInteger(seed) ? [] : [`--seed: got ${seed === undefined ? 'nothing' : `'${String(options['seed'])}'`}, allowed a whole number`]),
    ];
    if (!isTask(task) || out === undefined || seed === undefined || faults.length) throw usage(...faults);
    const trained = await fitModel({ task, data, clean, unseen, out, seed, onProgress: (line) => log.info(line) });
    await print(json ? `${toJson({ out, ...trained })}\n` : trainedText(out, trained));
    return 0;
  },
};
