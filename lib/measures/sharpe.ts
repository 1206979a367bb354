import { checkInteger, checkNumber } from "../core/checks";
import { DomainError } from "../core/errors";
import { mean, variance } from "../math/moments";
import { varies } from "../math/varies";
import { checkReturns } from "./checkReturns";

export interface SharpeOptions {
  /** Return of the riskless asset per period, as a fraction; 0 by default, as in paper 1. */
  readonly riskFree?: number;
  /** σ divides by n − ddof; 1 by default (a sample's deviation, Sharpe 1994): eq. 22 does not say which. */
  readonly ddof?: 0 | 1;
}

export interface RollingSharpeOptions extends SharpeOptions {
  /** Periods in a window, at least 2. */
  readonly window: number;
}

/**
 * Sharpe ratio per period, not annualised.
 *
 *     Sharpe = (μ − r_f) / σ                               paper 1 (qfe2025), eq. 22, there with r_f = 0
 *
 * @param returns - one a period, as fractions; length n ≥ 2.
 * @returns μ and σ of `returns` set against each other, without unit.
 * @throws {@link DomainError} when all returns are the same but for rounding: σ is 0.
 * @example
 * v.sharpeRatio([0.01, 0.02, 0.03]); // → 2
 */
export function sharpeRatio(returns: ArrayLike<number>, options: SharpeOptions = {}): number {
  return checkedSharpe("sharpeRatio", returns, options);
}

/** {@link sharpeRatio} on behalf of another function. */
export function checkedSharpe(where: string, returns: ArrayLike<number>, options: SharpeOptions): number {
  checkArguments(where, returns, 2, options);
  return sharpeOf(where, returns, 0, returns.length, options);
}

/**
 * {@link sharpeRatio} over a trailing window, the "Sharp-Rolling" of paper 1 (qfe2025), eq. 23.
 *
 * @param returns - one a period, as fractions; length n ≥ window.
 * @returns length n − window + 1. The last entry belongs to the last return, and each reads its own return and the
 *   `window` − 1 before it.
 * @throws {@link DomainError} naming the returns of a window in which all are the same but for rounding.
 * @example
 * v.rollingSharpe([0.01, 0.02, 0.03, 0.01], { window: 3 }); // → [2, 2]
 */
export function rollingSharpe(returns: ArrayLike<number>, options: RollingSharpeOptions): Float64Array {
  const { window } = options;
  checkInteger("rollingSharpe", "window", window, 2);
  checkArguments("rollingSharpe", returns, window, options);
  return Float64Array.from({ length: returns.length - window + 1 }, (_, from) =>
    sharpeOf("rollingSharpe", returns, from, from + window, options),
  );
}

function checkArguments(
  where: string,
  returns: ArrayLike<number>,
  atLeast: number,
  options: SharpeOptions,
): void {
  checkReturns(where, returns, atLeast);
  if (options.riskFree !== undefined) checkNumber(where, "riskFree", options.riskFree);
  if (options.ddof !== undefined) checkInteger(where, "ddof", options.ddof, 0, 1);
}

/** The ratio of `returns[from]` to `returns[to − 1]`, which the caller knows to be returns. */
export function sharpeOf(
  where: string,
  returns: ArrayLike<number>,
  from: number,
  to: number,
  { riskFree = 0, ddof = 1 }: SharpeOptions = {},
): number {
  if (!varies(returns, from, to))
    throw new DomainError(
      where,
      `returns[${from} to ${to - 1}]`,
      returns[from],
      "values that are not all the same",
    );
  return (mean(returns, from, to) - riskFree) / Math.sqrt(variance(returns, ddof, from, to));
}
