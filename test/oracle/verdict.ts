/** One condition of a preset: signal, comparison, value. */
export type Condition = readonly [signal: string, op: '<=' | '>=', value: number];

/** Does a document satisfy every condition? Null satisfies none. */
export const keeps = (conditions: readonly Condition[], values: Readonly<Record<string, number | null | undefined>>): boolean =>
  conditions.every(([signal, op, limit]) => {
    const value = values[signal];
    if (value === undefined) throw new Error(`no signal ${signal}`);
    return value !== null && (op === '<=' ? value <= limit : value >= limit);
  });
