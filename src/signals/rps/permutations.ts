/*
 * The hash functions of RedPajama-V2's MinHash: 128 pairs (a, b) of numpy's legacy `RandomState(42)`, drawn in turn as `randint(1, 2^61 - 1)` and
 * `randint(0, 2^61 - 1)` of 64 bits (upper end exclusive). Function k of a 32-bit hash h is ((h a + b) mod 2^64) mod (2^61 - 1), its low 32 bits.
 *
 * RandomState is MT19937 (M. Matsumoto, T. Nishimura, ACM TOMACS 8(1), 1998) seeded by init_genrand; a 64-bit draw is two words, the first one
 * high; a bounded one is masked to 61 bits and drawn again while it is too large (2 of 2^61 values: never here, and kept for its sake).
 */
export const PERMUTATIONS = 128;
const SEED = 42, N = 624, M = 397, MASK_61 = (1n << 61n) - 1n;

/** MT19937: unsigned 32-bit words. */
const twister = (seed: number): (() => number) => {
  const state = new Int32Array(N);
  let at = N;
  state[0] = seed;
  for (let i = 1; i < N; i++) state[i] = Math.imul(1812433253, state[i - 1]! ^ (state[i - 1]! >>> 30)) + i;
  return () => {
    if (at === N) {
      for (let k = 0; k < N; k++) {
        const y = (state[k]! & 0x80000000) | (state[(k + 1) % N]! & 0x7fffffff);
        state[k] = state[(k + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let y = state[at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
};

/** All a, then all b: 256 values below 2^61. */
export const permutations = (): BigUint64Array => {
  const word = twister(SEED), pairs = new BigUint64Array(2 * PERMUTATIONS);
  const below = (low: bigint): bigint => {
    const range = MASK_61 - 1n - low;
    for (;;) {
      const value = ((BigInt(word()) << 32n) | BigInt(word())) & MASK_61;
      if (value <= range) return low + value;
    }
  };
  for (let k = 0; k < PERMUTATIONS; k++) {
    pairs[k] = below(1n);
    pairs[PERMUTATIONS + k] = below(0n);
  }
  return pairs;
};
