import { checkNumber } from "../core/checks";
import { DomainError } from "../core/errors";
import { mean } from "../math/moments";
import { largestSize, ROUNDING } from "../math/varies";
import { checkReturns } from "./checkReturns";

export interface SortinoOptions {
  /** The return per period below which a period counts as a loss, as a fraction; 0 by default. */
  readonly minimumAcceptableReturn?: number;
}

/**
 * Sortino ratio per period, not annualised: only falls below the target count as risk.
 *
 *     Sortino = (μ − τ) / √( 1/n Σ min(0, Rᵢ − τ)² )                          Sortino and Price (1994)
 *
 * @param returns - R, one a period, as fractions; length n ≥ 1. All n count in the denominator.
 * @throws {@link DomainError} when no return is below the target by more than rounding: there is no downside to divide by.
 * @example
 * v.sortinoRatio([0.02, -0.01, 0.02]); // → 1.732
 */
export function sortinoRatio(
  returns: ArrayLike<number>,
  { minimumAcceptableReturn = 0 }: SortinoOptions = {},
): number {
  checkNumber("sortinoRatio", "minimumAcceptableReturn", minimumAcceptableReturn);
  checkReturns("sortinoRatio", returns, 1);
  return sortinoOf("sortinoRatio", returns, minimumAcceptableReturn);
}

/** The ratio of `returns`, which the caller knows to be returns. */
export function sortinoOf(where: string, returns: ArrayLike<number>, target = 0): number {
  const shortfalls = Float64Array.from(returns, (r) => Math.min(0, r - target));
  if (largestSize(shortfalls) <= ROUNDING * Math.max(largestSize(returns), Math.abs(target)))
    throw new DomainError(where, "returns", returns, `a list with a value below the target ${target}`);
  return (mean(returns) - target) / Math.sqrt(mean(shortfalls.map((s) => s * s)));
}
