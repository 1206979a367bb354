import { checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";
import { times } from "../math/cholesky";
import { sampleMoments } from "../math/covariance";
import { checkPastReturns } from "./pastReturns";

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
 * @throws {@link DomainError} where an asset's returns don't vary, under risk parity.
 */
export function dynamicWeights(
  returns: readonly ArrayLike<number>[],
  { rule }: DynamicWeightsOptions,
): Float64Array {
  const where = "dynamicWeights";
  checkOneOf(where, "rule", rule, ["momentum", "meanReversion", "riskParity"]);
  const assets = checkPastReturns(where, returns, 2);
  if (rule === "riskParity") return riskParity(where, sampleMoments(returns).covariance);
  const growth = Float64Array.from(
    { length: assets },
    (_, i) => returns.reduce((value, row) => value * (1 + row[i]), 1) - 1,
  );
  return toOne(growth.map((g) => Math.max(0, rule === "momentum" ? g : -g)));
}

/**
 * min ½ wᵀΣw − 1/n Σ ln wᵢ, one weight after the other: at the minimum wᵢ (Σw)ᵢ = 1/n for all i
 * (Griveau-Billion, Richard and Roncalli, 2013).
 */
function riskParity(where: string, covariance: readonly Float64Array[]): Float64Array {
  const n = covariance.length;
  covariance.forEach((row, i) => {
    if (!(row[i] > 0)) throw new DomainError(where, `the variance of asset ${i}`, row[i], "above 0");
  });
  const w = Float64Array.from(covariance, (row, i) => 1 / Math.sqrt(n * row[i]));
  for (let round = 0; round < ROUNDS; round++) {
    const shared = times(covariance, w);
    if (w.every((x, i) => Math.abs(n * x * shared[i] - 1) < 1e-10)) break;
    for (let i = 0; i < n; i++) {
      const own = covariance[i][i];
      let others = 0;
      for (let j = 0; j < n; j++) if (j !== i) others += covariance[i][j] * w[j];
      w[i] = (Math.sqrt(others ** 2 + (4 * own) / n) - others) / (2 * own);
    }
  }
  return toOne(w);
}

const ROUNDS = 1000;

/** Scaled to sum to one; equal where all are 0. */
function toOne(values: Float64Array): Float64Array {
  const sum = values.reduce((a, b) => a + b);
  return values.map((value) => (sum > 0 ? value / sum : 1 / values.length));
}
