import { checkVector } from "../../core/checks";
import type { VolatilityEstimate } from "../estimation/estimate";
import { modelOf } from "../models/models";

/**
 * The news-impact curve of Engle and Ng (1993): tomorrow's variance as a function of today's shock, when the days before
 * had the sample's mean variance.
 *
 * @param shocks - ε of today, in the units of the returns.
 * @returns σ² of tomorrow, one for each shock, in squared units.
 */
export function newsImpact(estimate: VolatilityEstimate, shocks: ArrayLike<number>): Float64Array {
  checkVector("newsImpact", "shocks", shocks);
  const model = modelOf(estimate.spec);
  const theta = model.fromParams("newsImpact", estimate.params);
  const level = estimate.conditionalVolatility.reduce((sum, s) => sum + s * s, 0) / estimate.observations;
  const variance = Float64Array.of(level);
  return Float64Array.from(shocks, (shock) => model.step(theta, 1, Float64Array.of(shock), variance, level));
}
