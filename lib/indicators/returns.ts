import { checkPositiveVector } from "../core/checks";
import { log } from "../core/elementary";
import { settled } from "../math/varies";

/**
 * Simple returns: what a position of one unit of money earns from one close to the next.
 *
 *     Rₜ = yₜ / yₜ₋₁ − 1                                  paper 1 (qfe2025), eq. 12 read as a rate
 *
 * They add across assets (a portfolio's return is the weighted sum), not over time.
 *
 * @param prices - y, length n ≥ 2, above 0.
 * @returns length n − 1, as fractions (0.01 is one per cent); the first one belongs to the second price.
 * @throws {@link DomainError} naming the first price that is not above 0; {@link ShapeError} for fewer than two.
 * @example
 * v.simpleReturns([100, 110, 99]); // → [0.1, -0.1]
 */
export function simpleReturns(prices: ArrayLike<number>): Float64Array {
  checkPositiveVector("simpleReturns", "prices", prices, 2);
  return fromPairs(prices, (before, now) => (now - before) / before);
}

/**
 * Logarithmic returns.
 *
 *     rₜ = ln(Pₜ / Pₜ₋₁)                                  paper 2 (mosef2025), eq. 1
 *
 * They add over time, not across assets.
 *
 * @param prices - P, length n ≥ 2, above 0.
 * @returns length n − 1, as fractions; the first one belongs to the second price.
 * @throws {@link DomainError} naming the first price that is not above 0; {@link ShapeError} for fewer than two.
 * @example
 * v.logReturns([100, 110, 100]); // → [0.09531, -0.09531]
 */
export function logReturns(prices: ArrayLike<number>): Float64Array {
  checkPositiveVector("logReturns", "prices", prices, 2);
  return fromPairs(prices, (before, now) => log(now / before));
}

/** Prices that are all the same but for rounding have returns of 0. */
function fromPairs(prices: ArrayLike<number>, change: (before: number, now: number) => number): Float64Array {
  const paid = settled(prices);
  return Float64Array.from({ length: paid.length - 1 }, (_, t) => change(paid[t], paid[t + 1]));
}
