import { DomainError } from "../../core/errors";
import { checkReturns } from "../../measures/checkReturns";
import { withDefaults } from "../options";
import { thetaOf } from "../estimation/parameterVector";
import { Likelihood } from "../estimation/likelihood";
import { checkSpec, type VolatilityOptions, type VolatilityParams, type VolatilitySpec } from "../spec";

/**
 * σₜ of a model at given parameters: nothing is estimated.
 *
 * @param returns - r, in any unit; the parameters are in the same.
 * @returns σ in units of the returns, one for each residual (an AR mean has none for its first days). Entry t reads
 *   returns up to t − 1, and the presample variance, which by default is of the whole sample.
 * @throws as {@link volatilityLogLikelihood}
 */
export function conditionalVolatility(
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  params: VolatilityParams,
  options: VolatilityOptions = {},
): Float64Array {
  const where = "conditionalVolatility";
  checkSpec(where, spec);
  const settled = withDefaults(where, options);
  checkReturns(where, returns, 2 + (settled.mean === "ar" ? settled.arLags : 0), { unit: "any" });
  const likelihood = new Likelihood(Float64Array.from(returns), spec, settled);
  likelihood.filter(thetaOf(where, likelihood, params));
  if (!likelihood.variance.every(Number.isFinite))
    throw new DomainError(
      where,
      "params",
      params,
      "those of a process whose variance stays finite on these returns",
    );
  return likelihood.variance.map(Math.sqrt);
}
