import type { Matrix } from "../../math/matrix";
import type { ParameterErrors, VolatilityEstimate } from "./estimate";
import { Likelihood, type Sample } from "./likelihood";
import type { Bounds } from "./outcome";
import { inOwnUnits, toErrors } from "./parameterVector";
import type { Units } from "./prepare";
import type { VolatilityParams } from "../params";
import { covariancesAt, jacobianOf, spreads, type Covariances } from "./standardErrors";

/** A maximum, and the sample that it is one of: less than the search's work space, so that it may wait. */
export interface ErrorSource {
  readonly sample: Sample;
  readonly theta: Float64Array;
  readonly curvature: Matrix;
  readonly bounds: Bounds;
  readonly units: Units;
  /** θ in the caller's units. */
  readonly params: VolatilityParams;
}

const AT_THE_EDGE: Covariances = {
  notes: ["no standard errors by hessian, opg, robust: at the edge of the paths that forget where they began, ln L has no maximum of its own"], // prettier-ignore
};

/** The standard errors at a maximum, in the caller's units. They cost as much as the search. */
export function errorsAt({
  sample: { returns, spec, options },
  theta,
  curvature,
  bounds,
  units,
  params,
}: ErrorSource): Pick<VolatilityEstimate, "standardErrors" | "errorNotes"> {
  const likelihood = new Likelihood(returns, spec, options);
  const covariances =
    bounds.penalty > 0 ? AT_THE_EDGE : covariancesAt(likelihood, theta, { ...bounds, curvature });
  const jacobian = jacobianOf((point) => inOwnUnits(likelihood, point, units), theta);
  const errorsFrom = (covariance: Matrix | undefined): ParameterErrors =>
    toErrors(likelihood, params, spreads(covariance, jacobian, bounds.free, theta.length));
  return {
    standardErrors: Object.freeze({
      hessian: errorsFrom(covariances.hessian),
      opg: errorsFrom(covariances.opg),
      robust: errorsFrom(covariances.robust),
    }),
    errorNotes: Object.freeze(covariances.notes),
  };
}
