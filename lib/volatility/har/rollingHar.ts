import { checkInteger, checkVector } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { fitHar, harForecast, type HarEstimate, type HarOptions } from "./har";

/** Options of {@link rollingHarForecast}. */
export interface RollingHarOptions extends HarOptions {
  /** Days that the first fit sees; the first forecast is about the day after them. */
  readonly window: number;
  /** Whether later fits keep the oldest days. Default false: the window rolls. */
  readonly expanding?: boolean;
  /** Days between two fits; in between, the weights stay. Default 1. */
  readonly refitEvery?: number;
}

/**
 * HAR forecasts with weights that are estimated again and again. No forecast, and no fit behind it, reads its own days or
 * later ones.
 *
 * @param values - a measure of each day's variance or volatility, in any unit.
 * @returns in units of `values`: entry k is made from the values up to day window + k − 1, and about day window + k;
 *   with a horizon, about the day h − 1 days later or the mean of the days until then.
 * @throws as {@link fitHar}; DomainError unless there is a day to forecast.
 */
export function rollingHarForecast(
  values: ArrayLike<number>,
  { window, expanding = false, refitEvery = 1, ...options }: RollingHarOptions,
): Float64Array {
  const where = "rollingHarForecast";
  checkVector(where, "values", values);
  checkInteger(where, "window", window, 1);
  checkInteger(where, "refitEvery", refitEvery, 1);
  const n = values.length;
  if (window >= n) throw new DomainError(where, "window", window, `shorter than the ${n} values`);
  const all = Float64Array.from(values);
  let estimate: HarEstimate | undefined;
  return Float64Array.from({ length: n - window }, (_, k) => {
    const known = all.subarray(expanding ? 0 : k, window + k);
    if (estimate === undefined || k % refitEvery === 0) estimate = fitHar(known, options).estimate;
    return harForecast(estimate, known);
  });
}
