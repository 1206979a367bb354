import type { Rng } from "../../core/random";

/** Numbers in the mask of a sheet of `steps` × `rows` × `columns`: rows fill up to 8 and columns to 4, as in the kernel. */
export function maskSize(steps: number, rows: number, columns: number): number {
  return steps * roundUp(rows, 8) * roundUp(columns, 4);
}

/**
 * Fills a mask: 0 with probability `rate`, else 1 / (1 − rate), which keeps the mean. All backends draw from here, in
 * the order of steps, rows and columns, those that fill up included: so their masks are the same.
 */
export function drawMask(mask: Float32Array, rate: number, rng: Rng): void {
  const kept = 1 / (1 - rate);
  for (let k = 0; k < mask.length; k++) mask[k] = rng.uniform() < rate ? 0 : kept;
}

/** Where the entry of step `t`, row `r`, column `u` stands in such a mask. */
export function maskIndex(rows: number, columns: number, t: number, r: number, u: number): number {
  return (t * roundUp(rows, 8) + r) * roundUp(columns, 4) + u;
}

const roundUp = (count: number, to: number): number => Math.ceil(count / to) * to;
