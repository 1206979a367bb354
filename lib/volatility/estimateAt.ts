import { log } from "../core/elementary";
import { dot, type Matrix } from "../math/cholesky";
import type { Maximum } from "../math/maximise";
import type { ParameterErrors, StandardErrors, VolatilityEstimate } from "./estimate";
import type { Likelihood } from "./likelihood";
import type { MomentOf } from "./model";
import { rescale, toErrors, toParams } from "./parameterVector";
import { covariancesAt, jacobianOf, spreads } from "./standardErrors";

/** The maximum, in the caller's units and with all that follows from it; standard errors only where they are wanted. */
export function estimateAt(
  likelihood: Likelihood,
  maximum: Maximum,
  scale: number,
  options: VolatilityEstimate["options"],
  wanted: { readonly standardErrors: boolean } = { standardErrors: true },
): VolatilityEstimate {
  const { model, names } = likelihood;
  const theta = maximum.point;
  const k = names.length;
  const n = likelihood.residuals.length;
  const rescaled = (point: Float64Array): Float64Array => rescale(likelihood, point, scale);
  const own = rescaled(theta);
  const params = toParams(likelihood, own);
  const bounds = boundsAt(likelihood, theta);
  const { variance, shape } = likelihood.parts(theta);
  const moment: MomentOf = (power) => likelihood.density.moment(power, shape);
  const logLikelihood = maximum.value - n * log(scale);

  const covariances = wanted.standardErrors
    ? covariancesAt(likelihood, theta, { ...bounds, curvature: maximum.curvature })
    : {};
  const jacobian = jacobianOf(rescaled, theta);
  const errorsFrom = (covariance: Matrix | undefined): ParameterErrors =>
    toErrors(likelihood, params, spreads(covariance, jacobian, bounds.free, k));
  const standardErrors: StandardErrors = Object.freeze({
    hessian: errorsFrom(covariances.hessian),
    opg: errorsFrom(covariances.opg),
    robust: errorsFrom(covariances.robust),
  });
  const presample = likelihood.filter(theta); // last: the standard errors left another path behind
  return Object.freeze({
    spec: Object.freeze({ ...likelihood.spec }),
    options,
    params,
    logLikelihood,
    aic: -2 * logLikelihood + 2 * k,
    bic: -2 * logLikelihood + k * log(n),
    hqic: -2 * logLikelihood + 2 * k * log(log(n)),
    convergence: Object.freeze(
      maximum.stalled === ""
        ? { status: "converged" as const, iterations: maximum.iterations }
        : { status: "stalled" as const, iterations: maximum.iterations, reason: maximum.stalled },
    ),
    onBound: Object.freeze(bounds.names),
    standardErrors,
    conditionalVolatility: likelihood.variance.map((v) => Math.sqrt(v) * scale),
    residuals: likelihood.residuals.map((e) => e * scale),
    presampleVariance: presample * scale ** 2,
    observations: n,
    parameterCount: k,
    persistence: model.persistence(variance, moment),
    unconditionalVariance: model.unconditional(likelihood.parts(own).variance, moment),
  });
}

/** Where a point touches the bounds of its region. */
interface Bounds {
  /** Entries of θ that are not on a bound. */
  readonly free: readonly number[];
  /** Inequalities that hold with equality, by all entries of θ. */
  readonly binding: readonly ArrayLike<number>[];
  /** Of the parameters, and of the sums, that are on a bound. */
  readonly names: readonly string[];
}

function boundsAt({ model, names, region }: Likelihood, theta: Float64Array): Bounds {
  const { lower, upper, inequalities } = region;
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-7 * Math.max(1, Math.abs(b));
  const bound = names.map((_, i) => near(theta[i], lower[i]) || near(theta[i], upper[i]));
  const active = (inequalities?.rows ?? []).map((row, i) => near(dot(row, theta), inequalities!.upper[i]));
  return {
    free: names.flatMap((_, i) => (bound[i] ? [] : [i])),
    binding: (inequalities?.rows ?? []).filter((_, i) => active[i]),
    names: [...names.filter((_, i) => bound[i]), ...model.inequalities.filter((_, i) => active[i])],
  };
}
