import { printsAs, withPlainVectors } from "../../core/printing";
import { throwIfCancelled, type LongWork } from "../../core/progress";
import type { VolatilityEstimate } from "./estimate";
import { estimateAt } from "./estimateAt";
import { fitted } from "./fitted";
import {
  forecastDistribution,
  forecastVariance,
  type ForecastDistribution,
  type ForecastDistributionOptions,
} from "../forecasting/forecast";
import { withDefaults } from "../options";
import { checkSpec, type VolatilityOptions, type VolatilitySpec } from "../spec";
import { summaryTable } from "./summary";

/** Options of {@link fitVolatility}. */
export interface FitOptions extends VolatilityOptions, LongWork {}

/** A fitted model: the estimate, and the questions one asks of it. It never changes. */
export class VolatilityFit {
  constructor(readonly estimate: VolatilityEstimate) {
    printsAs(this, () => this.summary());
    Object.freeze(this);
  }

  /** @see {@link forecastVariance} */
  forecast(horizon: number): Float64Array {
    return forecastVariance(this.estimate, horizon);
  }

  /** @see {@link forecastDistribution} */
  forecastDistribution(horizon: number, options?: ForecastDistributionOptions): ForecastDistribution {
    return forecastDistribution(this.estimate, horizon, options);
  }

  /** The parameter table, as text: what a cell shows when it ends in the fit. */
  summary(): string {
    return summaryTable(this.estimate);
  }

  toJSON(): unknown {
    return withPlainVectors(this.estimate);
  }
}

/**
 * Fits a volatility model by maximum likelihood: the highest of the maxima to which full climbs lead from each peak of a
 * coarse map of the likelihood, and from the maxima of the nested models with a lag less. Returns are centred and rescaled
 * inside, so neither their level nor their unit matters; everything comes back in their own units.
 *
 * EGARCH and APARCH, and the GED where ν is near 1, have a kink in μ wherever a residual is 0; there a maximum on a kink is
 * found as one, and counts as converged. EGARCH's paths must forget where they began ({@link VolatilityEstimate.onBound}).
 *
 * @param returns - fractions per day (or any unit), at least ten for each parameter.
 * @throws ShapeError for too few returns; DomainError for NaN, series that are constant but for rounding, prices and other
 * levels, orders that make no sense.
 */
export function fitVolatility(
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  options: FitOptions = {},
): VolatilityFit {
  return fitAs("fitVolatility", returns, spec, options);
}

/** As {@link fitVolatility}, under the name of the function that is called. */
function fitAs(
  where: string,
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  options: FitOptions,
): VolatilityFit {
  checkSpec(where, spec);
  const settled = withDefaults(where, options);
  throwIfCancelled(where, options.signal);
  const found = fitted(where, returns, spec, settled);
  options.onProgress?.({ stage: "fit", done: 1, of: 1 });
  return new VolatilityFit(estimateAt(found, settled));
}

/** Options of {@link fitGarch}. */
export interface FitGarchOptions extends FitOptions {
  /** Lagged squared shocks. Default 1. */
  readonly archLags?: number;
  /** Lagged variances. Default 1. */
  readonly garchLags?: number;
}

/** The short form of {@link fitVolatility} for GARCH(archLags, garchLags). */
export function fitGarch(
  returns: ArrayLike<number>,
  { archLags = 1, garchLags = 1, ...options }: FitGarchOptions = {},
): VolatilityFit {
  return fitAs("fitGarch", returns, { kind: "garch", archLags, garchLags }, options);
}
