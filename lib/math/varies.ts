import { checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { mean } from "./moments";

/**
 * The one measure of "equal but for rounding": values that agree to ten digits of the largest of them.
 *
 *     x varies  ⇔  max x − min x > ROUNDING · max |x|
 *
 * Arithmetic leaves some 1e-16 of the numbers that went into it. Returns of 0.1 % are made of prices, so what rounding
 * leaves in them is 1e-13 of their own size, in those of 0.0001 % a day 1e-10. What people measure has five to eight
 * digits and varies in one of them: the price of a coin that is pegged to a dollar by 1e-4 of it, a rate of interest by
 * 1e-3. The rule has no unit, so it says the same of values in any scale; all 0 don't vary, 0 and 1e-300 do.
 */
export const ROUNDING = 1e-10;

/** max |x| of `values[from]` to `values[to − 1]`. */
export function largestSize(values: ArrayLike<number>, from = 0, to: number = values.length): number {
  let largest = 0;
  for (let i = from; i < to; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}

/**
 * Whether `values[from]` to `values[to − 1]` differ by more than {@link ROUNDING}.
 *
 * @param level - what rounding is measured by; where the values are differences of larger numbers, the size of those.
 *   Default: the largest size among the values.
 */
export function varies(
  values: ArrayLike<number>,
  from = 0,
  to: number = values.length,
  level?: number,
): boolean {
  let [low, high] = [values[from], values[from]];
  for (let i = from + 1; i < to; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return high - low > ROUNDING * (level ?? Math.max(-low, high));
}

/**
 * Sums of squares and fourth powers must be numbers: in 1e-75 … 1e75 they are.
 *
 * @throws {@link DomainError} where the largest of the values is out of this range, and not 0.
 */
export function checkSize(where: string, name: string, values: ArrayLike<number>): void {
  const size = largestSize(values);
  if (size !== 0 && !(size >= 1e-75 && size <= 1e75))
    throw new DomainError(where, name, values, "of a size from 1e-75 to 1e75 (take another unit)");
}

/**
 * @throws {@link DomainError} unless `values` is a list of at least `atLeast` finite numbers that {@link varies}, of a size
 *   whose powers are numbers ({@link checkSize}).
 */
export function checkVaries(where: string, name: string, values: ArrayLike<number>, atLeast: number): void {
  checkVector(where, name, values, atLeast);
  if (!varies(values)) throw new DomainError(where, name, values, "values that are not all the same");
  checkSize(where, name, values);
}

/** The values as they are, or, where they are equal but for rounding, exactly equal. */
export function settled(values: ArrayLike<number>, level: number = largestSize(values)): Float64Array {
  const own = Float64Array.from(values);
  return varies(own, 0, own.length, level) ? own : own.fill(mean(own));
}

/**
 * a − b, entry by entry. Differences that are 0 throughout but for the rounding of a and b are exactly 0, and those that
 * are the same throughout exactly the same.
 */
export function differencesOf(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const level = Math.max(largestSize(a), largestSize(b));
  const differences = Float64Array.from(a, (x, i) => x - b[i]);
  if (largestSize(differences) <= ROUNDING * level) return differences.fill(0);
  return settled(differences, level);
}
