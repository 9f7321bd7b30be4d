import type { Signal } from '../model/signal.js';

/** Catalogue entries of a family: what they have in common (family, source ...) and each one's own, which wins. */
export const entries = <Common extends Partial<Signal>>(common: Common, signals: readonly (Omit<Signal, keyof Common> & Partial<Signal>)[]): Signal[] =>
  signals.map((signal) => ({ ...(common as Partial<Signal>), ...signal }) as Signal);

/** Equal to the reference at 8 decimals on every text of the reference set. */
export const EXACT = { exact: true, tolerance: 0, deviation: 0 } as const;
