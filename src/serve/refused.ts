import { EXIT, Fault } from '../model/fault.js';
import { GivenUp } from './places.js';
import { Refusal } from './refusal.js';

/** Codes of ClickHouse by which it says that a query is wrong: the asker's condition. */
const ASKERS = new Set([1, 6, 26, 27, 36, 38, 41, 42, 43, 44, 46, 47, 48, 50, 53, 62, 63, 69, 70, 72, 115, 117, 125, 130, 131, 153, 164, 184, 215, 349, 386, 395, 452, 456, 457]);
const TOO_LONG = new Set([159, 160, 394]), TOO_MUCH = new Set([202, 241, 307, 396]);

const codeOf = ({ cause }: Fault): number => (cause instanceof Error && typeof (cause as { code?: unknown }).code === 'number' ? (cause as unknown as { code: number }).code : 0);

/** The sentences of a user's mistake. @param status what it comes to */
export const refusalOfFault = (fault: Fault, status: number): Refusal => new Refusal(status, fault.message, { faults: fault.message.split('\n') });

/**
 * Whatever went wrong -> what its asker is told; null when it is our own defect.
 * @param there does the store answer?
 */
export const refusalOf = (error: unknown, there: boolean): Refusal | null => {
  if (error instanceof Refusal) return error;
  if (error instanceof GivenUp) return new Refusal(503, 'Too many questions are waiting; ask again in a moment');
  if (!there) return new Refusal(503, 'The store does not answer; it is asked again by itself');
  if (!(error instanceof Fault)) return null;
  if (error.code === EXIT.usage) return refusalOfFault(error, 400);
  const code = codeOf(error);
  return new Refusal(ASKERS.has(code) ? 400 : TOO_LONG.has(code) ? 504 : TOO_MUCH.has(code) ? 503 : code === 0 ? 503 : 500, error.message);
};
