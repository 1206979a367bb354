import { checkNumber } from "../core/checks";
import { zeros, type Matrix } from "../math/cholesky";
import { checkPastReturns } from "./pastReturns";

export interface SemicovarianceOptions {
  /** τ: the return below which a day counts, as a fraction; 0 by default. */
  readonly target?: number;
}

/**
 * How assets lose together, as a matrix that takes the place of the covariances.
 *
 *     Sᵢⱼ = 1/T Σ_t min(0, rₜᵢ − τ) · min(0, rₜⱼ − τ)                                             Estrada (2008)
 *
 * wᵀSw is the downside variance of a portfolio where all assets fall on the same days, and an approximation where not:
 * for weights of at least 0 it is never below it, as gains of one asset don't make up for losses of another.
 *
 * @param returns - rows of n simple returns, one a day.
 * @returns n rows of n, symmetric and positive semidefinite.
 */
export function semicovariance(
  returns: readonly ArrayLike<number>[],
  { target = 0 }: SemicovarianceOptions = {},
): Matrix {
  checkNumber("semicovariance", "target", target);
  const n = checkPastReturns("semicovariance", returns, 1);
  const matrix = zeros(n);
  for (const row of returns)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        matrix[i][j] += (Math.min(0, row[i] - target) * Math.min(0, row[j] - target)) / returns.length;
  return matrix;
}
