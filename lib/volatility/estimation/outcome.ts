import { log } from "../../core/elementary";
import { dot } from "../../math/matrix";
import type { VolatilityEstimate } from "./estimate";
import type { Fitted } from "./fitted";
import type { Likelihood } from "./likelihood";
import { inOwnUnits, toParams } from "./parameterVector";

/** What a search found, in the units of the returns: all that costs nothing more than the search. */
export type Outcome = Pick<VolatilityEstimate, "params" | "logLikelihood" | "convergence" | "onBound">;

export function outcomeOf(
  { likelihood, maximum, units }: Fitted,
  { names, penalty }: Bounds = boundsAt(likelihood, maximum.point),
): Outcome {
  const { point, value, iterations, stalled } = maximum;
  return {
    params: toParams(likelihood, inOwnUnits(likelihood, point, units)),
    logLikelihood: value + penalty - likelihood.residuals.length * log(units.scale),
    convergence: Object.freeze(
      stalled === ""
        ? { status: "converged" as const, iterations }
        : { status: "stalled" as const, iterations, reason: stalled },
    ),
    onBound: Object.freeze(names),
  };
}

/** Where a point touches the bounds of its region. */
export interface Bounds {
  /** Entries of θ that are not on a bound. */
  readonly free: readonly number[];
  /** Inequalities that hold with equality, by all entries of θ. */
  readonly binding: readonly ArrayLike<number>[];
  /** Of the parameters, and of the sums, that are on a bound. */
  readonly names: readonly string[];
  /** What the search took off ln L: above 0 at the edge of what the path forgets. */
  readonly penalty: number;
}

export function boundsAt(likelihood: Likelihood, theta: Float64Array): Bounds {
  const { model, names, region } = likelihood;
  const penalty = likelihood.penaltyAt(theta);
  const { lower, upper, inequalities } = region;
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-7 * Math.max(1, Math.abs(b));
  const bound = names.map((_, i) => near(theta[i], lower[i]) || near(theta[i], upper[i]));
  const active = (inequalities?.rows ?? []).map((row, i) => near(dot(row, theta), inequalities!.upper[i]));
  return {
    free: names.flatMap((_, i) => (bound[i] ? [] : [i])),
    binding: (inequalities?.rows ?? []).filter((_, i) => active[i]),
    names: [
      ...names.filter((_, i) => bound[i]),
      ...model.inequalities.filter((_, i) => active[i]),
      ...(penalty > 0 ? ["invertibility"] : []),
    ],
    penalty,
  };
}
