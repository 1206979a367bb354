import { checkInteger, checkOneOf, checkVector } from "../core/checks";
import { ShapeError } from "../core/errors";
import { deviation } from "../math/deviation";

export interface RollingVolatilityOptions {
  /** W, how many values a full window holds. */
  readonly window: number;
  /** Divide by W (0, the default and paper 1's form) or by W − 1 (1, paper 2's). */
  readonly ddof?: 0 | 1;
  /**
   * What happens before the first full window: `"expand"` (the default, paper 1) takes all values so far,
   * `"skip"` (paper 2) begins with the first full window.
   */
  readonly warmUp?: "expand" | "skip";
}

/**
 * Standard deviation over a trailing window.
 *
 *     Vₜ = √( Σ (xᵢ − μₜ)² / (W − ddof) ),   μₜ = Σ xᵢ / W,   i = t − W + 1 … t
 *
 * `{ window, ddof: 0, warmUp: "expand" }` is paper 1 (qfe2025), eqs. 13–14, with returns for x;
 * `{ window: 30, ddof: 1, warmUp: "skip" }` is the historical volatility of paper 2 (mosef2025), eq. 2.
 *
 * @param values - x, usually returns as fractions, one a day.
 * @returns in units of x (not annualised). The last entry belongs to the last value, and each entry reads its own
 *   value and earlier ones only. With `"expand"` there are n − ddof entries, with `"skip"` n − W + 1.
 * @throws {@link ShapeError} when there are too few values for a single entry.
 * @example
 * v.rollingVolatility([1, 3, 3, 7], { window: 2 }); // → [0, 1, 0, 2]
 * v.rollingVolatility([1, 3, 3, 7], { window: 2, ddof: 1, warmUp: "skip" }); // → [1.414, 0, 2.828]
 */
export function rollingVolatility(
  values: ArrayLike<number>,
  { window, ddof = 0, warmUp = "expand" }: RollingVolatilityOptions,
): Float64Array {
  const where = "rollingVolatility";
  checkInteger(where, "ddof", ddof, 0, 1);
  checkInteger(where, "window", window, 1 + ddof);
  checkOneOf(where, "warmUp", warmUp, ["expand", "skip"]);
  checkVector(where, "values", values, 1 + ddof);
  const shortest = warmUp === "expand" ? 1 + ddof : window;
  if (values.length < shortest)
    throw new ShapeError(where, `values must fill a window of ${window}, got ${values.length} values`);
  // Each window anew, two passes: a running sum of squares would lose digits where returns are small.
  return Float64Array.from({ length: values.length - shortest + 1 }, (_, entry) => {
    const end = entry + shortest;
    return deviation(values, ddof, Math.max(0, end - window), end);
  });
}

export interface LaggedVolatilityOptions {
  /** k, in days; 1 by default. */
  readonly lag?: number;
}

/**
 * Yesterday's volatility as a statement about today: the naive forecast.
 *
 *     Lₜ = Vₜ₋ₖ                                            paper 2 (mosef2025), eq. 3
 *
 * @param volatility - V, one a day, length n.
 * @returns length n − k: entry i stands beside `volatility[i + k]`, so the last entries of both belong together.
 * @throws {@link ShapeError} for fewer than k + 1 values; {@link DomainError} where one is not a finite number.
 * @example
 * v.laggedVolatility([0.02, 0.03, 0.04]); // → [0.02, 0.03]
 */
export function laggedVolatility(
  volatility: ArrayLike<number>,
  { lag = 1 }: LaggedVolatilityOptions = {},
): Float64Array {
  checkInteger("laggedVolatility", "lag", lag, 1);
  checkVector("laggedVolatility", "volatility", volatility, lag + 1);
  return Float64Array.from(volatility).slice(0, -lag);
}
