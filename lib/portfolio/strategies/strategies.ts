import { checkInteger, checkOneOf } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { sampleMoments } from "../../math/covariance";
import { capm } from "../capm";
import { dynamicWeights, type DynamicRule } from "../dynamicWeights";
import { minDownside } from "../minDownside";
import { meanVariance } from "../minVariance";

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

/** `dynamicWeights` of the last `window` days. */
export interface DynamicSpec {
  readonly kind: "dynamic";
  /** What the weights follow. */
  readonly rule: DynamicRule;
  /** Past days that the rule looks at. */
  readonly window: number;
  /** Days between two trades. */
  readonly rebalanceEvery: number;
}

/** `capm` of the last `window` days, the market being the mean of the coins. */
export interface CapmSpec {
  readonly kind: "capm";
  /** Past days that the betas are taken from. */
  readonly window: number;
  /** Days between two trades. */
  readonly rebalanceEvery: number;
}

/** Equal weights, brought back every `rebalanceEvery` days. */
export interface EqualWeightSpec {
  readonly kind: "equalWeight";
  /** Days between two trades. */
  readonly rebalanceEvery: number;
}

/** Equal weights on the first day, and no trade after it. */
export interface BuyAndHoldSpec {
  readonly kind: "buyAndHold";
}

/** All of the capital in one coin. */
export interface SingleCoinSpec {
  readonly kind: "single";
  /** Its name among the closes. */
  readonly coin: string;
}

/** All choices of a strategy that needs no network. */
export type StrategySpec =
  MeanRiskSpec | DynamicSpec | CapmSpec | EqualWeightSpec | BuyAndHoldSpec | SingleCoinSpec;

/**
 * Paper 1's benchmark strategies (section 4.3), with the windows, targets and rules that it leaves out, and the three simple strategies
 * that any other has to beat. The paper's DLS is a network: `directSharpeData` and `DIRECT_SHARPE_NETWORK`.
 *
 * Short sales were allowed in the paper, without use of their proceeds; here MV and MD, the two whose optimum asks for
 * them, may sell short. All trade every day.
 */
export const BENCHMARK_STRATEGIES: Readonly<
  Record<"MV" | "MD" | "DWP" | "CAPM" | "equal weight" | "buy and hold" | "BTC", StrategySpec>
> = Object.freeze({
  MV: { kind: "meanRisk", risk: "variance", window: 60, rebalanceEvery: 1, shortSales: true },
  MD: { kind: "meanRisk", risk: "downside", window: 60, rebalanceEvery: 1, shortSales: true },
  DWP: { kind: "dynamic", rule: "momentum", window: 30, rebalanceEvery: 1 },
  CAPM: { kind: "capm", window: 90, rebalanceEvery: 1 },
  "equal weight": { kind: "equalWeight", rebalanceEvery: 1 },
  "buy and hold": { kind: "buyAndHold" },
  BTC: { kind: "single", coin: "BTC" },
});

/** @throws {@link DomainError} unless the strategy can be followed with these coins. */
export function checkStrategy(
  where: string,
  name: string,
  spec: StrategySpec,
  coins: readonly string[],
): void {
  const kinds = ["meanRisk", "dynamic", "capm", "equalWeight", "buyAndHold", "single"] as const;
  if (spec == null || typeof spec !== "object")
    throw new DomainError(where, name, spec, "a strategy's choices");
  checkOneOf(where, `${name}.kind`, spec.kind, kinds);
  if ("window" in spec) checkInteger(where, `${name}.window`, spec.window, 3);
  if ("rebalanceEvery" in spec) checkInteger(where, `${name}.rebalanceEvery`, spec.rebalanceEvery, 1);
  if (spec.kind === "meanRisk") checkOneOf(where, `${name}.risk`, spec.risk, ["variance", "downside"]);
  if (spec.kind === "single") checkOneOf(where, `${name}.coin`, spec.coin, coins);
}

/** Past days that a strategy looks at. */
export function lookBack(spec: StrategySpec): number {
  return "window" in spec ? spec.window : 0;
}

/**
 * The weights for the day after the last of `past`; Σ|w| = 1.
 *
 * @param past - the last {@link lookBack} days' returns, a row of n each.
 */
export function decide(
  spec: StrategySpec,
  past: readonly ArrayLike<number>[],
  coins: readonly string[],
): Float64Array {
  const equal = new Float64Array(coins.length).fill(1 / coins.length);
  switch (spec.kind) {
    case "meanRisk":
      return meanRisk(spec, past);
    case "dynamic":
      return dynamicWeights(past, spec);
    case "capm":
      return capm(past).weights;
    case "single":
      return equal.map((_, i) => (coins[i] === spec.coin ? 1 : 0));
    case "equalWeight":
    case "buyAndHold":
      return equal;
  }
}

function meanRisk({ risk, shortSales }: MeanRiskSpec, past: readonly ArrayLike<number>[]): Float64Array {
  const moments = sampleMoments(past);
  const minimumMean = moments.mean.reduce((a, b) => a + b) / moments.mean.length;
  const limits = { minimumMean, bounds: shortSales ? ([-1, 1] as const) : ([0, 1] as const) };
  const { weights } = risk === "variance" ? meanVariance(moments, limits) : minDownside(past, limits);
  const gross = weights.reduce((sum, w) => sum + Math.abs(w), 0);
  return weights.map((w) => w / gross);
}
