import { checkNumber } from "../core/checks";
import { log1p } from "../core/elementary";

export interface ImpliedDaysOptions {
  /** What was earned over all days, as a fraction: 0.62 is 62 %. Above −1. */
  readonly returnRate: number;
  /** S, the Sharpe ratio per day without a riskless rate: μ/σ. */
  readonly sharpe: number;
  /**
   * σ, the standard deviation of the daily returns, as a fraction. Left out: the fewest days that any σ allows, reached
   * where σ = S.
   */
  readonly deviation?: number;
  /** s, the skewness of the daily returns; 0 by default. Counts only beside a deviation. */
  readonly skewness?: number;
}

/**
 * How many days a strategy must have run, by figures that were printed of it: wealth grows by the mean logarithm of
 * 1 + r a day, which is the mean return less what its swings cost.
 *
 *     n = ln(1 + R) / (μ − σ²/2 + s·σ³/3),   μ = S·σ           Taylor's expansion of E ln(1 + r) to the third order
 *     n ≥ 2·ln(1 + R) / S²                                     for any σ, as S·σ − σ²/2 ≤ S²/2
 *
 * @returns days, not rounded; below 0 where gain and growth have different signs, ±∞ where nothing grows.
 * @throws `DomainError` for a return rate of −1 or less, or a deviation of 0 or less.
 * @example
 * v.impliedDays({ returnRate: Math.E - 1, sharpe: 0.1 }); // → 200
 */
export function impliedDays({ returnRate, sharpe, deviation, skewness = 0 }: ImpliedDaysOptions): number {
  const where = "impliedDays";
  checkNumber(where, "returnRate", returnRate, -1 + Number.EPSILON);
  checkNumber(where, "sharpe", sharpe);
  checkNumber(where, "skewness", skewness);
  if (deviation === undefined) return (2 * log1p(returnRate)) / sharpe ** 2;
  checkNumber(where, "deviation", deviation, Number.MIN_VALUE);
  const growth = sharpe * deviation - deviation ** 2 / 2 + (skewness * deviation * deviation * deviation) / 3;
  return log1p(returnRate) / growth;
}
