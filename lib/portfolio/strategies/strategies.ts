import { checkOneOf } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { buyAndHold, type BuyAndHoldSpec } from "./buyAndHold";
import { capm, type CapmSpec } from "./capm";
import { dynamic, type DynamicSpec } from "./dynamic";
import { equalWeight, type EqualWeightSpec } from "./equalWeight";
import { meanRisk, type MeanRiskSpec } from "./meanRisk";
import { single, type SingleCoinSpec } from "./single";
import type { StrategyKind } from "./strategy";

/** All choices of a strategy that needs no network. */
export type StrategySpec =
  MeanRiskSpec | DynamicSpec | CapmSpec | EqualWeightSpec | BuyAndHoldSpec | SingleCoinSpec;

/** All kinds of strategies. A further one is a file beside this one, a member of the union above and an entry here. */
const STRATEGIES: { readonly [S in StrategySpec as S["kind"]]: StrategyKind<S> } = {
  meanRisk,
  dynamic,
  capm,
  equalWeight,
  buyAndHold,
  single,
};

/**
 * The strategy that a spec names.
 *
 * @throws {@link DomainError} unless it can be followed with these coins.
 */
export function checkedStrategy(
  where: string,
  name: string,
  spec: StrategySpec,
  coins: readonly string[],
): StrategyKind<StrategySpec> {
  if (spec == null || typeof spec !== "object")
    throw new DomainError(where, name, spec, "a strategy's choices");
  checkOneOf<string>(where, `${name}.kind`, spec.kind, Object.keys(STRATEGIES));
  const strategy: StrategyKind<StrategySpec> = STRATEGIES[spec.kind];
  strategy.check(where, name, spec, coins);
  return strategy;
}

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
