import { DomainError } from "../../core/errors";
import { checkReturns } from "../../measures/checkReturns";
import { withDefaults, type VolatilityOptions } from "../options";
import { thetaOf } from "../estimation/parameterVector";
import { Likelihood } from "../estimation/likelihood";
import { checkSpec, type VolatilitySpec } from "../models/models";
import type { VolatilityParams } from "../params";

/**
 * σₜ of a model at given parameters: nothing is estimated.
 *
 * @param returns - r, in any unit; the parameters are in the same.
 * @param spec - the model of the variance and its orders.
 * @param params - all that the model has; `mu` is 0 where the mean is zero.
 * @param options - mean "constant", density "normal" and presample "mean" where they are left out.
 * @returns σ in units of the returns, one for each residual (an AR mean has none for its first days). Entry t reads
 *   returns up to t − 1, and the presample variance, which by default is of the whole sample.
 * @throws as {@link volatilityLogLikelihood}; {@link DomainError} where the variance runs out of the range of numbers.
 * @example
 * const spec = { kind: "ewma", decay: 0.5 } as const; // σ²ₜ = 0.5 σ²ₜ₋₁ + 0.5 ε²ₜ₋₁
 * const params = { mu: 0, omega: 0, alpha: [0.5], beta: [0.5] };
 * v.conditionalVolatility([0.07, -0.01], spec, params, { mean: "zero", presample: 1e-4 }); // → [0.01, 0.05]
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
