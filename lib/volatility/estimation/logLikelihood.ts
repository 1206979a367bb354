import { checkReturns } from "../../measures/checkReturns";
import { Likelihood } from "./likelihood";
import { withDefaults } from "../options";
import { thetaOf } from "./parameterVector";
import { checkSpec, type VolatilityOptions, type VolatilityParams, type VolatilitySpec } from "../spec";

/**
 * ln L of a model at given parameters, in the units of the returns: nothing is estimated. −∞ where the variance runs
 * out of the range of numbers.
 *
 * @throws as {@link fitVolatility}, and DomainError for parameters that are missing or out of their range.
 */
export function volatilityLogLikelihood(
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  params: VolatilityParams,
  options: VolatilityOptions = {},
): number {
  const where = "volatilityLogLikelihood";
  checkSpec(where, spec);
  const settled = withDefaults(where, options);
  checkReturns(where, returns, 2 + (settled.mean === "ar" ? settled.arLags : 0), { unit: "any" });
  const likelihood = new Likelihood(Float64Array.from(returns), spec, settled);
  const theta = thetaOf(where, likelihood, params);
  const logLikelihood = likelihood.each(theta).reduce((sum, value) => sum + value, 0);
  return Number.isNaN(logLikelihood) ? Number.NEGATIVE_INFINITY : logLikelihood;
}
