import { checkInteger, checkNumber, checkVector } from "../core/checks";
import { mean } from "../measures/average";
import { meanAhead } from "../series/meanAhead";

export interface NaiveVariancesOptions {
  /** The days before the first forecast, at least 30 and at least the horizon. */
  readonly window: number;
  /** h, days: a forecast is about the mean of the next h. Default 1. */
  readonly horizon?: number;
  /** 1 − λ, what the last day counts in the exponentially weighted average, from 0 to 1. Default 0.06: RiskMetrics' λ is 0.94. */
  readonly weight?: number;
}

/** Forecasts of the next days' mean variance, entry k from the days before day `window + k`, in the unit of the variance. */
export interface NaiveVariances {
  /** The mean of the last h days. */
  readonly lastValue: Float64Array;
  /** The mean of the last 30 days: the square of the papers' volatility. */
  readonly last30Days: Float64Array;
  /** The mean of all days so far. */
  readonly meanSoFar: Float64Array;
  /** The exponentially weighted average, which begins at the mean of the first 30 days. */
  readonly ewma: Float64Array;
}

const MONTH = 30;

/**
 * What a forecast of a variance has to beat: four averages of the past, with nothing to estimate.
 *
 *     σ̂²ₜ₊₁ = λ σ̂²ₜ + (1 − λ) vₜ     the exponentially weighted one
 *
 * @param values - v, one a day: squared returns, or a better measure such as `rangeVariance`; length n > window.
 * @returns length n − window each.
 * @throws `DomainError` where the window is shorter than 30 days or the horizon, or as long as the values.
 * @example
 * const variance = Array.from({ length: 32 }, (_, t) => (t < 30 ? 1 : 2)); // 1 for 30 days, then 2
 * const { lastValue, meanSoFar, ewma } = v.naiveVariances(variance, { window: 30 });
 * lastValue; // → [1, 2]
 * meanSoFar; // → [1, 1.0323]
 * ewma; // → [1, 1.06]
 */
export function naiveVariances(values: ArrayLike<number>, options: NaiveVariancesOptions): NaiveVariances {
  const where = "naiveVariances";
  const { window, horizon = 1, weight = 0.06 } = options;
  checkVector(where, "values", values, MONTH + 1);
  checkInteger(where, "horizon", horizon, 1);
  checkInteger(where, "window", window, Math.max(MONTH, horizon), values.length - 1);
  checkNumber(where, "weight", weight, 0, 1);
  const variance = Float64Array.from(values);
  const last = (days: number): Float64Array => meanAhead(variance, days).slice(window - days, -1);
  let total = 0;
  const soFar = variance.map((x, t) => (total += x) / (t + 1));
  let average = mean(variance.subarray(0, MONTH));
  const weighted = variance.map((x) => (average = (1 - weight) * average + weight * x));
  return Object.freeze({
    lastValue: last(horizon),
    last30Days: last(MONTH),
    meanSoFar: soFar.slice(window - 1, -1),
    ewma: weighted.slice(window - 1, -1),
  });
}
