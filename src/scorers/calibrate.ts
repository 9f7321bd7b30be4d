import { sigmoid } from './aggregate.js';

/**
 * Platt scaling (Platt, "Probabilistic Outputs for Support Vector Machines", 1999): slope a >= 0 and offset c such that
 * sigmoid(a x + c) fits the targets, by Newton's method on the weighted log loss with a small ridge on a around 1.
 * @param x logits of texts that the model was not fitted on
 */
export const platt = (x: Float64Array, targets: Float64Array, weights: Float64Array): { readonly slope: number; readonly offset: number } => {
  let slope = 1, offset = 0;
  for (let round = 0; round < 50; round++) {
    let ga = slope - 1, gc = 0, haa = 1, hac = 0, hcc = 1e-9;
    for (let i = 0; i < x.length; i++) {
      const p = sigmoid(slope * x[i]! + offset), error = (p - targets[i]!) * weights[i]!, curve = p * (1 - p) * weights[i]!;
      ga += error * x[i]!;
      gc += error;
      haa += curve * x[i]! * x[i]!;
      hac += curve * x[i]!;
      hcc += curve;
    }
    const determinant = haa * hcc - hac * hac, da = (hcc * ga - hac * gc) / determinant, dc = (haa * gc - hac * ga) / determinant;
    slope = Math.max(0.05, slope - da);
    offset -= dc;
    if (Math.abs(da) + Math.abs(dc) < 1e-9) break;
  }
  return { slope, offset };
};
