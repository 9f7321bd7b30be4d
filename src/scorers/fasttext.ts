/**
 * fastText classifiers (Joulin et al., "Bag of Tricks for Efficient Text Classification", arXiv 1607.01759; compressed models:
 * "FastText.zip", arXiv 1612.03651), read from `.bin` and `.ftz` and evaluated without the C++ library: no native code, no copy of
 * the file in a WASM heap, and matrices decoded once.
 *
 * A text is a bag of rows of the input matrix: the row of each known word, the rows of the character n-grams of each word between
 * `<` and `>` (when the model has them), and the rows of word n-grams (when `wordNgrams` > 1). N-grams have no table: their FNV hash
 * modulo `bucket` is the row. A pruned model keeps only some buckets. The mean of the rows is the hidden vector (`dim` floats); the
 * output matrix turns it into labels: softmax, a Huffman tree of yes/no decisions (`hs`), or one sigmoid a label (`ova`, `ns`).
 *
 *   "ab c" with minn = maxn = 2   ->   ab, <a, ab(bucket), b>, c, <c, c>, </s>   ->   mean of 8 rows   ->   scores
 *
 * The reference computes in float32, left to right. So does this: rows are summed in a Float32Array, dot products are rounded with
 * `Math.fround` at every step, probabilities go through the same log(p + 1e-5) (hence values up to 1.00001) and ties come out in the
 * order of the same heap moves. Labels are then the reference's, and probabilities differ at most in the last bit, where C's `exp`
 * and `log` round differently from JavaScript's. Beware of its oddities: bytes are sign-extended in the hash, words are cut at seven
 * ASCII separators only, a literal `</s>` ends the text, words that look like `__label__x` are no words.
 *
 * Cost: one hash step per byte and n-gram length, one table look-up and `dim` additions per row; `labels` x `dim` for the output.
 * Layout: `input` is rows x dim float32 (quantized rows are decoded at load: 4 B instead of about 0.5 B a value, no code book at run
 * time); the word index is an open-addressing Int32Array of ids.
 */
import { Dictionary } from './fasttext-dictionary.js';
import { readFastTextFile, type FastTextFile } from './fasttext-format.js';
import { outputOf, type Output } from './fasttext-output.js';

export interface Prediction {
  /** As in the file, with the prefix (`__label__en`). */
  readonly label: string;
  /** In [0, 1.00001]. */
  readonly probability: number;
}

/** A supervised fastText model. One text at a time. */
export class FastText {
  readonly file: FastTextFile;
  readonly #dictionary: Dictionary;
  readonly #output: Output;
  readonly #hidden: Float32Array;
  constructor(file: FastTextFile) {
    this.file = file;
    this.#dictionary = new Dictionary(file);
    this.#output = outputOf(file);
    this.#hidden = new Float32Array(file.dim);
  }

  /** Row numbers of a text, in the reference's order (words and their n-grams, then word n-grams). */
  rows(text: Uint8Array): Int32Array { const count = this.#dictionary.line(text); return this.#dictionary.rows.slice(0, count); }

  /** The mean of the rows of a text: `dim` floats, valid until the next call; null when the text has no row. */
  hidden(text: Uint8Array): Float32Array | null {
    const { dim, input: { data } } = this.file, hidden = this.#hidden;
    const count = this.#dictionary.line(text), rows = this.#dictionary.rows;
    if (count === 0) return null;
    hidden.fill(0);
    for (let i = 0; i < count; i++) for (let d = 0, at = rows[i]! * dim; d < dim; d++, at++) hidden[d] = hidden[d]! + data[at]!;
    const mean = Math.fround(1 / count);
    for (let d = 0; d < dim; d++) hidden[d] = hidden[d]! * mean;
    return hidden;
  }

  /**
   * The `k` most probable labels of a UTF-8 text (line feeds count as spaces), best first; fewer when they fall below `threshold`,
   * none when the text has no known row. `hs` never reports labels under about 1e-5.
   */
  predict(text: Uint8Array, k = 1, threshold = 0): Prediction[] {
    const hidden = this.hidden(text);
    return hidden === null ? [] : this.classify(hidden, k, threshold);
  }

  /** The same from a hidden vector. */
  classify(hidden: Float32Array, k = 1, threshold = 0): Prediction[] {
    const { scores, labels } = this.#output(hidden, Math.min(k, this.file.labels.length), threshold);
    return scores.map((score, i) => ({ label: this.file.labels[labels[i]!]!, probability: Math.fround(Math.exp(score)) }));
  }
}

/** Opens a `.bin` or `.ftz` file. @throws Fault (usage) naming the path when it is missing, broken or not a supervised model */
export const openFastText = (path: string): FastText => new FastText(readFastTextFile(path));
