import { checkOneOf } from "../../core/checks";
import type { StrategyKind } from "./strategy";

/** All of the capital in one coin. */
export interface SingleCoinSpec {
  readonly kind: "single";
  /** Its name among the closes. */
  readonly coin: string;
}

export const single: StrategyKind<SingleCoinSpec> = {
  check: (where, name, { coin }, coins) => checkOneOf(where, `${name}.coin`, coin, coins),
  lookBack: () => 0,
  rebalanceEvery: () => Infinity,
  decide: ({ coin }, _past, coins) => Float64Array.from(coins, (own) => (own === coin ? 1 : 0)),
};
