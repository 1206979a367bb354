import { checkOneOf, checkPositiveVector, checkSameLength, checkVector } from "../core/checks";
import { log } from "../core/elementary";
import { DomainError } from "../core/errors";
import { mean } from "../math/moments";
import { checkSize, varies } from "../math/varies";

/**
 * Mean squared error: 1/n Σ (yᵢ − ŷᵢ)², in squared units of y.
 *
 * @param actual - y, length n ≥ 1.
 * @param forecast - ŷ, same length and unit.
 * @throws {@link DomainError} where a value is not a finite number.
 * @throws {@link ShapeError} for lists of different lengths, or empty ones.
 * @example
 * v.mse([1, 2, 4], [2, 2, 2]); // → 1.6667
 */
export function mse(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return meanLoss("mse", actual, forecast, (y, f) => (y - f) ** 2);
}

/**
 * Root mean squared error, the square root of {@link mse}, in units of y.
 *
 * @param actual - y, length n ≥ 1.
 * @param forecast - ŷ, same length and unit.
 * @throws {@link DomainError} where a value is not a finite number.
 * @throws {@link ShapeError} for lists of different lengths, or empty ones.
 * @example
 * v.rmse([1, 2, 3], [1, 2, 6]); // → 1.732
 */
export function rmse(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return Math.sqrt(meanLoss("rmse", actual, forecast, (y, f) => (y - f) ** 2));
}

/**
 * Mean absolute error: 1/n Σ |yᵢ − ŷᵢ|, in units of y.
 *
 * @param actual - y, length n ≥ 1.
 * @param forecast - ŷ, same length and unit.
 * @throws {@link DomainError} where a value is not a finite number.
 * @throws {@link ShapeError} for lists of different lengths, or empty ones.
 * @example
 * v.mae([1, 2, 4], [2, 2, 2]); // → 1
 */
export function mae(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return meanLoss("mae", actual, forecast, (y, f) => Math.abs(y - f));
}

export interface MapeOptions {
  /** "percent" (5 is five per cent) by default, as both papers print it; "fraction", as scikit-learn gives it. */
  readonly unit?: "percent" | "fraction";
}

/**
 * Mean absolute percentage error: 100/n Σ |(yᵢ − ŷᵢ) / yᵢ|, in per cent (5 is five per cent).
 *
 * @param actual - y, length n ≥ 1, without a 0.
 * @param forecast - ŷ, same length and unit.
 * @throws {@link DomainError} naming the entry where `actual` is 0: no percentage of 0 is an error.
 * @throws {@link ShapeError} for lists of different lengths, or empty ones.
 * @example
 * v.mape([10, 20], [11, 18]); // → 10
 */
export function mape(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  { unit = "percent" }: MapeOptions = {},
): number {
  checkOneOf("mape", "unit", unit, ["percent", "fraction"]);
  const whole = unit === "percent" ? 100 : 1;
  return meanLoss("mape", actual, forecast, (y, f, i) => {
    if (y === 0) throw new DomainError("mape", `actual[${i}]`, y, "different from 0");
    return whole * Math.abs((y - f) / y);
  });
}

/**
 * Coefficient of determination.
 *
 *     R² = 1 − SS_res / SS_tot,   SS_res = Σ (yᵢ − ŷᵢ)²,   SS_tot = Σ (yᵢ − ȳ)²
 *                                    paper 1 (qfe2025), eqs. 39–41 (eq. 41 prints SS_res for SS_tot)
 *
 * 1 is perfect, 0 as good as the mean of `actual`, below 0 worse than it. On price levels it is near 1 for
 * nearly any forecast: set it beside that of the last value.
 *
 * @param actual - y, length n ≥ 2, not all the same.
 * @param forecast - ŷ, same length and unit.
 * @throws {@link DomainError} when all of `actual` is the same value but for rounding: SS_tot is 0.
 * @throws {@link ShapeError} for lists of different lengths.
 * @example
 * v.rSquared([1, 2, 3], [1, 2, 2]); // → 0.5
 */
export function rSquared(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  const residual = meanLoss("rSquared", actual, forecast, (y, f) => (y - f) ** 2);
  const centre = mean(actual);
  if (!varies(actual))
    throw new DomainError("rSquared", "actual", actual, "values that are not all the same");
  const total = meanLoss("rSquared", actual, forecast, (y) => (y - centre) ** 2);
  return 1 - residual / total;
}

/**
 * Which QLIKE: "likelihood", ln h + σ̂²/h, minus twice a normal log-likelihood but for a constant; or "ratio",
 * σ̂²/h − ln(σ̂²/h) − 1, which is 0 for a perfect forecast and above 0 for any other. Differences between two forecasts of
 * the same days are the same.
 */
export type QlikeForm = "likelihood" | "ratio";

export interface QlikeOptions {
  /** "likelihood" by default: a day with r² = 0 is allowed. "ratio" needs σ̂² above 0. */
  readonly form?: QlikeForm;
}

/**
 * QLIKE, the loss of a variance forecast under a normal likelihood.
 *
 *     1/n Σ (ln hᵢ + σ̂²ᵢ / hᵢ)                                                         Patton (2011)
 *
 * Lower is better; it ranks forecasts correctly even where the realised variance is only a noisy proxy such as r².
 *
 * @param realisedVariance - σ̂², at least 0, in squared units of return.
 * @param forecastVariance - h, above 0, same unit. Variances, not volatilities.
 * @throws {@link DomainError} naming the first variance that is below 0, and the first forecast that is not above it.
 * @throws {@link ShapeError} for lists of different lengths, or empty ones.
 * @example
 * v.qlike([4e-4], [4e-4]); // → -6.824
 * v.qlike([4e-4], [2e-4], { form: "ratio" }); // → 0.3069
 */
export function qlike(
  realisedVariance: ArrayLike<number>,
  forecastVariance: ArrayLike<number>,
  { form = "likelihood" }: QlikeOptions = {},
): number {
  checkPositiveVector("qlike", "forecastVariance", forecastVariance);
  const loss = qlikeLoss("qlike", form);
  return meanLoss("qlike", realisedVariance, forecastVariance, loss, [
    "realisedVariance",
    "forecastVariance",
  ]);
}

/** The loss of a day. */
export function qlikeLoss(
  where: string,
  form: QlikeForm,
): (realised: number, h: number, i: number) => number {
  checkOneOf(where, "form", form, ["likelihood", "ratio"]);
  const perfect = form === "ratio" ? (realised: number) => log(realised) + 1 : () => 0;
  const [lowest, words] = form === "ratio" ? [Number.MIN_VALUE, "above 0"] : [0, "at least 0"];
  return (realised, h, i) => {
    if (realised < lowest) throw new DomainError(where, `realisedVariance[${i}]`, realised, words);
    return log(h) + realised / h - perfect(realised);
  };
}

function meanLoss(
  where: string,
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  loss: (actual: number, forecast: number, i: number) => number,
  [actualName, forecastName]: readonly [string, string] = ["actual", "forecast"],
): number {
  checkVector(where, actualName, actual);
  checkVector(where, forecastName, forecast);
  checkSameLength(where, actualName, actual, forecastName, forecast);
  checkSize(where, actualName, actual);
  checkSize(where, forecastName, forecast);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += loss(actual[i], forecast[i], i);
  return sum / actual.length;
}
