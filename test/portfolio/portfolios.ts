import fc from "fast-check";
import { createRng } from "../../lib/core/random";

/** Means and covariances of n assets from T simulated days: definite for T > n, singular for T < n. */
export function simulatedMoments(
  seed: number,
  n: number,
  days: number,
): { mean: number[]; covariance: number[][]; returns: number[][] } {
  const rng = createRng(seed);
  const returns = Array.from({ length: days }, () => {
    const market = rng.normal();
    return Array.from({ length: n }, () => 0.001 + 0.01 * market + 0.02 * rng.normal());
  });
  const mean = Array.from({ length: n }, () => 0.001 + 0.002 * rng.normal());
  const covariance = mean.map((_, i) =>
    mean.map((__, j) => returns.reduce((sum, row) => sum + row[i] * row[j], 0) / days),
  );
  return { mean, covariance, returns };
}

export const seeds = fc.integer({ min: 0, max: 1e6 });
