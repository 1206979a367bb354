import { linearModel } from "./garchFamily";
import { checkLeverageOrders, inBrackets, withoutLastLag } from "./lagOrders";
import type { ModelKind, Recursion } from "./model";

/** Glosten, Jagannathan and Runkle (1993): a further weight on the squares of negative shocks. */
export interface GjrSpec {
  readonly kind: "gjr";
  /** Lagged squared shocks, at least 1. */
  readonly archLags: number;
  /** Lags with an asymmetry; 0 is none. */
  readonly leverageLags: number;
  /** Lagged variances. */
  readonly garchLags: number;
}

export const gjr: ModelKind<GjrSpec> = {
  name: (spec) => `GJR-GARCH${inBrackets(spec)}`,
  check: checkLeverageOrders,
  model: ({ archLags, leverageLags, garchLags }) => linearModel(archLags, leverageLags, garchLags),
  nested: (spec) => [
    ...withoutLastLag(spec, "archLags", 1),
    ...withoutLastLag(spec, "leverageLags", 0),
    ...withoutLastLag(spec, "garchLags", 0),
  ],

  /** As by steps, but that a shock yet to come is negative with the density's share of the variance. */
  expected(recursion, residuals, variance, from, to) {
    const negativeShare = recursion.moment(2).below;
    for (let t = from; t < to; t++) {
      variance[t] = expectedOn(recursion, negativeShare, t, from, residuals, variance);
      residuals[t] = Math.sqrt(variance[t]);
    }
  },
};

function expectedOn(
  { spec: { archLags: p, leverageLags: o, garchLags: q }, theta, presample }: Recursion<GjrSpec>,
  negativeShare: number,
  t: number,
  from: number,
  residuals: Float64Array,
  variance: Float64Array,
): number {
  let next = theta[0];
  for (let i = 1; i <= p; i++) next += theta[i] * (t >= i ? residuals[t - i] ** 2 : presample);
  for (let k = 1; k <= o; k++) {
    const at = t - k;
    next +=
      theta[p + k] *
      (at < 0
        ? 0.5 * presample
        : at >= from
          ? negativeShare * variance[at]
          : residuals[at] < 0
            ? residuals[at] ** 2
            : 0);
  }
  for (let j = 1; j <= q; j++) next += theta[p + o + j] * (t >= j ? variance[t - j] : presample);
  return next;
}
