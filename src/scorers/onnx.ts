/**
 * Opens a model folder as a `Scorer`: features of the texts (`features.ts`) in, the ONNX graph on ONNX Runtime, page scores out.
 *
 * Layout of the input: a matrix of chunks x features padded with 0, whose weight is 0. Chunks are cut to one size, so little of it is
 * padding, and the graph is four plain kernels; segment sums by ScatterElements or a running sum were slower or lost digits. Matrices
 * hold up to 256 chunks. One session a worker with one thread: more threads fight over the same cores and lose.
 */
import { createHash } from 'node:crypto';
import type { InferenceSession } from 'onnxruntime-node';
import { textAt, type TextColumn } from '../model/columns.js';
import { EXIT, Fault, usage } from '../model/fault.js';
import type { Scorer } from '../model/ports.js';
import { aggregate, sigmoid } from './aggregate.js';
import { featuresOf } from './extracted.js';
import type { Features } from './features.js';
import { readModelFolder } from './model-folder.js';

const MATRIX = 256;
const INPUTS = ['ids', 'norms'], OUTPUT = 'logit';

type Runtime = typeof import('onnxruntime-node');

const load = async (): Promise<Runtime> => {
  try {
    const module = (await import('onnxruntime-node')) as Runtime & { default?: Runtime };
    return module.default ?? module;
  } catch (error) {
    throw new Fault('scorers: the package onnxruntime-node is not installed, run `npm install onnxruntime-node` or set `scorers: []`', EXIT.usage, { cause: error });
  }
};

const openSession = async (ort: Runtime, path: string, onnx: Uint8Array): Promise<InferenceSession> => {
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1, executionProviders: ['cpu'], logSeverityLevel: 4 });
  } catch (error) {
    throw new Fault(`model ${path}: model.onnx cannot be loaded, train or download it again`, EXIT.usage, { cause: error });
  }
  const { inputNames, outputNames } = session;
  if (INPUTS.some((name) => !inputNames.includes(name)) || inputNames.length !== INPUTS.length || !outputNames.includes(OUTPUT)) {
    throw usage(`model ${path}: model.onnx has inputs ${inputNames.join(', ')} and outputs ${outputNames.join(', ')}, allowed ${INPUTS.join(', ')} and ${OUTPUT}`);
  }
  return session;
};

/** Runs the last feature once: an ONNX graph can be whole and still not be this model. */
const probe = async (ort: Runtime, session: InferenceSession, path: string, bits: number): Promise<void> => {
  const feeds = { ids: new ort.Tensor('int32', Int32Array.of(2 ** bits - 1), [1, 1]), norms: new ort.Tensor('float32', Float32Array.of(1), [1]) };
  const found = await session.run(feeds, [OUTPUT]).then((outputs) => outputs[OUTPUT]!, () => null);
  if (found?.type !== 'float32' || found.data.length !== 1) throw usage(`model ${path}: model.onnx does not take the 2^${bits} features of model.json and give one float32 logit a chunk`);
};

/** Features of the longest of chunks [from, to). */
const widest = ({ chunkEnds }: Features, from: number, to: number): number => {
  let width = 1;
  for (let c = from; c < to; c++) width = Math.max(width, chunkEnds[c]! - (c === 0 ? 0 : chunkEnds[c - 1]!));
  return width;
};

/** Chunks [from, to) as a padded matrix. @param room for its cells: a matrix is a megabyte or two, and the collector is called for every 64 of them that are made anew */
const matrix = (features: Features, from: number, to: number, room: Int32Array): { cells: Int32Array; norms: Float32Array; width: number } => {
  const { ids, chunkEnds } = features, width = widest(features, from, to), cells = room.subarray(0, (to - from) * width).fill(0), norms = new Float32Array(to - from);
  for (let c = from; c < to; c++) {
    const start = c === 0 ? 0 : chunkEnds[c - 1]!;
    cells.set(ids.subarray(start, chunkEnds[c]!), (c - from) * width);
    norms[c - from] = 1 / Math.sqrt(chunkEnds[c]! - start);
  }
  return { cells, norms, width };
};

/** NaN where the language of a text is known and not one that the model was trained on: a number there would mean nothing. */
const onlyIn = (languages: readonly string[], values: Float64Array<ArrayBuffer>, { values: langs, nulls }: TextColumn): Float64Array<ArrayBuffer> => {
  if (languages.length === 0) return values;
  const trained = new Set([...languages, 'und']);
  return values.map((value, i) => (nulls?.[i] === 1 || trained.has(textAt(langs, i)) ? value : NaN));
};

/**
 * Opens the model folder at `path`. Columns are `<name>_<output>`, one number in [0, 1] a text; NaN for a text without a byte and for
 * one in a language that is not among the model's `languages` ('und' and null are scored; an empty list means every language).
 * @param name of the scorer; otherwise the model's own
 * @throws Fault (exit 2) when onnxruntime-node is missing or the folder, its model.json or its model.onnx is missing or wrong; names the path
 */
export const openOnnx = async ({ path, name }: { readonly path: string; readonly name?: string }): Promise<Scorer> => {
  const { about, onnx } = readModelFolder(path), ort = await load(), session = await openSession(ort, path, onnx);
  const { bits, chunkBytes, chunks, aggregate: how, languages } = about.input;
  await probe(ort, session, path, bits);
  return {
    name: name ?? about.name,
    outputs: about.outputs.map((output) => `${name ?? about.name}_${output}`),
    model: `${about.name}@${about.version}#${createHash('sha256').update(onnx).digest('hex').slice(0, 8)}`,
    score: async (texts, lang) => {
      const features = featuresOf(texts, { bits, chunkBytes, chunks }), logits = new Float32Array(features.chunkEnds.length);
      const room = new Int32Array(Math.min(MATRIX, logits.length) * widest(features, 0, logits.length));
      for (let from = 0; from < logits.length; from += MATRIX) {
        const to = Math.min(from + MATRIX, logits.length), { cells, norms, width } = matrix(features, from, to, room);
        const feeds = { ids: new ort.Tensor('int32', cells, [to - from, width]), norms: new ort.Tensor('float32', norms, [to - from]) };
        logits.set((await session.run(feeds, [OUTPUT]))[OUTPUT]!.data as Float32Array, from);
      }
      return [onlyIn(languages, aggregate(logits, features.textEnds, how).map(sigmoid), lang)];
    },
  };
};
