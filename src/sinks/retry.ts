import { EXIT, Fault } from '../model/fault.js';
import { EngineError } from './ask.js';

/**
 * ClickHouse's codes for trouble that passes: what its own Kafka Connect sink retries, and 216 (the statement of a killed
 * predecessor still runs under this query id). 0 is a proxy without a server behind it.
 */
const TRANSIENT = new Set([0, 3, 107, 159, 164, 202, 203, 209, 210, 216, 241, 242, 252, 285, 319, 425, 999]);
/** What sockets and streams say, and what the client says of a silent server. */
const CONNECTION = /^E[A-Z]+$|^ERR_STREAM_PREMATURE_CLOSE$/;
const SILENT = /^Timeout error|^socket hang up|^aborted/;
/** AUTHENTICATION_FAILED: another process serves the folder now, under another token. */
const OTHER_OWNER = 516;

/** The store is not there: its process has gone, or another one holds it now. */
export const isLost = (error: unknown): boolean => {
  if (error instanceof EngineError) return error.code === OTHER_OWNER;
  const { code, message } = error as NodeJS.ErrnoException;
  return (typeof code === 'string' && CONNECTION.test(code)) || SILENT.test(message);
};

/** Worth the same statement again. */
export const isTransient = (error: unknown): boolean => (error instanceof EngineError && TRANSIENT.has(error.code)) || isLost(error);

/** Full jitter: anything between 0 and base x 2^tried, at most `cap` ms. */
export const backoff = (tried: number, base: number, cap: number, random: () => number = Math.random): number => random() * Math.min(cap, base * 2 ** tried);

/** The engine's own words as a Fault, without a stack; the original is its cause. Everything that is not about the store stays as it is. */
export const asFault = (error: unknown, what: string): unknown => {
  if (error instanceof EngineError) return new Fault(`${what}: ${error.message} (code ${error.code}, ${error.type})`, EXIT.trouble, { cause: error });
  if (!isLost(error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new Fault(`${what}: the store does not answer (${code ?? message.split('\n')[0]})`, EXIT.trouble, { cause: error });
};
