import { tap, type MonoTypeOperatorFunction } from 'rxjs';

/** Called with the name of each point that a batch passes (failpoints, measurement). */
export type Pass = (point: string) => void;

/** Batch -> the same batch, after saying that it passed `point`. */
export const pass = <T>(point: string, passed: Pass): MonoTypeOperatorFunction<T> => tap(() => passed(point));
