import { checkInteger, checkVector } from "../core/checks";
import { deviation } from "../math/deviation";

/**
 * The arithmetic mean, Σxᵢ / n, added up from the first value to the last.
 *
 * One pass, so the sum is rounded at each step, by some 1e-16 of the values: tables that were recorded with such sums stay
 * the same to the last digit. Where deviations from a mean are the point, as in {@link standardDeviation}, a second pass
 * takes the rounding out, and equal values deviate by exactly 0.
 *
 * @param values - length n ≥ 1, in any unit.
 * @returns in the same unit.
 * @throws `DomainError` for a value that is not a finite number, `ShapeError` where there is none.
 * @example
 * v.mean([1, 2, 6]); // → 3
 */
export function mean(values: ArrayLike<number>): number {
  checkVector("mean", "values", values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

export interface StandardDeviationOptions {
  /** What is taken from n in the divisor: 1 (default) for a sample, 0 for a population. */
  readonly ddof?: 0 | 1;
}

/**
 * The standard deviation, √(Σ(xᵢ − x̄)² / (n − ddof)).
 *
 * @param values - length n > ddof, in any unit.
 * @returns in the same unit; 0 where all values are equal.
 * @throws `DomainError` for a value that is not a finite number, `ShapeError` for fewer than ddof + 1 values.
 * @example
 * v.standardDeviation([1, 3]); // → 1.4142
 * v.standardDeviation([1, 3], { ddof: 0 }); // → 1
 */
export function standardDeviation(
  values: ArrayLike<number>,
  { ddof = 1 }: StandardDeviationOptions = {},
): number {
  checkInteger("standardDeviation", "ddof", ddof, 0, 1);
  checkVector("standardDeviation", "values", values, ddof + 1);
  return deviation(values, ddof);
}
