import type { FastTextFile, Matrix } from './fasttext-format.js';
import { Best } from './fasttext-heap.js';

/** Hidden vector -> the k best labels with log probabilities; `hidden` is float32, every step is rounded as the reference rounds it. */
export type Output = (hidden: Float32Array, k: number, threshold: number) => Best;

const { fround, exp, log } = Math;
/** The reference's `std_log`: a probability of 0 stays finite, and one of 1 comes out as 1.00001. */
const safeLog = (x: number): number => fround(log(fround(x) + 1e-5));

/** Row of the matrix times a vector, summed left to right in float32. */
const dot = ({ data, dim, norms }: Matrix, row: number, vector: Float32Array): number => {
  let sum = 0;
  for (let i = 0, at = row * dim; i < dim; i++, at++) sum = fround(sum + fround(data[at]! * vector[i]!));
  return norms === null ? sum : fround(sum * norms[row]!);
};

const best = (probabilities: Float32Array, k: number, threshold: number): Best => {
  const found = new Best(k);
  for (let i = 0; i < probabilities.length; i++) {
    if (probabilities[i]! < threshold) continue;
    const score = safeLog(probabilities[i]!);
    if (!found.full || score >= found.worst) found.add(score, i);
  }
  return found.sort();
};

const softmax = ({ output, labels }: FastTextFile): Output => {
  const values = new Float32Array(labels.length);
  return (hidden, k, threshold) => {
    let most = -Infinity, sum = 0;
    for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] = dot(output, i, hidden));
    for (let i = 0; i < values.length; i++) sum = fround(sum + (values[i] = exp(fround(values[i]! - most)), values[i]!));
    for (let i = 0; i < values.length; i++) values[i] = values[i]! / sum;
    return best(values, k, threshold);
  };
};

/** Sigmoid by table: 512 bins over [-8, 8], the left edge of the bin. */
const SIGMOID = Float32Array.from({ length: 513 }, (_, i) => 1 / (1 + fround(exp(-fround(fround(i * 16) / 512 - 8)))));
const sigmoid = (x: number): number => (x < -8 ? 0 : x > 8 ? 1 : SIGMOID[Math.trunc(fround(fround(fround(fround(x + 8) * 512) / 8) / 2))]!);

/** One yes/no decision a label: `ova`, and `ns`, which predicts the same way. */
const binary = ({ output, labels }: FastTextFile): Output => {
  const values = new Float32Array(labels.length);
  return (hidden, k, threshold) => {
    for (let i = 0; i < values.length; i++) values[i] = sigmoid(dot(output, i, hidden));
    return best(values, k, threshold);
  };
};

/** Huffman tree over the labels, built from their training counts as the reference does: leaves 0 .. n-1, root 2n-2. */
export const huffman = (counts: readonly number[]): { readonly left: Int32Array; readonly right: Int32Array } => {
  const leaves = counts.length, nodes = 2 * leaves - 1;
  const total = new Float64Array(nodes).fill(1e15), left = new Int32Array(nodes).fill(-1), right = new Int32Array(nodes).fill(-1);
  total.set(counts);
  let leaf = leaves - 1, node = leaves;
  const next = (): number => (leaf >= 0 && total[leaf]! < total[node]! ? leaf-- : node++);
  for (let i = leaves; i < nodes; i++) {
    left[i] = next();
    right[i] = next();
    total[i] = total[left[i]!]! + total[right[i]!]!;
  }
  return { left, right };
};

const hierarchical = ({ output, labelCounts }: FastTextFile): Output => {
  const { left, right } = huffman(labelCounts);
  const leaves = labelCounts.length;
  return (hidden, k, threshold) => {
    const found = new Best(k), least = safeLog(threshold);
    const visit = (node: number, score: number): void => {
      if (score < least || (found.full && score < found.worst)) return;
      if (node < leaves) return found.add(score, node);
      const yes = fround(1 / fround(1 + fround(exp(-dot(output, node - leaves, hidden)))));
      visit(left[node]!, fround(score + safeLog(1 - yes)));
      visit(right[node]!, fround(score + safeLog(yes)));
    };
    visit(2 * leaves - 2, 0);
    return found.sort();
  };
};

/** The output layer of a model. */
export const outputOf = (file: FastTextFile): Output =>
  file.loss === 'hs' ? hierarchical(file) : file.loss === 'softmax' ? softmax(file) : binary(file);
