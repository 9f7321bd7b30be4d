// The rules of a draft over the rows of the sample. Each condition has a mask (1 = the row fails it), each row the number of conditions
// that it fails: 0 = kept. A drag changes one condition, so one mask is computed anew, by the predicate that also judges the stream, and
// the difference to the mask before is added to the numbers; the other conditions cost nothing.
//
// Example: 131,072 rows, 22 conditions, one handle dragged: one predicate call and two additions a row for every frame.

import type { Row, Rule, Rules } from '../../model/rule.js';
import { conditions, toPredicate } from '../../select/compile.js';
import { isRule, type Node } from './draft.js';
import { fixed } from './fixed.js';
import { columnsOf, type Sample } from './sample.js';

/** One condition over the sample. */
export interface Judged {
  /** What it was computed from: equal keys, equal masks. */
  readonly key: string;
  readonly node: Node;
  readonly signal: string;
  /** 1 = fails. All 0 while a column is not here. */
  readonly mask: Uint8Array;
  /** Rows that fail it. */
  readonly rows: number;
  /** A column that it looks at is not here. */
  readonly isBlind: boolean;
}

/** Which rows fail a condition. */
const maskOf = (node: Rule | Rules, names: readonly string[], sample: Sample): Uint8Array => {
  const mask = new Uint8Array(sample.rows);
  let i = 0;
  const reads: Record<string, () => number | string | null> = {};
  for (const name of names) {
    const numbers = sample.numbers.get(name), texts = sample.texts.get(name);
    if (numbers !== undefined) reads[name] = () => { const value = numbers[i]!; return Number.isNaN(value) ? null : value; };
    else if (texts !== undefined) reads[name] = () => texts.dictionary[texts.codes[i]!] ?? null;
  }
  const row: Row = (name) => reads[name]?.() ?? null, verdict = toPredicate({ all: [node] });
  for (; i < mask.length; i++) mask[i] = verdict(row) === '' ? 0 : 1;
  return mask;
};

/** Judges a sample by changing drafts. */
export class Judge {
  readonly sample: Sample;
  /** Conditions that a row fails. */
  readonly failures: Uint16Array;
  #judged: readonly Judged[] = [];
  /** Masks computed so far: what has to be computed anew is seen here. */
  computed = 0;

  constructor(sample: Sample) {
    this.sample = sample;
    this.failures = new Uint16Array(sample.rows);
  }

  get judged(): readonly Judged[] { return this.#judged; }

  #condition(node: Node, signal: string, known: ReadonlyMap<string, Judged>): Judged {
    const names = columnsOf(node), isBlind = names.some((name) => !this.sample.has(name));
    const key = `${isBlind ? '?' : ''}${JSON.stringify(isRule(node) ? { ...node, source: undefined } : node)}`, before = known.get(key);
    if (before !== undefined) return { ...before, node };
    this.computed++;
    const mask = isBlind ? new Uint8Array(this.sample.rows) : maskOf(fixed(node, this.sample), names, this.sample);
    let rows = 0;
    for (let i = 0; i < mask.length; i++) rows += mask[i]!;
    return { key, node, signal, mask, rows, isBlind };
  }

  /** Makes `failures` say how many of these conditions each row fails. */
  judge(nodes: readonly Node[]): void {
    const known = new Map(this.#judged.map((condition) => [condition.key, condition])), before = [...this.#judged];
    const now = conditions({ all: nodes as readonly (Rule | Rules)[] }).map(({ signal, holds }) => this.#condition(holds, signal, known));
    for (const { key, mask } of now) {
      const at = before.findIndex((condition) => condition.key === key);
      if (at === -1) this.#count(mask, 1); else before.splice(at, 1);
    }
    for (const { mask } of before) this.#count(mask, -1);
    this.#judged = now;
  }

  #count(mask: Uint8Array, by: 1 | -1): void {
    const { failures } = this;
    if (by === 1) for (let i = 0; i < mask.length; i++) failures[i]! += mask[i]!;
    else for (let i = 0; i < mask.length; i++) failures[i]! -= mask[i]!;
  }

  /** Places of the rows that fail nothing but, at most, the conditions that `except` names. */
  passing(except?: (condition: Judged) => boolean): Uint32Array {
    const { failures, sample } = this, rows = new Uint32Array(sample.rows), own = except === undefined ? [] : this.#judged.filter(except);
    let kept = 0;
    if (own.length === 0) {
      for (let i = 0; i < failures.length; i++) if (failures[i] === 0) rows[kept++] = i;
      return rows.subarray(0, kept);
    }
    for (let i = 0; i < failures.length; i++) {
      let rest = failures[i]!;
      for (const { mask } of own) rest -= mask[i]!;
      if (rest === 0) rows[kept++] = i;
    }
    return rows.subarray(0, kept);
  }
}
