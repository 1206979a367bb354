import { checkInteger, checkSameLength, checkVector } from "../core/checks";
import { mean } from "../math/moments";
import { checkSize, differencesOf } from "../math/varies";
import { autocovariances } from "./autocovariance";
import { digits, pText, report, type TestResult } from "./report";
import { tTwoSided } from "./tails";

export interface DieboldMarianoOptions {
  /** h: how many days ahead the forecasts look; 1 by default. Losses up to h − 1 days apart may be correlated. */
  readonly horizon?: number;
  /**
   * So many autocovariances with Bartlett's weights (Newey and West, 1987) take the place of the h − 1 unweighted ones:
   * for losses that stay correlated longer than those of a good forecast, as where a forecast follows late. None by default.
   */
  readonly lags?: number;
}

export interface DieboldMarianoResult extends TestResult {
  /** Mean of lossA − lossB: below 0 where A is better. */
  readonly meanDifference: number;
  /** The one with the lower mean loss, significant or not; "neither" where they are equal. */
  readonly better: "A" | "B" | "neither";
  readonly horizon: number;
  readonly observations: number;
  /** "bartlett" with `lags`, and where the usual, truncated estimate was not above 0 (possible from horizon 2 on). */
  readonly varianceEstimate: "truncated" | "bartlett";
}

/**
 * Diebold and Mariano's (1995) test, two-sided, with the correction of Harvey, Leybourne and Newbold (1997). Null
 * hypothesis: both forecasts have the same expected loss.
 *
 *     d = lossA − lossB,   DM = d̄ / √(V/n),   V = γ₀ + 2 Σ_{k<h} γₖ
 *     DM √((n + 1 − 2h + h(h − 1)/n) / n),   Student's t with n − 1 degrees of freedom
 *
 * γ are the autocovariances of d. Where V ≤ 0, Bartlett's weights 1 − k/h take its place; with `lags` L these are
 * 1 − k/(L + 1) for k ≤ L. Losses that are identical but for rounding give the statistic 0 and p = 1; a difference that
 * is the same on each day has no variance: the statistic is ±∞ and p = 0. For forecasts of nested models the null
 * distribution is only near.
 *
 * @param lossA - one loss a day, such as `squaredErrors` or `qlikeLosses` give; length n ≥ 3 and above the horizon.
 * @param lossB - the losses of the other forecast on the same days.
 * @throws {@link ShapeError} for lists of different lengths, or too short for the horizon.
 * @throws {@link DomainError} where a loss is not a finite number.
 * @example
 * const test = v.dieboldMariano([1, 2, 1, 3, 2], [2, 3, 3, 4, 2]);
 * test.better; // → "A"
 * test.meanDifference; // → -1
 */
export function dieboldMariano(
  lossA: ArrayLike<number>,
  lossB: ArrayLike<number>,
  { horizon = 1, lags }: DieboldMarianoOptions = {},
): DieboldMarianoResult {
  const where = "dieboldMariano";
  checkInteger(where, "horizon", horizon, 1);
  if (lags !== undefined) checkInteger(where, "lags", lags, horizon - 1);
  const apart = lags ?? horizon - 1;
  checkVector(where, "lossA", lossA, Math.max(3, apart + 2));
  checkVector(where, "lossB", lossB);
  checkSameLength(where, "lossA", lossA, "lossB", lossB);
  checkSize(where, "lossA", lossA);
  checkSize(where, "lossB", lossB);
  const n = lossA.length;
  const differences = differencesOf(lossA, lossB);
  const meanDifference = mean(differences);
  const { variance, varianceEstimate } = longRunVariance(
    autocovariances(differences, apart),
    lags !== undefined,
  );
  const correction = Math.sqrt((n + 1 - 2 * horizon + (horizon * (horizon - 1)) / n) / n);
  const statistic = meanDifference === 0 ? 0 : (meanDifference / Math.sqrt(variance / n)) * correction;
  const pValue = tTwoSided(statistic, n - 1);
  const better = meanDifference === 0 ? "neither" : meanDifference < 0 ? "A" : "B";
  return report(
    { statistic, pValue, meanDifference, better, horizon, observations: n, varianceEstimate },
    () => [
      `Diebold–Mariano, ${n} days, horizon ${horizon}: t = ${digits(statistic)}, ${pText(pValue)}`,
      `mean loss of A less that of B: ${digits(meanDifference)}, ` +
        (better === "neither" ? "no difference" : `${better} is better`),
      "null hypothesis: both forecasts have the same expected loss",
    ],
  );
}

function longRunVariance(
  gamma: Float64Array,
  weighted: boolean,
): Pick<DieboldMarianoResult, "varianceEstimate"> & {
  variance: number;
} {
  const sumOf = (weight: (k: number) => number): number =>
    gamma.reduce((sum, g, k) => sum + (k === 0 ? g : 2 * weight(k) * g), 0);
  const truncated = sumOf(() => 1);
  // What rounding leaves of 0 counts as 0
  if (!weighted && (truncated > 1e-12 * gamma[0] || gamma[0] === 0))
    return { variance: truncated, varianceEstimate: "truncated" };
  return { variance: sumOf((k) => 1 - k / gamma.length), varianceEstimate: "bartlett" };
}
