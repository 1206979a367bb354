import { checkPositiveVector, checkSameLength, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { qlikeLoss, type QlikeOptions } from "../measures/errors";
import { checkSize } from "../math/varies";

/**
 * The squared error of each day, (yₜ − ŷₜ)²: what `mse` is the mean of, and `dieboldMariano` and `modelConfidenceSet`
 * compare.
 *
 * @param actual - y, length n ≥ 1.
 * @param forecast - ŷ, same length and unit.
 * @returns one a day, in squared units of y.
 * @throws {@link DomainError} where a value is not a finite number.
 * @throws {@link ShapeError} for lists of different lengths, or empty ones.
 * @example
 * v.squaredErrors([1, 2, 4], [2, 2, 2]); // → [1, 0, 4]
 */
export function squaredErrors(actual: ArrayLike<number>, forecast: ArrayLike<number>): Float64Array {
  checkPair("squaredErrors", "actual", actual, "forecast", forecast);
  return Float64Array.from(actual, (y, t) => (y - forecast[t]) ** 2);
}

/**
 * The absolute error of each day, |yₜ − ŷₜ|: what `mae` is the mean of. Arguments as for {@link squaredErrors}.
 *
 * @param actual - y, length n ≥ 1.
 * @param forecast - ŷ, same length and unit.
 * @returns one a day, in units of y.
 * @throws {@link DomainError} where a value is not a finite number.
 * @throws {@link ShapeError} for lists of different lengths, or empty ones.
 * @example
 * v.absoluteErrors([1, 2, 4], [2, 2, 2]); // → [1, 0, 2]
 */
export function absoluteErrors(actual: ArrayLike<number>, forecast: ArrayLike<number>): Float64Array {
  checkPair("absoluteErrors", "actual", actual, "forecast", forecast);
  return Float64Array.from(actual, (y, t) => Math.abs(y - forecast[t]));
}

/**
 * The percentage error of each day, |yₜ − ŷₜ| / |yₜ|, as a fraction: what `mape` is the mean of, times 100.
 *
 * @param actual - y, length n ≥ 1, none 0.
 * @param forecast - ŷ, same length and unit.
 * @returns one a day, without unit.
 * @throws `DomainError` where a y is 0, or an entry is not a finite number; `ShapeError` where lengths differ.
 * @example
 * v.percentageErrors([100, 50], [90, 60]); // → [0.1, 0.2]
 */
export function percentageErrors(actual: ArrayLike<number>, forecast: ArrayLike<number>): Float64Array {
  const where = "percentageErrors";
  checkPair(where, "actual", actual, "forecast", forecast);
  for (let t = 0; t < actual.length; t++)
    if (actual[t] === 0) throw new DomainError(where, `actual[${t}]`, 0, "other than 0");
  return Float64Array.from(actual, (y, t) => Math.abs(y - forecast[t]) / Math.abs(y));
}

/**
 * The QLIKE loss of each day, ln hₜ + σ̂²ₜ/hₜ: what `qlike` is the mean of (Patton, 2011).
 *
 * @param realisedVariance - σ̂², at least 0: squared returns, or a better measure.
 * @param forecastVariance - h, above 0, same unit. Variances, not volatilities.
 * @throws {@link DomainError} naming the first variance that is below 0, and the first forecast that is not above it.
 * @throws {@link ShapeError} for lists of different lengths, or empty ones.
 * @example
 * v.qlikeLosses([1, 4], [1, 2]); // → [1, 2.6931]
 */
export function qlikeLosses(
  realisedVariance: ArrayLike<number>,
  forecastVariance: ArrayLike<number>,
  { form = "likelihood" }: QlikeOptions = {},
): Float64Array {
  const where = "qlikeLosses";
  checkPair(where, "realisedVariance", realisedVariance, "forecastVariance", forecastVariance);
  checkPositiveVector(where, "forecastVariance", forecastVariance);
  const loss = qlikeLoss(where, form);
  return Float64Array.from(realisedVariance, (realised, t) => loss(realised, forecastVariance[t], t));
}

function checkPair(
  where: string,
  nameA: string,
  a: ArrayLike<number>,
  nameB: string,
  b: ArrayLike<number>,
): void {
  checkVector(where, nameA, a);
  checkVector(where, nameB, b);
  checkSameLength(where, nameA, a, nameB, b);
  checkSize(where, nameA, a);
  checkSize(where, nameB, b);
}
