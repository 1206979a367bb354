import { log } from "../../core/elementary";
import type { Matrix } from "../../math/matrix";
import type { ParameterErrors, StandardErrors, VolatilityEstimate } from "./estimate";
import type { Fitted } from "./fitted";
import type { MomentOf } from "../models/model";
import { boundsAt, outcomeOf } from "./outcome";
import { inOwnUnits, toErrors } from "./parameterVector";
import { covariancesAt, jacobianOf, spreads, type Covariances } from "./standardErrors";

/** The maximum, in the caller's units and with all that follows from it; standard errors only where they are wanted. */
export function estimateAt(
  found: Fitted,
  options: VolatilityEstimate["options"],
  wanted: { readonly standardErrors: boolean } = { standardErrors: true },
): VolatilityEstimate {
  const { likelihood, maximum, units } = found;
  const { model, names } = likelihood;
  const theta = maximum.point;
  const k = names.length;
  const n = likelihood.residuals.length;
  const toOwn = (point: Float64Array): Float64Array => inOwnUnits(likelihood, point, units);
  const bounds = boundsAt(likelihood, theta);
  const outcome = outcomeOf(found, bounds);
  const { params, logLikelihood } = outcome;
  const { variance, shape } = likelihood.parts(theta);
  const moment: MomentOf = (power) => likelihood.density.moment(power, shape);

  const covariances: Covariances = !wanted.standardErrors
    ? { notes: [] }
    : bounds.penalty > 0
      ? { notes: ["no standard errors by hessian, opg, robust: at the edge of the paths that forget where they began, ln L has no maximum of its own"] } // prettier-ignore
      : covariancesAt(likelihood, theta, { ...bounds, curvature: maximum.curvature });
  const jacobian = jacobianOf(toOwn, theta);
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
    ...outcome,
    aic: -2 * logLikelihood + 2 * k,
    bic: -2 * logLikelihood + k * log(n),
    hqic: -2 * logLikelihood + 2 * k * log(log(n)),
    standardErrors,
    errorNotes: Object.freeze(covariances.notes),
    conditionalVolatility: likelihood.variance.map((v) => Math.sqrt(v) * units.scale),
    residuals: likelihood.residuals.map((e) => e * units.scale),
    presampleVariance: presample * units.scale ** 2,
    observations: n,
    parameterCount: k,
    persistence: model.persistence(variance, moment),
    unconditionalVariance: model.unconditional(likelihood.parts(toOwn(theta)).variance, moment),
  });
}
