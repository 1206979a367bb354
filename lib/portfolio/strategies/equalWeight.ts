import { checkRebalancing, equalWeights, type StrategyKind } from "./strategy";

/** Equal weights, brought back every `rebalanceEvery` days. */
export interface EqualWeightSpec {
  readonly kind: "equalWeight";
  /** Days between two trades. */
  readonly rebalanceEvery: number;
}

export const equalWeight: StrategyKind<EqualWeightSpec> = {
  check: (where, name, { rebalanceEvery }) => checkRebalancing(where, name, rebalanceEvery),
  lookBack: () => 0,
  rebalanceEvery: ({ rebalanceEvery }) => rebalanceEvery,
  decide: (_spec, _past, coins) => equalWeights(coins.length),
};
