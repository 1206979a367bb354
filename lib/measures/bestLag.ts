import { checkInteger, checkSameLength, checkVector } from "../core/checks";
import { correlation } from "./correlation";

export interface BestLagOptions {
  /** The longest lag to try, in days; 5 by default. */
  readonly maxLag?: number;
}

/** How a forecast correlates with the truth of the same day, and of the days before it. */
export interface BestLag {
  /** The lag of the highest correlation; of several the shortest. */
  readonly lag: number;
  /** Entry k: the correlation of the forecast about day d with the truth of day d − k. */
  readonly correlations: readonly number[];
}

/**
 * The lag at which a forecast and the truth correlate most:
 *
 *     lag = argmax_k corr(ŷ_d, y_{d−k}),   k = 0 … maxLag
 *
 * 0 belongs to a forecast that anticipates, 1 to one that repeats yesterday. Every lag is judged on the same forecasts,
 * those that have `maxLag` days before them.
 *
 * @param actual - y, one a day.
 * @param forecast - ŷ, about the same days.
 * @throws {@link ShapeError} where fewer than two days are left.
 * @example
 * const actual = [1, 3, 2, 5, 4, 6, 3];
 * const yesterdays = [2, 1, 3, 2, 5, 4, 6];
 * v.bestLag(actual, yesterdays, { maxLag: 2 }).lag; // → 1
 */
export function bestLag(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  { maxLag = 5 }: BestLagOptions = {},
): BestLag {
  const where = "bestLag";
  checkInteger(where, "maxLag", maxLag, 0);
  checkVector(where, "actual", actual, maxLag + 2);
  checkVector(where, "forecast", forecast);
  checkSameLength(where, "actual", actual, "forecast", forecast);
  const truth = Float64Array.from(actual);
  const forecasts = Float64Array.from(forecast).subarray(maxLag);
  const correlations = Array.from({ length: maxLag + 1 }, (_, k) =>
    correlation(forecasts, truth.subarray(maxLag - k, truth.length - k)),
  );
  return Object.freeze({
    lag: correlations.indexOf(Math.max(...correlations)),
    correlations: Object.freeze(correlations),
  });
}
