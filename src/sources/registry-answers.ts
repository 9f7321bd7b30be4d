import { EXIT, Fault, usage } from '../model/fault.js';
import type { RegistryAddress } from './registry-address.js';

/** The registry answers and will not: its HTTP status, its own code (404xx, 409xx, 422xx; -1 = none), its own words. */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
  }
}

/** How long the registry is waited for. */
export interface Patience {
  /** ms until trouble that may pass becomes a Fault, after a last try. */
  readonly ms: number;
  /** First bound of the backoff, ms. */
  readonly backoffMs: number;
  /** ms for one answer. */
  readonly answerMs: number;
}

/** Asks the registry until it answers. */
export interface Asker {
  /**
   * @param work one request through the client, which does not retry
   * @throws Refused · Fault (trouble) when there was no answer until patience ran out or the asker was closed · Fault (usage) for refused credentials;
   *   anything that has nothing to do with HTTP as it is
   */
  readonly ask: <T>(work: () => Promise<T>, patience?: Partial<Patience>) => Promise<T>;
  /** Ends the waiting. */
  readonly close: () => void;
}

const BACKOFF_CAP_MS = 5000;
const PASSING = new Set([408, 425, 429]);

/** A request that got no answer: axios says so, or we did. */
interface Unanswered { readonly isAxiosError?: boolean; readonly code?: string }
interface Answered { readonly status?: number; readonly errorCode?: number }

const SILENCE = new Error('no answer in time');

/** What went wrong in a few words when another try may help, or the error to throw. Errors of axios hold the request with its credentials, so none is handed on. */
const judge = (error: unknown, { url, credentials, clean }: RegistryAddress): string | Error => {
  if (error === SILENCE) return SILENCE.message;
  if (!(error instanceof Error)) return new Error(clean(String(error)));
  const { isAxiosError, code, status, errorCode } = error as Error & Unanswered & Answered;
  if (isAxiosError && typeof status !== 'number') return code === 'ECONNABORTED' || code === 'ETIMEDOUT' ? SILENCE.message : clean(code ?? error.message);
  if (typeof status !== 'number') return error;
  if (PASSING.has(status) || status >= 500) return `HTTP ${status}`;
  if (status === 401) {
    const got = credentials === null ? 'no user and password' : `user ${clean(credentials.split(':')[0]!)} with a password that it does not take`;
    return usage(`registry ${url}: got ${got} (HTTP 401), allowed its own, as http(s)://user:password@host`);
  }
  return new Refused(status, errorCode ?? -1, clean(error.message.replace(/; Error code: -?\d+$/, '')));
};

export const openAsker = (address: RegistryAddress, usual: Patience, note: (sentence: string) => void): Asker => {
  const waiting = new Set<() => void>();
  let closed = false, silent = false;
  /** Ends early when the asker is closed. */
  const pause = (ms: number): Promise<void> => new Promise((resolve) => {
    const end = (): void => { clearTimeout(timer); waiting.delete(end); resolve(); };
    const timer = setTimeout(end, ms);
    waiting.add(end);
  });
  const inTime = async <T>(work: () => Promise<T>, ms: number): Promise<T> => {
    let timer: NodeJS.Timeout | undefined, end: (() => void) | undefined;
    const late = new Promise<never>((_, reject) => {
      end = () => reject(SILENCE);
      timer = setTimeout(end, ms);
      waiting.add(end);
    });
    try {
      return await Promise.race([work(), late]);
    } finally {
      clearTimeout(timer);
      waiting.delete(end!);
    }
  };
  return {
    ask: async (work, patience) => {
      const { ms, backoffMs, answerMs } = { ...usual, ...patience }, start = performance.now();
      for (let tried = 1; ; tried++) {
        try {
          const answer = await inTime(work, answerMs);
          if (silent) note(`registry ${address.url}: answers again`);
          silent = false;
          return answer;
        } catch (error) {
          const trouble = judge(error, address);
          if (typeof trouble !== 'string') throw trouble;
          if (closed) throw new Fault(`registry ${address.url}: closed while an answer was waited for (${trouble})`);
          const left = ms - (performance.now() - start);
          if (left <= 0) {
            throw new Fault(`registry ${address.url}: does not answer (${trouble}${tried > 1 ? `, ${tried} tries in ${Math.round(ms / 1000)} s` : ''}), check that it runs and that --registry names it`, EXIT.trouble);
          }
          if (!silent) note(`registry ${address.url}: does not answer (${trouble}), trying again for ${Math.ceil(left / 1000)} s`);
          silent = true;
          await pause(Math.min(left, Math.random() * Math.min(BACKOFF_CAP_MS, backoffMs * 2 ** tried)));
        }
      }
    },
    close: () => {
      closed = true;
      for (const end of [...waiting]) end();
    },
  };
};
