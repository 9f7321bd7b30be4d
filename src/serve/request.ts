import type { ServerResponse } from 'node:http';
import { GivenUp } from './places.js';
import { Refusal } from './refusal.js';

/** How long each part of a request may take, seconds. Each is below a minute, whatever else is going on. */
export interface Limits {
  /** Its head. */
  readonly head: number;
  /** Its head and body. */
  readonly body: number;
  /** The engine, for one query. */
  readonly engine: number;
  /** The answer: then it is cut off, whatever the engine does. */
  readonly answer: number;
}
export const LIMITS: Limits = { head: 15, body: 40, engine: 45, answer: 52 };

const tooLong = (seconds: number): Error => new Refusal(504, `The answer took longer than ${seconds} seconds and was given up; ask for less`);

/**
 * Runs the work behind an answer until it is done, it took too long, or its reader has gone, whichever comes first.
 * @param work told by the signal that nobody waits any more; it may go on for a while after that
 * @param cut reason of the end when it takes too long
 */
export const bounded = async <T>(response: ServerResponse, { answer: seconds }: Limits, work: (signal: AbortSignal) => Promise<T>, cut: (seconds: number) => Error = tooLong): Promise<T> => {
  const controller = new AbortController(), { signal } = controller;
  const timer = setTimeout(() => controller.abort(cut(seconds)), seconds * 1000), gone = (): void => controller.abort(new GivenUp());
  response.once('close', gone);
  if (response.destroyed) gone();
  const ended = new Promise<never>((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }); if (signal.aborted) reject(signal.reason as Error); });
  const working = work(signal);
  // Whichever loses the race is still a promise of somebody's.
  working.catch(() => {});
  ended.catch(() => {});
  try {
    return await Promise.race([working, ended]);
  } finally {
    clearTimeout(timer);
    response.off('close', gone);
  }
};
