/** Seeded generator (mulberry32) with what the dedup tests draw from it. */
export interface Random {
  readonly below: (n: number) => number;
  readonly u32: () => number;
  readonly u64: () => bigint;
  readonly chance: (p: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
}

export const random = (seed: number): Random => {
  const u32 = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (n: number): number => Math.floor((u32() / 4294967296) * n);
  return {
    below, u32,
    u64: () => (BigInt(u32()) << 32n) | BigInt(u32()),
    chance: (p) => u32() / 4294967296 < p,
    pick: (items) => items[below(items.length)]!,
  };
};
