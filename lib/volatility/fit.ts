import { printsAs, withPlainVectors } from "../core/printing";
import { throwIfCancelled, type LongWork } from "../core/progress";
import type { VolatilityEstimate } from "./estimate";
import { estimateAt } from "./estimateAt";
import {
  forecastDistribution,
  forecastVariance,
  type ForecastDistribution,
  type ForecastDistributionOptions,
} from "./forecast";
import { Likelihood } from "./likelihood";
import { withDefaults } from "./options";
import { prepare } from "./prepare";
import { searchMaximum, type SearchMemory } from "./search";
import { checkSpec, type VolatilityOptions, type VolatilitySpec } from "./spec";
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
 * Fits a volatility model by maximum likelihood: the highest maximum found from several starts and from the nested
 * models with a lag less. Returns are rescaled inside; everything comes back in their own units.
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
  return fitWith(new Map(), "fitVolatility", returns, spec, options);
}

/** As {@link fitVolatility}, with the maxima of smaller models remembered between calls on the same returns. */
export function fitWith(
  memory: SearchMemory,
  where: string,
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  options: FitOptions,
): VolatilityFit {
  checkSpec(where, spec);
  const settled = withDefaults(where, options);
  throwIfCancelled(where, options.signal);
  const { scaled, scale, inner } = prepare(where, returns, spec, settled);
  const maximum = searchMaximum(scaled, spec, inner, memory);
  options.onProgress?.({ stage: "fit", done: 1, of: 1 });
  return new VolatilityFit(estimateAt(new Likelihood(scaled, spec, inner), maximum, scale, settled));
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
  return fitWith(new Map(), "fitGarch", returns, { kind: "garch", archLags, garchLags }, options);
}
