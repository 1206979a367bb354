import { checkInteger, checkVector } from "../core/checks";
import { deviation } from "../math/deviation";

/**
 * The arithmetic mean, Σxᵢ / n, added up from the first value to the last.
 *
 * @param values - length n ≥ 1, in any unit.
 * @returns in the same unit.
 * @throws `DomainError` for a value that is not a finite number, `ShapeError` where there is none.
 * @example mean([1, 2, 6]); // 3
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
 * @example standardDeviation([1, 3]); // √2
 */
export function standardDeviation(
  values: ArrayLike<number>,
  { ddof = 1 }: StandardDeviationOptions = {},
): number {
  checkInteger("standardDeviation", "ddof", ddof, 0, 1);
  checkVector("standardDeviation", "values", values, ddof + 1);
  return deviation(values, ddof);
}
