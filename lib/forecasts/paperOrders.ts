import type { GarchSpec } from "../volatility/spec";

/** The orders that paper 2 prints in Table 1, as its code means the letters: p lagged squared shocks, q lagged variances. */
export const PAPER_GARCH_ORDERS: Readonly<Record<string, GarchSpec>> = Object.freeze({
  ADA: { kind: "garch", archLags: 4, garchLags: 3 },
  BNB: { kind: "garch", archLags: 2, garchLags: 3 },
  BTC: { kind: "garch", archLags: 4, garchLags: 2 },
  ETH: { kind: "garch", archLags: 4, garchLags: 3 },
});
