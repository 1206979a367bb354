import { checkReturns } from "../../measures/checkReturns";
import { Likelihood } from "./likelihood";
import { withDefaults, type VolatilityOptions } from "../options";
import { thetaOf } from "./parameterVector";
import { checkSpec, type VolatilitySpec } from "../models/models";
import type { VolatilityParams } from "../params";

/**
 * ln L of a model at given parameters, in the units of the returns: nothing is estimated. −∞ where the variance runs
 * out of the range of numbers.
 *
 *     ln L = Σₜ [ln f(εₜ/σₜ) − ln σₜ],   f the density of the shocks, of mean 0 and variance 1
 *
 * @param returns - r, in any unit; the parameters are in the same.
 * @param spec - the model of the variance and its orders.
 * @param params - all that the model has; `mu` is 0 where the mean is zero.
 * @param options - mean "constant", density "normal" and presample "mean" where they are left out.
 * @returns one number: larger is better; it depends on the unit of the returns.
 * @throws as {@link fitVolatility}, and DomainError for parameters that are missing or out of their range.
 * @example
 * const spec = { kind: "ewma", decay: 0.94 } as const;
 * const params = { mu: 0, omega: 0, alpha: [0.06], beta: [0.94] };
 * // σ stays 0.01, so each day gives −½ ln 2π − ln 0.01 − ½ = 3.18623
 * v.volatilityLogLikelihood([0.01, -0.01], spec, params, { mean: "zero", presample: 1e-4 }); // → 6.37246
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
