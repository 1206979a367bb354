import { DomainError, ShapeError } from "./errors";
import { notOneOf } from "./unknownName";

/** Every function of the entry checks its arguments at run time: a notebook's cell is not type-checked strictly. */

/** @throws {@link DomainError} unless `values` is a list of at least `atLeast` finite numbers. */
export function checkVector(where: string, name: string, values: ArrayLike<number>, atLeast = 1): void {
  if (values == null || typeof values === "string" || typeof values.length !== "number")
    throw new DomainError(where, name, values, "a list of numbers");
  if (values.length < atLeast)
    throw new ShapeError(where, `${name} must hold at least ${atLeast} values, got ${values.length}`);
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw new DomainError(where, `${name}[${i}]`, values[i], "a finite number");
}

/** As {@link checkVector}, and every value above 0. */
export function checkPositiveVector(
  where: string,
  name: string,
  values: ArrayLike<number>,
  atLeast = 1,
): void {
  checkVector(where, name, values, atLeast);
  for (let i = 0; i < values.length; i++)
    if (values[i] <= 0) throw new DomainError(where, `${name}[${i}]`, values[i], "above 0");
}

/** @throws {@link ShapeError} unless both lists have the same length. */
export function checkSameLength(
  where: string,
  nameA: string,
  a: ArrayLike<unknown>,
  nameB: string,
  b: ArrayLike<unknown>,
): void {
  if (a.length !== b.length)
    throw new ShapeError(
      where,
      `${nameA} and ${nameB} must have the same length, got ${a.length} and ${b.length}`,
    );
}

/** @throws {@link DomainError} unless `value` is a finite number from `low` to `high`, ends included. */
export function checkNumber(
  where: string,
  name: string,
  value: number,
  low: number = -Number.MAX_VALUE,
  high: number = Number.MAX_VALUE,
): void {
  if (typeof value !== "number" || !(value >= low && value <= high))
    throw new DomainError(where, name, value, `a number${rangeText(low, high)}`);
}

/** @throws {@link DomainError} unless `value` is a whole number from `low` to `high`, ends included. */
export function checkInteger(
  where: string,
  name: string,
  value: number,
  low: number = Number.MIN_SAFE_INTEGER,
  high: number = Number.MAX_SAFE_INTEGER,
): void {
  if (!Number.isSafeInteger(value) || value < low || value > high)
    throw new DomainError(where, name, value, `a whole number${rangeText(low, high)}`);
}

/** @throws {@link DomainError} unless `value` is one of the names in `choices`. */
export function checkOneOf<T extends string>(
  where: string,
  name: string,
  value: T,
  choices: readonly T[],
): void {
  if (!choices.includes(value))
    throw notOneOf(where, name, value, `one of ${choices.map((c) => `"${c}"`).join(", ")}`, choices);
}

/** An end that is itself not allowed is given as the nearest number that is: beside 0 and beside 1. */
function rangeText(low: number, high: number): string {
  const aboveZero = low === Number.MIN_VALUE || low === Number.EPSILON;
  const belowOne = high === 1 - Number.EPSILON;
  const hasLow = low > Number.MIN_SAFE_INTEGER;
  const hasHigh = high < Number.MAX_SAFE_INTEGER;
  if (aboveZero || belowOne) {
    const from = aboveZero ? "above 0" : hasLow ? `from ${low}` : "";
    const to = belowOne ? "below 1" : hasHigh ? `up to ${high}` : "";
    return ` ${[from, to].filter(Boolean).join(" and ")}`;
  }
  if (hasLow && hasHigh) return ` from ${low} to ${high}`;
  if (hasLow) return `, at least ${low}`;
  return hasHigh ? `, at most ${high}` : "";
}
