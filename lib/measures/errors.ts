import { checkPositiveVector, checkSameLength, checkVector } from "../core/checks";
import { log } from "../core/elementary";
import { DomainError } from "../core/errors";
import { mean } from "../math/moments";
import { checkSize, varies } from "../math/varies";

/**
 * Mean squared error: 1/n Σ (yᵢ − ŷᵢ)², in squared units of y.
 *
 * @param actual - y, length n ≥ 1.
 * @param predicted - ŷ, same length and unit.
 */
export function mse(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return meanLoss("mse", actual, predicted, (y, f) => (y - f) ** 2);
}

/** Root mean squared error, the square root of {@link mse}, in units of y. */
export function rmse(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return Math.sqrt(meanLoss("rmse", actual, predicted, (y, f) => (y - f) ** 2));
}

/** Mean absolute error: 1/n Σ |yᵢ − ŷᵢ|, in units of y. */
export function mae(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return meanLoss("mae", actual, predicted, (y, f) => Math.abs(y - f));
}

/**
 * Mean absolute percentage error: 100/n Σ |(yᵢ − ŷᵢ) / yᵢ|, in per cent (5 is five per cent).
 *
 * @throws {@link DomainError} naming the entry where `actual` is 0: no percentage of 0 is an error.
 */
export function mape(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return meanLoss("mape", actual, predicted, (y, f, i) => {
    if (y === 0) throw new DomainError("mape", `actual[${i}]`, y, "different from 0");
    return 100 * Math.abs((y - f) / y);
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
 * @throws {@link DomainError} when all of `actual` is the same value but for rounding: SS_tot is 0.
 */
export function rSquared(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  const residual = meanLoss("rSquared", actual, predicted, (y, f) => (y - f) ** 2);
  const centre = mean(actual);
  if (!varies(actual))
    throw new DomainError("rSquared", "actual", actual, "values that are not all the same");
  const total = meanLoss("rSquared", actual, predicted, (y) => (y - centre) ** 2);
  return 1 - residual / total;
}

/**
 * QLIKE, the loss of a variance forecast under a normal likelihood.
 *
 *     1/n Σ (ln hᵢ + σ̂²ᵢ / hᵢ)                                                         Patton (2011)
 *
 * Lower is better; it ranks forecasts correctly even where the realised variance is only a noisy proxy such as r².
 * Against the form σ̂²/h − ln(σ̂²/h) − 1 it misses a term without h, so differences between two forecasts are the
 * same, and a day with r² = 0 is allowed.
 *
 * @param realisedVariance - σ̂², at least 0, in squared units of return.
 * @param forecastVariance - h, above 0, same unit. Variances, not volatilities.
 */
export function qlike(realisedVariance: ArrayLike<number>, forecastVariance: ArrayLike<number>): number {
  checkPositiveVector("qlike", "forecastVariance", forecastVariance);
  const names = ["realisedVariance", "forecastVariance"] as const;
  const loss = (realised: number, h: number, i: number): number => {
    if (realised < 0) throw new DomainError("qlike", `realisedVariance[${i}]`, realised, "at least 0");
    return log(h) + realised / h;
  };
  return meanLoss("qlike", realisedVariance, forecastVariance, loss, names);
}

function meanLoss(
  where: string,
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  loss: (actual: number, predicted: number, i: number) => number,
  [actualName, predictedName]: readonly [string, string] = ["actual", "predicted"],
): number {
  checkVector(where, actualName, actual);
  checkVector(where, predictedName, predicted);
  checkSameLength(where, actualName, actual, predictedName, predicted);
  checkSize(where, actualName, actual);
  checkSize(where, predictedName, predicted);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += loss(actual[i], predicted[i], i);
  return sum / actual.length;
}
