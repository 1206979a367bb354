import { equalWeights, type StrategyKind } from "./strategy";

/** Equal weights on the first day, and no trade after it. */
export interface BuyAndHoldSpec {
  readonly kind: "buyAndHold";
}

export const buyAndHold: StrategyKind<BuyAndHoldSpec> = {
  check: () => undefined,
  lookBack: () => 0,
  rebalanceEvery: () => Infinity,
  decide: (_spec, _past, coins) => equalWeights(coins.length),
};
