import { checkOneOf } from "../../core/checks";
import { sampleMoments } from "../../math/covariance";
import { minDownside } from "../minDownside";
import { meanVariance } from "../minVariance";
import { checkRebalancing, checkWindow, type StrategyKind } from "./strategy";

/**
 * The smallest risk among the portfolios that are expected to earn at least as much as equal weights, from the moments of
 * the last `window` days: Markowitz's (variance), or its twin that counts only losses (downside).
 */
export interface MeanRiskSpec {
  readonly kind: "meanRisk";
  /** What is made small: the variance, or the downside, which counts losses only. */
  readonly risk: "variance" | "downside";
  /** Past days that the moments are taken from. */
  readonly window: number;
  /** Days between two trades. */
  readonly rebalanceEvery: number;
  /** Whether weights may be negative, down to −1. What a short sale brings then lies idle: Σ|w| is brought back to 1. */
  readonly shortSales: boolean;
}

export const meanRisk: StrategyKind<MeanRiskSpec> = {
  check(where, name, { risk, window, rebalanceEvery }) {
    checkWindow(where, name, window);
    checkRebalancing(where, name, rebalanceEvery);
    checkOneOf(where, `${name}.risk`, risk, ["variance", "downside"]);
  },
  lookBack: ({ window }) => window,
  rebalanceEvery: ({ rebalanceEvery }) => rebalanceEvery,
  decide({ risk, shortSales }, past) {
    const moments = sampleMoments(past);
    const minimumMean = moments.mean.reduce((a, b) => a + b) / moments.mean.length;
    const limits = { minimumMean, bounds: shortSales ? ([-1, 1] as const) : ([0, 1] as const) };
    const { weights } = risk === "variance" ? meanVariance(moments, limits) : minDownside(past, limits);
    const gross = weights.reduce((sum, w) => sum + Math.abs(w), 0);
    return weights.map((w) => w / gross);
  },
};
