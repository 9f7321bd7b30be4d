import { createContext, Script } from 'node:vm';

/** Runs `work` for at most so many milliseconds; false = it was stopped there, wherever it was. What `work` throws is thrown. */
export type Within = (milliseconds: number, work: () => void) => boolean;

/**
 * A time limit for code that does not end by itself: V8 is told by a thread of its own to stop, which no `catch` and no `finally` of that code can prevent.
 * Setting one up takes about 0.1 ms, so it is for many documents at once. What the code leaves to promises and timers runs later, without a limit.
 */
export const openTimeLimit = (): Within => {
  let running = (): void => {};
  const context = createContext({ run: () => running() }), script = new Script('run()');
  return (milliseconds, work) => {
    running = work;
    try {
      script.runInContext(context, { timeout: milliseconds });
      return true;
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
      throw error;
    }
  };
};
