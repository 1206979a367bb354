import { checkInteger } from "../core/checks";
import { leastSquares } from "./leastSquares";
import { digits, pText, report, type TestResult } from "./report";
import { chiSquareTail } from "./tails";
import { checkVaries } from "../math/varies";

export interface ArchLmOptions {
  /** Lagged squares that are tested together, 1 to this one. */
  readonly lags: number;
}

export interface ArchLmResult extends TestResult {
  /** Also the degrees of freedom. */
  readonly lags: number;
}

/**
 * Engle's (1982) Lagrange-multiplier test. Null hypothesis: no ARCH, squares don't depend on the squares before them.
 *
 *     ε²ₜ = a₀ + Σᵢ aᵢ ε²ₜ₋ᵢ + uₜ   (lags + 1 ≤ t ≤ n),   LM = (n − lags) R²,   χ² with `lags` degrees of freedom
 *
 * @param values - ε: residuals, of length n ≥ 2 lags + 2. Nothing is taken out of them: returns with a mean worth
 *   speaking of have to be demeaned before.
 * @throws {@link DomainError} where the values, or their squares, are all the same but for rounding, and where they repeat
 *   themselves, so that one lag is a combination of others.
 * @example
 * const { candles } = v.loadDataset("mosef2025", { folder: "simulated" });
 * const returns = v.logReturns(candles.BTC.close);
 * v.archLm(returns, { lags: 5 }).pValue < 0.001; // → true
 */
export function archLm(values: ArrayLike<number>, { lags }: ArchLmOptions): ArchLmResult {
  const where = "archLm";
  checkInteger(where, "lags", lags, 1);
  checkVaries(where, "values", values, 2 * lags + 2);
  const squares = Float64Array.from(values, (e) => e * e);
  checkVaries(where, "squares of values", squares, 2 * lags + 2);
  const n = squares.length - lags;
  const lagged = Array.from({ length: lags }, (_, i) => squares.subarray(lags - 1 - i, lags - 1 - i + n));
  const { rSquared } = leastSquares(
    where,
    squares.subarray(lags),
    [new Float64Array(n).fill(1), ...lagged],
    ["the constant", ...lagged.map((_, i) => `the squares of values at lag ${i + 1} (take fewer lags?)`)],
  );
  const statistic = n * rSquared;
  const pValue = chiSquareTail(statistic, lags);
  return report({ statistic, pValue, lags }, () => [
    `ARCH-LM, lags 1 to ${lags}: LM = ${digits(statistic)}, ${pText(pValue)} (χ², ${lags} degrees of freedom)`,
    `null hypothesis: no ARCH, squares don't depend on the ${lags} squares before them`,
  ]);
}
