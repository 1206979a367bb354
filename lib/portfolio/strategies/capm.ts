import { capm as fittedCapm } from "../capm";
import { checkRebalancing, checkWindow, type StrategyKind } from "./strategy";

/** `capm` of the last `window` days, the market being the mean of the coins. */
export interface CapmSpec {
  readonly kind: "capm";
  /** Past days that the betas are taken from. */
  readonly window: number;
  /** Days between two trades. */
  readonly rebalanceEvery: number;
}

export const capm: StrategyKind<CapmSpec> = {
  check(where, name, { window, rebalanceEvery }) {
    checkWindow(where, name, window);
    checkRebalancing(where, name, rebalanceEvery);
  },
  lookBack: ({ window }) => window,
  rebalanceEvery: ({ rebalanceEvery }) => rebalanceEvery,
  decide: (_, past) => fittedCapm(past).weights,
};
