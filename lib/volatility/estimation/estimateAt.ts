import { log } from "../../core/elementary";
import { once } from "../../core/once";
import { printsInFull } from "../../core/printing";
import { momentsOf } from "../densities/density";
import { errorsAt, type ErrorSource } from "./errorsAt";
import type { VolatilityEstimate } from "./estimate";
import type { Fitted } from "./fitted";
import { boundsAt, outcomeOf } from "./outcome";
import { inOwnUnits } from "./parameterVector";

/** The maximum, in the caller's units and with all that follows from it; standard errors when they are read. */
export function estimateAt(found: Fitted, options: VolatilityEstimate["options"]): VolatilityEstimate {
  const { likelihood, maximum, units } = found;
  const { model, density } = likelihood;
  const theta = maximum.point;
  const k = theta.length;
  const n = likelihood.residuals.length;
  const bounds = boundsAt(likelihood, theta);
  const outcome = outcomeOf(found, bounds);
  const { logLikelihood, params } = outcome;
  const { variance, shape } = likelihood.parts(theta);
  const moment = momentsOf(density, shape);
  const errors = later({
    sample: likelihood.sample,
    theta,
    curvature: maximum.curvature,
    bounds,
    units,
    params,
  });
  const presample = likelihood.filter(theta);
  return Object.freeze(
    printsInFull({
      spec: Object.freeze({ ...likelihood.sample.spec }),
      options,
      ...outcome,
      aic: -2 * logLikelihood + 2 * k,
      bic: -2 * logLikelihood + k * log(n),
      hqic: -2 * logLikelihood + 2 * k * log(log(n)),
      get standardErrors() {
        return errors().standardErrors;
      },
      get errorNotes() {
        return errors().errorNotes;
      },
      conditionalVolatility: likelihood.variance.map((v) => Math.sqrt(v) * units.scale),
      residuals: likelihood.residuals.map((e) => e * units.scale),
      presampleVariance: presample * units.scale ** 2,
      observations: n,
      parameterCount: k,
      persistence: model.persistence(variance, moment),
      unconditionalVariance: model.unconditional(
        likelihood.parts(inOwnUnits(likelihood, theta, units)).variance,
        moment,
      ),
    }),
  );
}

/** A function of its own: it must not hold on to the search's work space. */
function later(source: ErrorSource): () => ReturnType<typeof errorsAt> {
  return once(() => errorsAt(source));
}
