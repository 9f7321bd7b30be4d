import { Refusal } from './refusal.js';

/** How a parameter of a URL is read: its text -> its value, or what would have been allowed (a Refused). */
export interface Kind<T> { readonly allowed: string; readonly read: (text: string) => T | undefined }

const REAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export const integer = (min: number, max: number): Kind<number> => ({
  allowed: `a whole number from ${min} to ${max}`,
  read: (text) => { const n = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN; return n >= min && n <= max ? n : undefined; },
});
export const number: Kind<number> = { allowed: 'a number', read: (text) => { const n = REAL.test(text) ? Number(text) : NaN; return Number.isFinite(n) ? n : undefined; } };
export const oneOf = <T extends string>(...names: readonly T[]): Kind<T> => ({ allowed: names.join(', '), read: (text) => names.find((name) => name === text) });
export const text = (most: number): Kind<string> => ({ allowed: `1 to ${most} characters`, read: (given) => (given !== '' && given.length <= most ? given : undefined) });
/** Like `text`; '' = none. */
export const optionalText = (most: number): Kind<string> => ({ allowed: `up to ${most} characters`, read: (given) => (given.length <= most ? given : undefined) });
export const list = (most: number, item: RegExp): Kind<readonly string[]> => ({
  allowed: `up to ${most} names, separated by commas`,
  read: (given) => { const items = given.split(',').filter(Boolean); return items.length <= most && items.every((one) => item.test(one)) ? items : undefined; },
});

export type Kinds = Readonly<Record<string, Kind<unknown>>>;
export type Values<K extends Kinds> = { readonly [N in keyof K]: (K[N] extends Kind<infer T> ? T : never) | undefined };

/**
 * The parameters of a URL, each as its kind reads it; undefined when it is not there.
 * @throws Refusal 400 with every fault, one a line: unknown, given twice, not allowed
 */
export const readParameters = <K extends Kinds>(query: URLSearchParams, kinds: K): Values<K> => {
  const values: Record<string, unknown> = {}, faults: string[] = [];
  for (const name of new Set(query.keys())) {
    const given = query.getAll(name), kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) { faults.push(`parameter ${name.slice(0, 60)}: unknown, allowed ${Object.keys(kinds).join(', ') || 'none'}`); continue; }
    const value = given.length === 1 ? kind.read(given[0]!) : undefined;
    if (value === undefined) faults.push(`${name}: got ${given.length > 1 ? `${given.length} values` : `'${given[0]!.slice(0, 80)}'`}, allowed ${given.length > 1 ? 'one' : kind.allowed}`);
    else values[name] = value;
  }
  if (faults.length > 0) throw new Refusal(400, faults.join('\n'), { faults });
  return values as Values<K>;
};

/** @throws Refusal 400 when a parameter that there must be is not there */
export const needed = <T>(name: string, value: T | undefined): T => {
  if (value === undefined) throw new Refusal(400, `${name}: got nothing, which is needed here`);
  return value;
};
