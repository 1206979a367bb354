import { checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";
import { cholesky, choleskySolve } from "../math/cholesky";
import { dot, times } from "../math/matrix";
import { sampleMoments } from "../math/covariance";
import { ROUNDING } from "../math/varies";
import { checkReturnRows } from "../measures/checkReturns";

/** The rules that paper 1 names for a dynamically weighted portfolio; see {@link dynamicWeights}. */
export type DynamicRule = "momentum" | "meanReversion" | "riskParity";

export interface DynamicWeightsOptions {
  /** What the weights follow. */
  readonly rule: DynamicRule;
}

/**
 * Weights by a rule from past returns: paper 1 (qfe2025), section 4.3, "DWP", which names the rules without formulas.
 *
 * With g the growth of each asset over the days given, Π(1 + r) − 1:
 *
 * - `"momentum"`: wᵢ ∝ max(0, gᵢ): more of what has risen, nothing of what has not.
 * - `"meanReversion"`: wᵢ ∝ max(0, −gᵢ): more of what has fallen.
 * - `"riskParity"`: wᵢ (Σw)ᵢ the same for all assets: each contributes as much to the variance (Σ: of these days).
 *
 * Where no asset qualifies, the weights are equal.
 *
 * @param returns - rows of n simple returns, one a day, oldest first; 2 or more.
 * @returns weights at least 0 that sum to one, for the day after the last row.
 * @throws {@link DomainError} under risk parity where an asset's returns don't vary but for rounding, or where assets hedge
 *   each other so well that no weights share the risk.
 */
export function dynamicWeights(
  returns: readonly ArrayLike<number>[],
  { rule }: DynamicWeightsOptions,
): Float64Array {
  const where = "dynamicWeights";
  checkOneOf(where, "rule", rule, ["momentum", "meanReversion", "riskParity"]);
  const assets = checkReturnRows(where, "returns", returns, 2);
  if (rule === "riskParity") return riskParity(where, sampleMoments(returns).covariance);
  const growth = Float64Array.from(
    { length: assets },
    (_, i) => returns.reduce((value, row) => value * (1 + row[i]), 1) - 1,
  );
  const gains = rule === "momentum" ? growth : growth.map((g) => -g);
  return toOne(gains.map((g) => (g > ROUNDING ? g : 0))); // beside 1, which growth starts from
}

/**
 * min ½ wᵀΣw − 1/n Σ ln wᵢ: at the minimum wᵢ (Σw)ᵢ = 1/n for all i (Spinu, 2013). By Newton's method, each step cut to
 * 1/(1 + λ) of its length, λ the decrement: then no weight falls to 0 and every step gets nearer (Nesterov, 2004, 4.1).
 */
function riskParity(where: string, covariance: readonly Float64Array[]): Float64Array {
  const n = covariance.length;
  covariance.forEach((row, i) => {
    if (!(row[i] > 0)) throw new DomainError(where, `the variance of asset ${i}`, row[i], "above 0");
  });
  let w = Float64Array.from(covariance, (row, i) => 1 / Math.sqrt(n * row[i]));
  for (let round = 0; round < ROUNDS; round++) {
    const shared = times(covariance, w);
    const slope = shared.map((s, i) => s - 1 / (n * w[i]));
    const curvature = covariance.map((row, i) => row.map((s, j) => (i === j ? s + 1 / (n * w[i] ** 2) : s)));
    const factor = cholesky(curvature);
    if (!factor) break;
    const step = choleskySolve(factor, slope);
    const decrement = Math.sqrt(n * Math.max(0, dot(slope, step)));
    w = w.map((x, i) => x - step[i] / (1 + decrement));
    if (decrement < 1e-7) return toOne(w); // a step squares it: what is left is rounding
  }
  throw new DomainError(
    where,
    "the covariance of returns",
    covariance,
    "that of assets which don't hedge each other without a rest: no weights share the risk equally",
  );
}

const ROUNDS = 500;

/** Scaled to sum to one; equal where all are 0. */
function toOne(values: Float64Array): Float64Array {
  const sum = values.reduce((a, b) => a + b);
  return values.map((value) => (sum > 0 ? value / sum : 1 / values.length));
}
