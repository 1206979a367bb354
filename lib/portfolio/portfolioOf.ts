import { checkSameLength, checkVector } from "../core/checks";
import { dot } from "../math/matrix";
import { checkReturnRows } from "../measures/checkReturns";
import { checkCovariance, checkMoments, type Covariances, type Moments } from "./moments";
import { portfolioVariance } from "./variance";

/**
 * The returns of fixed weights, wᵀ·rₜ: what they would have brought each day, held anew every day.
 *
 * @param assetReturns - r: T rows, one a day, of n returns as fractions.
 * @param weights - w, length n; they need not sum to one.
 * @returns length T, fractions per day.
 * @throws `DomainError` for prices in place of returns, `ShapeError` where rows and weights don't fit.
 * @example
 * v.portfolioReturns([[0.1, 0], [0, -0.5]], [0.5, 0.5]); // → [0.05, -0.25]
 */
export function portfolioReturns(
  assetReturns: readonly ArrayLike<number>[],
  weights: ArrayLike<number>,
): Float64Array {
  const where = "portfolioReturns";
  checkReturnRows(where, "assetReturns", assetReturns, 1);
  checkVector(where, "weights", weights);
  checkSameLength(where, "a row of assetReturns", assetReturns[0], "weights", weights);
  return Float64Array.from(assetReturns, (row) => dot(weights, row));
}

/**
 * The return that is expected of a portfolio, wᵀ·μ.
 *
 * @param weights - w, length n.
 * @param moments - with μ as `mean` and Σ as `covariance`; both are checked, as everywhere.
 * @returns a fraction per period.
 * @throws as {@link portfolioVolatility}.
 * @example
 * v.portfolioMean([0.5, 0.5], { mean: [0.01, 0.03], covariance: [[0.04, 0], [0, 0.04]] }); // → 0.02
 */
export function portfolioMean(weights: ArrayLike<number>, moments: Moments): number {
  const where = "portfolioMean";
  checkVector(where, "weights", weights);
  checkMoments(where, moments);
  checkSameLength(where, "weights", weights, "mean", moments.mean);
  return dot(weights, moments.mean);
}

/**
 * The standard deviation that is expected of a portfolio's returns, √(wᵀ·Σ·w).
 *
 * @param weights - w, length n.
 * @param moments - with Σ as `covariance`; its means are not read.
 * @returns in units of return per period.
 * @throws `DomainError` unless Σ is symmetric and positive semidefinite, `ShapeError` where the weights don't fit.
 * @example
 * v.portfolioVolatility([0.5, 0.5], { covariance: [[0.04, 0], [0, 0.04]] }); // → 0.1414
 */
export function portfolioVolatility(weights: ArrayLike<number>, { covariance }: Covariances): number {
  const where = "portfolioVolatility";
  checkVector(where, "weights", weights);
  checkCovariance(where, "covariance", covariance);
  checkSameLength(where, "weights", weights, "covariance", covariance);
  return Math.sqrt(portfolioVariance(covariance, weights));
}
