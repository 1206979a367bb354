import { DomainError } from "../../core/errors";
import type { VarianceModel } from "../models/model";
import type { VolatilitySpec } from "../spec";

/** What the recursion of a fitted model goes on with, beyond the days that are known. */
export interface Recursion {
  readonly spec: VolatilitySpec;
  readonly model: VarianceModel;
  /** The parameters of the variance equation. */
  readonly theta: Float64Array;
  readonly presample: number;
  /** E z²·[z < 0] of the shocks: how much of the variance falls on negative ones. */
  readonly negativeShare: number;
}

/** Whether the expected variance of later days follows from that of tomorrow in closed form. */
export const inClosedForm = ({ kind }: VolatilitySpec): boolean => kind !== "egarch" && kind !== "aparch";

/** @throws {@link DomainError} unless the expected variance of later days is in closed form. */
export function checkClosedForm(where: string, spec: VolatilitySpec): void {
  if (!inClosedForm(spec))
    throw new DomainError(where, "spec.kind", spec.kind, "garch, gjr, figarch or ewma for more than one day");
}

/**
 * Writes the expected variance of the days last … to − 1 into `variance`; the days before `last` are known. Tomorrow's
 * variance is known, too. Later ones follow by putting each unknown ε² at its expectation: a residual of size σ, which is
 * left in `residuals`, does that for symmetric terms; the share of negative shocks in GJR needs its own weight.
 */
export function expectVariances(
  recursion: Recursion,
  residuals: Float64Array,
  variance: Float64Array,
  last: number,
  to: number,
): void {
  const { spec, model, theta, presample } = recursion;
  for (let t = last; t < to; t++) {
    variance[t] =
      spec.kind === "gjr"
        ? expectedGjr(recursion, t, last, residuals, variance)
        : model.step(theta, t, residuals, variance, presample);
    residuals[t] = Math.sqrt(variance[t]);
  }
}

function expectedGjr(
  { spec, theta, presample, negativeShare }: Recursion,
  t: number,
  last: number,
  residuals: Float64Array,
  variance: Float64Array,
): number {
  if (spec.kind !== "gjr") return Number.NaN;
  const { archLags: p, leverageLags: o, garchLags: q } = spec;
  let next = theta[0];
  for (let i = 1; i <= p; i++) next += theta[i] * (t >= i ? residuals[t - i] ** 2 : presample);
  for (let k = 1; k <= o; k++) {
    const at = t - k;
    next +=
      theta[p + k] *
      (at < 0
        ? 0.5 * presample
        : at >= last
          ? negativeShare * variance[at]
          : residuals[at] < 0
            ? residuals[at] ** 2
            : 0);
  }
  for (let j = 1; j <= q; j++) next += theta[p + o + j] * (t >= j ? variance[t - j] : presample);
  return next;
}
