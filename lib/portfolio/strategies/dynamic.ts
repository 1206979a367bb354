import { dynamicWeights, type DynamicRule } from "../dynamicWeights";
import { checkRebalancing, checkWindow, type StrategyKind } from "./strategy";

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

export const dynamic: StrategyKind<DynamicSpec> = {
  check(where, name, { window, rebalanceEvery }) {
    checkWindow(where, name, window);
    checkRebalancing(where, name, rebalanceEvery);
  },
  lookBack: ({ window }) => window,
  rebalanceEvery: ({ rebalanceEvery }) => rebalanceEvery,
  decide: ({ rule }, past) => dynamicWeights(past, { rule }),
};
