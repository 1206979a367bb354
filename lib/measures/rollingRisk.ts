import { checkInteger } from "../core/checks";
import { checkReturns } from "./checkReturns";
import { conditionalValueAtRisk, valueAtRisk, type RiskOptions } from "./valueAtRisk";

export interface RollingRiskOptions extends RiskOptions {
  /** Returns in a window, at least 2. */
  readonly window: number;
  /** The first day to be forecast, counted from 0; `window` by default, the first that has a full window before it. */
  readonly from?: number;
}

/** Risks that were expected the day before, as fractions, positive for a loss: entry k is about day `from + k`. */
export interface RollingRisk {
  readonly valueAtRisk: Float64Array;
  readonly conditionalValueAtRisk: Float64Array;
}

/**
 * {@link valueAtRisk} and {@link conditionalValueAtRisk} of each day from the `window` returns before it, and nothing
 * later: what `kupiecTest`, `christoffersenTest` and `expectedShortfallTest` hold against the returns that came.
 *
 * @param returns - one a day, as fractions; length n.
 * @returns length n − from each.
 * @throws as {@link valueAtRisk}; `DomainError` where fewer than `window` returns come before `from`.
 * @example
 * const risk = v.rollingRisk([-0.05, -0.02, 0.01, 0.03, 0.04, 0], { window: 5, level: 0.75 });
 * risk.valueAtRisk; // → [0.02]
 * risk.conditionalValueAtRisk; // → [0.035]
 */
export function rollingRisk(returns: ArrayLike<number>, options: RollingRiskOptions): RollingRisk {
  const where = "rollingRisk";
  const { window, from = window, ...way } = options;
  checkInteger(where, "window", window, 2);
  checkReturns(where, returns, window);
  checkInteger(where, "from", from, window, returns.length);
  const all = Float64Array.from(returns);
  const each = (measure: typeof valueAtRisk): Float64Array =>
    Float64Array.from({ length: all.length - from }, (_, k) =>
      measure(all.subarray(from + k - window, from + k), way),
    );
  return Object.freeze({
    valueAtRisk: each(valueAtRisk),
    conditionalValueAtRisk: each(conditionalValueAtRisk),
  });
}
