import { dot, times } from "../math/matrix";

/** wᵀ·Σ·w, not below 0 by rounding. */
export function portfolioVariance(
  covariance: readonly ArrayLike<number>[],
  weights: ArrayLike<number>,
): number {
  return Math.max(0, dot(weights, times(covariance, weights)));
}
