import { checkInteger, checkSameLength, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { isExact, leastSquares } from "./leastSquares";
import { neweyWestCovariance, neweyWestLags } from "./neweyWest";
import { digits, pText, report, type TestResult } from "./report";
import { chiSquareTail } from "./tails";
import { checkVaries, largestSize } from "../math/varies";

export interface MincerZarnowitzOptions {
  /**
   * How many days apart errors may be correlated, in the Newey–West covariance; ⌊4 (n/100)^(2/9)⌋ by default, 0 gives
   * White's. Forecasts h days ahead need at least h − 1.
   */
  readonly lags?: number;
}

export interface MincerZarnowitzResult extends TestResult {
  readonly intercept: number;
  readonly slope: number;
  readonly standardErrors: { readonly intercept: number; readonly slope: number };
  /** Share of the realised values' variance that the line explains. */
  readonly rSquared: number;
  readonly lags: number;
  readonly observations: number;
}

/**
 * Mincer and Zarnowitz's (1969) regression of what came on what was forecast. Null hypothesis: the forecast is
 * unbiased, intercept 0 and slope 1.
 *
 *     yₜ = a + b ŷₜ + eₜ,   W = (a, b − 1) V⁻¹ (a, b − 1)',   χ² with 2 degrees of freedom
 *
 * V is the covariance of Newey and West (1987). R² is high for any persistent series, biased or not.
 *
 * @param actual - y, length n ≥ 4.
 * @param forecast - ŷ, same length and unit, not all the same.
 * @throws {@link DomainError} where all forecasts are the same, or all realised values lie exactly on a line with them.
 * @throws {@link ShapeError} for lists of different lengths, or of fewer than four values.
 * @example
 * const actual = [1, 3, 2, 5, 4, 6];
 * const forecast = [2, 2, 3, 4, 4, 5];
 * const line = v.mincerZarnowitz(actual, forecast, { lags: 0 });
 * [line.intercept, line.slope]; // → [-1.0455, 1.3636]
 */
export function mincerZarnowitz(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  { lags }: MincerZarnowitzOptions = {},
): MincerZarnowitzResult {
  const where = "mincerZarnowitz";
  checkVector(where, "actual", actual, 4);
  checkVaries(where, "forecast", forecast, 4);
  checkSameLength(where, "actual", actual, "forecast", forecast);
  const n = actual.length;
  const used = lags ?? Math.min(neweyWestLags(n), n - 1);
  checkInteger(where, "lags", used, 0, n - 1);

  const columns = [new Float64Array(n).fill(1), forecast];
  const fit = leastSquares(where, actual, columns, ["the constant", "forecast"]);
  if (isExact(fit, largestSize(actual)))
    throw new DomainError(
      where,
      "actual",
      actual,
      "values that do not lie exactly on a line with the forecast",
    );
  const [[v11, v12], [, v22]] = neweyWestCovariance(columns, fit, used);
  const [intercept, slope] = fit.coefficients;
  const a = intercept;
  const b = slope - 1;
  const determinant = v11 * v22 - v12 * v12;
  if (!(determinant > 1e-10 * v11 * v22))
    throw new DomainError(
      where,
      "forecast",
      forecast,
      "spread over more than one distant day: V is singular",
    );
  const statistic = (a * a * v22 - 2 * a * b * v12 + b * b * v11) / determinant;
  const pValue = chiSquareTail(statistic, 2);
  const standardErrors = Object.freeze({ intercept: Math.sqrt(v11), slope: Math.sqrt(v22) });
  const { rSquared } = fit;
  return report(
    { statistic, pValue, intercept, slope, standardErrors, rSquared, lags: used, observations: n },
    () => [
      `Mincer–Zarnowitz, ${n} days: intercept ${digits(intercept)} (${digits(standardErrors.intercept)}), ` +
        `slope ${digits(slope)} (${digits(standardErrors.slope)}), R² ${digits(rSquared)}`,
      `W = ${digits(statistic)}, ${pText(pValue)} (χ², 2 degrees of freedom; Newey–West, ${used} lags)`,
      "null hypothesis: intercept 0 and slope 1, an unbiased forecast",
    ],
  );
}
