import { tap } from 'rxjs';
import type { Operator } from './order.js';

/** Called with the name of each point that a batch passes (failpoints, measurement). */
export type Pass = (point: string) => void;

/** Batch -> the same batch, after saying that it passed `point`. */
export const pass = (point: string, passed: Pass): Operator => tap(() => passed(point));
