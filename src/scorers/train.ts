/**
 * `thresher train`: labelled texts -> a model folder (contract: `model.onnx`, `model.json`, `CARD.md`), byte-equal for equal data, seed
 * and version.
 *
 * 1. Read the files; features of every text, in the same chunks as at scoring time. Each chunk learns the label of its text.
 * 2. Five folds by SHA-1 of the lower-cased text, so equal texts never stand on both sides. Each fold is scored by a model fitted on
 *    the other four: these are the held-out scores of every row, the only ones that the card's figures are computed from.
 * 3. Platt scaling on the held-out logits, folded into scale and bias, so that 0.5 is where both classes are equally likely when they
 *    are equally frequent.
 * 4. The shipped weights are fitted on all rows. The share of clean pages above 0.5 is measured with them, on files never learned from.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from '../model/columns.js';
import { aggregate, sigmoid, type Aggregate } from './aggregate.js';
import { platt } from './calibrate.js';
import { card, type Trained } from './card.js';
import { evaluate, type Figures, type Scored } from './evaluate.js';
import { featuresOf } from './extracted.js';
import { RESERVED, type Front } from './features.js';
import { fit, logits, type LinearModel } from './linear.js';
import type { ModelDescription } from './model-folder.js';
import { onnxFile } from './onnx-file.js';
import { FOLDS, nameOf, readLines, readSamples, type Sample, type Task } from './samples.js';
import { importance } from './weights.js';

export interface TrainOptions {
  readonly task: Task;
  /** JSONL files, plain or gzip; see `readSamples`. */
  readonly data: readonly string[];
  /** Pages (JSONL with `text`) that nothing is learned from: the card states how many of each file score above 0.5. */
  readonly clean?: readonly string[];
  /** Labelled files that nothing is learned from: the card states the AUC on each. */
  readonly unseen?: readonly string[];
  /** Folder to write; made when missing. */
  readonly out: string;
  readonly seed: number;
  readonly onProgress?: (line: string) => void;
}

/** Raised when a change of front end, fitting or defaults changes the weights. */
export const VERSION = '1.0.0';
const FRONT: Front = { bits: 20, chunkBytes: 320, chunks: 16 };

/** Chosen by held-out AUC and false alarms on clean pages; figures at the cards. Toxicity learns nothing from shape: comments are short, pages long. */
const TASKS: Readonly<Record<Task, { readonly labels: readonly [string, string]; readonly how: Aggregate; readonly passes: number; readonly rate: number; readonly firstFeature: number }>> = {
  toxicity: { labels: ['other', 'toxic'], how: 'max', passes: 3, rate: 0.1, firstFeature: RESERVED },
  quality: { labels: ['drop', 'keep'], how: 'mean', passes: 3, rate: 0.005, firstFeature: 1 },
};

const encode = (texts: readonly string[]) => pack(texts.map((text) => Buffer.from(text)));
const share = (values: ArrayLike<number>): number => Array.from(values).filter((value) => value > 0).length / values.length;

/** Logit per text from the model that has not seen it. */
const heldOut = (samples: readonly Sample[], options: TrainOptions): { scores: Float64Array; model: LinearModel } => {
  const { task, seed, onProgress } = options, { how, ...settings } = TASKS[task];
  const features = featuresOf(encode(samples.map((sample) => sample.text)), FRONT), { textEnds, chunkEnds } = features;
  const targets = new Float64Array(chunkEnds.length);
  samples.forEach((sample, i) => targets.fill(sample.target, i === 0 ? 0 : textEnds[i - 1]!, textEnds[i]!));
  const scores = new Float64Array(samples.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    onProgress?.(`fitting fold ${fold + 1} of ${FOLDS}`);
    const part = fit(features, targets, importance(samples, features, fold), { ...FRONT, ...settings, seed });
    const texts = aggregate(logits(features, part), textEnds, how);
    samples.forEach((sample, i) => { if (sample.fold === fold) scores[i] = texts[i]!; });
  }
  onProgress?.('fitting all rows');
  return { scores, model: fit(features, targets, importance(samples, features), { ...FRONT, ...settings, seed }) };
};

