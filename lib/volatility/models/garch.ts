import { linearModel } from "./garchFamily";
import { checkOrders, withoutLastLag } from "./lagOrders";
import type { ModelKind } from "./model";
import { expectedBySteps } from "./expectedBySteps";

/** Bollerslev (1986). archLags counts lagged squared shocks, garchLags lagged variances. */
export interface GarchSpec {
  readonly kind: "garch";
  /** Lagged squared shocks, at least 1. */
  readonly archLags: number;
  /** Lagged variances; 0 is ARCH. */
  readonly garchLags: number;
}

/** GARCH(p,q); ARCH(p) where there are no lagged variances. */
export const garch: ModelKind<GarchSpec> = {
  name: ({ archLags, garchLags }) =>
    garchLags === 0 ? `ARCH(${archLags})` : `GARCH(${archLags},${garchLags})`,
  check: checkOrders,
  model: ({ archLags, garchLags }) => linearModel(archLags, 0, garchLags),
  /** But GARCH(1,1), fitted by the thousand, reaches as high as ARCH(1) from its own starts. */
  nested: (spec) => [
    ...withoutLastLag(spec, "archLags", 1),
    ...withoutLastLag(spec, "garchLags", spec.archLags === 1 ? 1 : 0),
  ],
  expected: expectedBySteps,
};
