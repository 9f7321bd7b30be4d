/** What was, what is, and what was taken back. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** The drag that the last change belongs to; its changes are one step back. */
  readonly gesture: string | null;
}

const MOST = 200;

export const historyOf = <T>(present: T): History<T> => ({ past: [], present, future: [], gesture: null });

/** A further step; within one gesture the step before it is replaced. */
export const changed = <T>(history: History<T>, next: T, gesture: string | null = null): History<T> => {
  if (Object.is(next, history.present)) return history;
  if (gesture !== null && gesture === history.gesture) return { ...history, present: next, future: [] };
  return { past: [...history.past, history.present].slice(-MOST), present: next, future: [], gesture };
};

export const undone = <T>(history: History<T>): History<T> => {
  const before = history.past.at(-1);
  return before === undefined ? history : { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], gesture: null };
};

export const redone = <T>(history: History<T>): History<T> => {
  const [next, ...future] = history.future;
  return next === undefined ? history : { past: [...history.past, history.present], present: next, future, gesture: null };
};
