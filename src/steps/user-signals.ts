import type { Batch, Step } from '../model/batch.js';
import { count, textAt, type Column, type NumberColumn } from '../model/columns.js';
import type { Note } from '../model/note.js';
import type { Signal, UserDocument, UserFamily } from '../model/signal.js';

export interface UserSignalsOptions {
  /** Runs `work` for at most so many milliseconds; false = it was stopped there. */
  readonly within: (milliseconds: number, work: () => void) => boolean;
  readonly note: Note;
}

/** Time budget of a document and family. */
const BUDGET_MS = 1000;
/** After so many documents in a row that took longer, the next ones get less, until one ends in time: a family that never ends must not take a second a document. */
const PATIENCE = 3, HURRIED_MS = 25;

/** What went wrong, by what it is about. */
type Faults = Map<string, string>;

/**
 * Documents -> one number column per signal of the user's own families. It is code that is not ours: where it throws, takes longer than its budget or gives
 * no number, the value is null, the user is told once, and everything else about the document stands.
 * Reads the texts and the columns `url`, `host`, `domain` and `lang`.
 */
export const userSignals = (families: readonly UserFamily[], { within, note }: UserSignalsOptions): Step => {
  const told = new Set<string>();
  return (batch) => {
    const columns: Record<string, Column> = {}, faults: Faults = new Map();
    for (const family of families) Object.assign(columns, measured(family, batch, faults, within));
    for (const [about, sentence] of faults) {
      if (told.has(about)) continue;
      told.add(about);
      note(sentence, about);
    }
    return { ...batch, columns: { ...batch.columns, ...columns } };
  };
};

/**
 * One limit runs over as many documents as end within it. The document that it stops has not had the whole budget unless it was the first one, so it begins
 * anew with a limit of its own.
 */
const measured = (family: UserFamily, batch: Batch, faults: Faults, within: UserSignalsOptions['within']): Record<string, NumberColumn> => {
  const rows = count(batch.payloads), documentAt = documents(batch);
  const columns = family.signals.map((): NumberColumn => ({ kind: 'number', values: new Float64Array(rows), nulls: new Uint8Array(rows).fill(1) }));
  let row = 0, late = 0;
  const measureOn = (): void => {
    for (; row < rows; row++, late = 0) {
      const answer = ask(family, documentAt(row), faults);
      family.signals.forEach((signal, k) => {
        const value = answer && valueOf(signal, answer, family, faults);
        columns[k]!.values[row] = value ?? 0;
        columns[k]!.nulls[row] = value === null ? 1 : 0;
      });
    }
  };
  while (row < rows) {
    const first = row, ended = within(late < PATIENCE ? BUDGET_MS : HURRIED_MS, measureOn);
    if (ended || row > first) continue;
    for (const { values, nulls } of columns) { values[row] = 0; nulls[row] = 1; }
    say(faults, family, 'budget', `measure took longer than ${BUDGET_MS / 1000} s`);
    row++;
    late++;
  }
  return Object.fromEntries(family.signals.map(({ name }, k) => [name, columns[k]!]));
};

const documents = ({ payloads, columns: { url, host, domain, lang } }: Batch) => (row: number): UserDocument =>
  ({ text: textAt(payloads, row), url: stringAt(url, row), host: stringAt(host, row) ?? '', domain: stringAt(domain, row) ?? '', lang: stringAt(lang, row) ?? 'und' });

const stringAt = (column: Column | undefined, row: number): string | null =>
  column?.kind === 'text' ? (column.nulls?.[row] ? null : textAt(column.values, row)) : column?.kind === 'constant' && typeof column.value === 'string' ? column.value : null;

const say = (faults: Faults, { name, path }: UserFamily, kind: string, what: string): void => {
  const about = `${name} ${kind}`;
  if (!faults.has(about)) faults.set(about, `signal family ${name} (${path}): ${what} on a page; it is NULL there. Further pages like that are not mentioned`);
};

/** What `measure` answers, when it is an object. */
const ask = (family: UserFamily, document: UserDocument, faults: Faults): Readonly<Record<string, unknown>> | null => {
  try {
    const answer = family.measure(document);
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) { say(faults, family, 'answer', `measure answered ${kindOf(answer)} instead of {signal: number or null}`); return null; }
    if (answer instanceof Promise) {
      answer.catch(() => {});   // or its error would end the thread
      say(faults, family, 'answer', 'measure answered a promise instead of {signal: number or null}');
      return null;
    }
    return answer as Readonly<Record<string, unknown>>;
  } catch (error) {
    say(faults, family, 'throw', `measure threw ${thrown(error, family.path)}`);
    return null;
  }
};

const valueOf = (signal: Signal, answer: Readonly<Record<string, unknown>>, family: UserFamily, faults: Faults): number | null => {
  let value: unknown;
  try {
    value = answer[signal.name];
  } catch (error) {
    say(faults, family, 'throw', `what measure answered threw ${thrown(error, family.path)}`);
    return null;
  }
  if (value === null) return null;
  const fault = typeof value !== 'number' ? kindOf(value) : Number.isNaN(value) ? 'NaN' : !Number.isFinite(value) ? 'infinite' : misfit(signal, value);
  if (fault === '') return value as number;
  say(faults, family, signal.name, `${signal.name} was ${fault}`);
  return null;
};

/** Why a number does not go into the column of its type. */
const misfit = ({ type }: Signal, value: number): string =>
  type === 'flag' ? (value === 0 || value === 1 ? '' : 'neither 0 nor 1')
  : type === 'count' ? (Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff ? '' : 'no whole number from 0 to 4294967295')
  : '';

const kindOf = (value: unknown): string =>
  value === null ? 'null' : value === undefined ? 'nothing' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;

const ERRORS = ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', 'EvalError'];

/** Class and place of an error; its message may hold text of the page. */
const thrown = (error: unknown, path: string): string => {
  try {
    const { name, stack = '' } = error as Error, file = path.split(/[\\/]/).at(-1)!.replace(/[^\w-]/g, '\\$&');
    const line = new RegExp(`^\\s+at .*${file}:(\\d+):\\d+\\)?$`, 'm').exec(stack)?.[1];
    return `${ERRORS.includes(name) ? name : 'an error'}${line === undefined ? '' : ` in line ${line}`}`;
  } catch {
    return 'something that is no error';
  }
};
