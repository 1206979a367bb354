import { checkOneOf } from "../core/checks";
import { ShapeError } from "../core/errors";

/**
 * What the p-tail of n equally likely returns is, p = 1 − level: one rule for VaR, CVaR and the portfolios that mind them.
 *
 * - "interpolated": VaR is the quantile between the two values next to position p·(n − 1), counted from 0, as numpy's and
 *   R's default and the code of paper 2 (mosef2025) have it; CVaR is the mean of the ⌊p·(n − 1)⌋ + 1 lowest, those at or
 *   below that quantile: 2 of 30 at 95 %. There is always one in the tail, and returns that tie with its last one don't
 *   make it longer.
 * - "exact": VaR is the smallest value x with at least p·n values at or below x, as the paper's eqs. 10 and 12 define it;
 *   CVaR is the mean of the p·n lowest, the last of them in part: 1.5 of 30 at 95 % (Acerbi and Tasche 2002; Rockafellar
 *   and Uryasev 2002). It needs p·n ≥ 1.
 */
export type TailRule = "interpolated" | "exact";

export const TAIL_RULES: readonly TailRule[] = ["interpolated", "exact"];

/** What the measures and the portfolios of the tail accept. */
export interface TailOptions {
  /** Confidence level, above 0 and below 1; 0.95 by default, as in paper 2 (mosef2025). */
  readonly level?: number;
  /** "interpolated" by default, as in paper 2. */
  readonly tail?: TailRule;
}

/** The rule, or that of paper 2. @throws DomainError for one that there is not. */
export function checkedTail(where: string, tail: TailRule = "interpolated"): TailRule {
  checkOneOf(where, "tail", tail, TAIL_RULES);
  return tail;
}

/**
 * How many of n values the p-tail holds; it may be fractional. @throws ShapeError where it would hold less than one.
 *
 * @param what - how the values are called.
 */
export function tailCountOf(where: string, what: string, n: number, p: number, tail: TailRule): number {
  if (tail === "interpolated") return Math.floor(p * (n - 1) + ROUNDING) + 1;
  if (p * n < 1 - ROUNDING)
    throw new ShapeError(
      where,
      `the tail at level ${1 - p} needs at least ${Math.ceil(1 / p - ROUNDING)} ${what} to hold one of them, got ${n}`,
    );
  return p * n;
}

/** 1 − 0.9 is a little less than 0.1. */
const ROUNDING = 1e-9;

/** The p-quantile of sorted values. */
export function sortedQuantile(sorted: Float64Array, p: number, tail: TailRule): number {
  const n = sorted.length;
  if (tail === "exact") return sorted[Math.max(1, Math.ceil(p * n - ROUNDING)) - 1];
  const position = p * (n - 1);
  const below = Math.floor(position);
  const above = Math.min(n - 1, below + 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** The mean of the `count` lowest of sorted values, the last of them in part. */
export function sortedTailMean(sorted: Float64Array, count: number): number {
  let [sum, rest] = [0, count];
  for (let i = 0; rest > ROUNDING; i++, rest--) sum += Math.min(1, rest) * sorted[i];
  return sum / count;
}