/** Logit per text, as the scorer computes it. */
const scoreWith = (model: LinearModel, texts: readonly string[], how: Aggregate): Float64Array => {
  const features = featuresOf(encode(texts), FRONT);
  return aggregate(logits(features, model), features.textEnds, how);
};

const evaluateUnseen = (task: Task, model: LinearModel, paths: readonly string[]): Record<string, Figures> => {
  if (paths.length === 0) return {};
  const { samples, sources } = readSamples(task, paths), scores = scoreWith(model, samples.map((sample) => sample.text), TASKS[task].how);
  return evaluate(samples.map((sample, i) => ({ score: scores[i]!, label: sample.target >= 0.5, source: sources[sample.source]!.name, lang: sample.lang }))).by.source;
};

/** Weight of a text in calibration: what its chunks weigh in fitting, so the prior is the same. */
const textWeights = (samples: readonly Sample[]): Float64Array =>
  importance(samples, { textEnds: Uint32Array.from(samples.keys(), (i) => i + 1), chunkEnds: new Uint32Array(samples.length) });

/**
 * Trains a scorer and writes its folder. Takes seconds for 100,000 comments, and about 400 B of memory a byte of text.
 * @throws Fault (usage) naming a data file that is missing, not JSONL, or without usable rows
 */
export const train = async (options: TrainOptions): Promise<Trained> => {
  const { task, data, clean = [], unseen = [], out, seed, onProgress } = options, { labels, how } = TASKS[task];
  const { samples, sources } = readSamples(task, data);
  onProgress?.(`${samples.length} texts from ${sources.length} files`);
  const { scores, model } = heldOut(samples, options);
  const calibration = platt(scores, Float64Array.from(samples, (sample) => sample.target), textWeights(samples));
  const { slope, offset } = calibration;
  const shipped: LinearModel = { weights: model.weights, scale: Math.fround(model.scale * slope), bias: Math.fround(model.bias * slope + offset) };

  const scored = samples.map((sample, i): Scored & { background: boolean; bytes: number } => ({
    score: sigmoid(slope * scores[i]! + offset), label: sample.target >= 0.5, source: sources[sample.source]!.name, lang: sample.lang,
    background: sample.background, bytes: Buffer.byteLength(sample.text),
  }));
  const labelled = scored.filter((row) => !row.background);
  const lengthAlone = evaluate(labelled.map((row) => ({ ...row, score: row.bytes }))).by.source;
  const above: Trained['above'][number][] = [];
  for (const { name } of sources) {
    const own = scored.filter((row) => row.background && row.source === name);
    if (own.length > 0) above.push({ source: name, kind: 'background', texts: own.length, share: share(own.map((row) => row.score - 0.5)) });
  }
  for (const path of clean) {
    onProgress?.(`scoring ${path}`);
    const texts = readLines(path).map((row) => row['text']).filter((text): text is string => typeof text === 'string' && text !== '');
    above.push({ source: nameOf(path), kind: 'clean', texts: texts.length, share: share(scoreWith(shipped, texts, how)) });
  }

  const about: ModelDescription = {
    name: task, version: VERSION, kind: 'onnx', front: 'hashed-ngrams', labels: [...labels], outputs: ['score'],
    input: { ...FRONT, aggregate: how, languages: [...new Set(labelled.map((row) => row.lang))].sort() },
    licence: 'Apache-2.0',
    trained_on: sources.map(({ name, origin, licence, rows }) => ({ source: origin === '' ? name : `${name} (${origin})`, licence, rows, split: `all rows; figures by ${FOLDS}-fold cross-validation` })),
    seed,
  };
  const trained: Trained = {
    about, sources, evaluation: evaluate(labelled), above, calibration, unseen: evaluateUnseen(task, shipped, unseen),
    lengthAlone: Object.fromEntries(Object.entries(lengthAlone).map(([name, figures]) => [name, figures.auc])),
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'model.onnx'), onnxFile(shipped));
  writeFileSync(join(out, 'model.json'), `${JSON.stringify(about, null, 2)}\n`);
  writeFileSync(join(out, 'CARD.md'), card(task, trained));
  return trained;
};
