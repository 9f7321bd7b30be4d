import type { SampleHead } from '../../explore/answers.js';

/** A column of text as places in a dictionary. */
export interface Texts { readonly codes: Uint16Array; readonly dictionary: readonly string[] }

/** Columns of one answer, rows in the order of their generation. */
export interface SampleColumns { readonly head: SampleHead; readonly numbers: ReadonlyMap<string, Float64Array>; readonly texts: ReadonlyMap<string, Texts> }

const upTo8 = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/**
 * The binary answer of `sample` (see `SampleHead`) as views of its own bytes; nothing is copied.
 * @throws RangeError or SyntaxError when it is cut off or of another form
 */
export const readSample = (answer: ArrayBuffer): SampleColumns => {
  const bytes = new Uint8Array(answer), end = bytes.indexOf(10);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, Math.max(0, end)))) as SampleHead;
  const numbers = new Map<string, Float64Array>(), texts = new Map<string, Texts>();
  let at = upTo8(end + 1);
  for (const column of head.columns) {
    if (column.type === 'number') {
      numbers.set(column.name, new Float64Array(answer, at, head.n));
      at += 8 * head.n;
    } else {
      texts.set(column.name, { codes: new Uint16Array(answer, at, head.n), dictionary: column.dictionary });
      at += upTo8(2 * head.n);
    }
  }
  return { head, numbers, texts };
};
