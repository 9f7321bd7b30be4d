/**
 * Python's `round(x, 8)`: correctly rounded, ties to even, where RedPajama-V2 rounds. Away from a tie the nearest whole number to x * 1e8,
 * divided by 1e8, is the result (the product is off by less than 2e-8 for x below 2). Near one, `toFixed` is correctly rounded but takes
 * ties away from zero; a tie at 8 decimals is a dyadic fraction whose 512-fold is an odd integer (1/512 = 0.001953125 -> 0.00195312).
 */
export const round8 = (x: number): number => {
  const product = x * 1e8, whole = Math.floor(product), rest = product - whole;
  if (x < SMALL && (rest < 0.499999 || rest > 0.500001)) return (rest < 0.5 ? whole : whole + 1) / 1e8;
  const scaled = x * 512;
  if (!Number.isInteger(scaled) || scaled % 2 === 0) return Number(x.toFixed(8));
  // x * 1e8 = scaled * 195312.5, exact below 2^35: its two neighbours are whole, the even one is wanted.
  const below = Math.floor(scaled * 195312.5);
  return (below % 2 === 0 ? below : below + 1) / 1e8;
};
const SMALL = 64;
