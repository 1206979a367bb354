import { pow } from "../core/elementary";
import type { LeastSquares } from "./leastSquares";

/**
 * Covariance of regression coefficients that allows for errors of unequal size, correlated up to `lags` rows apart.
 *
 *     (X'X)⁻¹ S (X'X)⁻¹,   S = Γ₀ + Σₗ (1 − l/(L+1)) (Γₗ + Γₗ'),   Γₗ = Σₜ eₜ eₜ₋ₗ xₜ xₜ₋ₗ'
 *                                          Newey and West (1987); without lags White (1980), known as HC0
 *
 * @param columns - X by columns, as given to `leastSquares`.
 * @param lags - L, at least 0.
 * @returns k × k, rows. No small-sample correction.
 */
export function neweyWestCovariance(
  columns: readonly ArrayLike<number>[],
  { residuals, inverseGram }: Pick<LeastSquares, "residuals" | "inverseGram">,
  lags: number,
): Float64Array[] {
  const k = columns.length;
  const scores = columns.map((column) => residuals.map((e, t) => e * column[t]));
  const middle = scores.map(() => new Float64Array(k));
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      for (let lag = 0; lag <= lags; lag++) {
        const weight = 1 - lag / (lags + 1);
        let sum = 0;
        for (let t = lag; t < residuals.length; t++) sum += scores[i][t] * scores[j][t - lag];
        middle[i][j] += weight * sum;
        if (lag > 0) middle[j][i] += weight * sum;
      }
  return product(product(inverseGram, middle), inverseGram);
}

/** Newey and West's (1994) rule of thumb for the number of lags: ⌊4 (n/100)^(2/9)⌋. */
export function neweyWestLags(n: number): number {
  return Math.floor(4 * pow(n / 100, 2 / 9));
}

function product(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  return a.map((row) =>
    Float64Array.from(b, (_, j) => row.reduce((sum, value, i) => sum + value * b[i][j], 0)),
  );
}
