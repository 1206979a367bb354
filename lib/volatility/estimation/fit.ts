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
import { withDefaults, type VolatilityOptions } from "../options";
import { checkSpec, type VolatilitySpec } from "../models/models";
import { summaryTable } from "./summary";

/** Options of {@link fitVolatility}. */
export interface FitOptions extends VolatilityOptions, LongWork {}

/** A fitted model: the estimate, and the questions one asks of it. It never changes. */
export class VolatilityFit {
  /** @param estimate - what the fit answers from; one that was stored as JSON has lists in the place of its vectors. */
  constructor(readonly estimate: VolatilityEstimate) {
    printsAs(this, () => this.summary());
    Object.freeze(this);
  }

  /**
   * The expected variance of the days after the sample: {@link forecastVariance} of the estimate.
   *
   * @param horizon - days, at least 1.
   * @returns σ² of the days 1 … horizon, in squared units of the returns.
   * @throws DomainError unless horizon is a whole number, at least 1.
   * @example
   * const rng = v.createRng(1);
   * const returns = Array.from({ length: 100 }, () => 0.02 * rng.normal());
   * const fit = v.fitVolatility(returns, { kind: "ewma", decay: 0.94 });
   * const [first, second] = fit.forecast(2);
   * second / first; // → 1.000000
   */
  forecast(horizon: number): Float64Array {
    return forecastVariance(this.estimate, horizon);
  }

  /**
   * What simulated futures say of the days after the sample: {@link forecastDistribution} of the estimate.
   *
   * @param horizon - days, at least 1.
   * @param options - 10 000 replications with shocks from the fitted density, a stream of seed 0 and level 0.95 by default.
   * @returns for each of the days the mean of σ² and an interval about it, in squared units of the returns.
   * @throws DomainError for a horizon, replications or a level out of range.
   * @example
   * const rng = v.createRng(1);
   * const returns = Array.from({ length: 100 }, () => 0.02 * rng.normal());
   * const fit = v.fitVolatility(returns, { kind: "ewma", decay: 0.94 });
   * const { lower, upper } = fit.forecastDistribution(2, { replications: 100 });
   * lower[0] === upper[0]; // → true
   * lower[1] < upper[1]; // → true
   */
  forecastDistribution(horizon: number, options?: ForecastDistributionOptions): ForecastDistribution {
    return forecastDistribution(this.estimate, horizon, options);
  }

  /**
   * The parameter table, as text: what a cell shows when it ends in the fit.
   *
   * @returns the model; each parameter with its robust standard error and t; ln L, AIC, BIC and persistence; how
   *   the search ended.
   * @example
   * const rng = v.createRng(1);
   * const returns = Array.from({ length: 100 }, () => 0.02 * rng.normal());
   * const fit = v.fitVolatility(returns, { kind: "ewma", decay: 0.94 });
   * fit.summary().split("\n")[0]; // → "EWMA(0.94), constant mean, normal shocks, 100 observations"
   */
  summary(): string {
    return summaryTable(this.estimate);
  }

  /**
   * What `JSON.stringify` writes: the estimate, with lists in the place of vectors.
   *
   * @returns a copy of `estimate`.
   * @example
   * const rng = v.createRng(1);
   * const returns = Array.from({ length: 100 }, () => 0.02 * rng.normal());
   * const fit = v.fitVolatility(returns, { kind: "ewma", decay: 0.94 });
   * JSON.parse(JSON.stringify(fit)).spec; // → { kind: "ewma", decay: 0.94 }
   */
  toJSON(): unknown {
    return withPlainVectors(this.estimate);
  }
}

/**
 * Fits a volatility model by maximum likelihood: the highest of the maxima to which full climbs lead from each peak of a
 * coarse map of the likelihood, and from the maxima of the nested models with a lag less. Returns are centred and rescaled
 * inside, so neither their level nor their unit matters; everything comes back in their own units.
 *
 *     rₜ = μ + εₜ,   εₜ = σₜ zₜ,   z from the density;   σ²ₜ by the spec:
 *
 *     garch:   σ²ₜ = ω + Σ αᵢ ε²ₜ₋ᵢ + Σ βⱼ σ²ₜ₋ⱼ                                              Bollerslev (1986)
 *     gjr:     garch + Σ γₖ ε²ₜ₋ₖ·[εₜ₋ₖ < 0]                            Glosten, Jagannathan and Runkle (1993)
 *     egarch:  ln σ²ₜ = ω + Σ αᵢ (|zₜ₋ᵢ| − √(2/π)) + Σ γₖ zₜ₋ₖ + Σ βⱼ ln σ²ₜ₋ⱼ                     Nelson (1991)
 *     aparch:  σᵟₜ = ω + Σ αᵢ (|εₜ₋ᵢ| − γᵢ εₜ₋ᵢ)ᵟ + Σ βⱼ σᵟₜ₋ⱼ                       Ding, Granger and Engle (1993)
 *     figarch: σ²ₜ = ω/(1 − β) + Σ λᵢ ε²ₜ₋ᵢ                         Baillie, Bollerslev and Mikkelsen (1996)
 *     ewma:    σ²ₜ = (1 − λ) ε²ₜ₋₁ + λ σ²ₜ₋₁                                               RiskMetrics (1996)
 *
 * EGARCH and APARCH, and the GED where ν is near 1, have a kink in μ wherever a residual is 0; there a maximum on a kink is
 * found as one, and counts as converged. EGARCH's paths must forget where they began ({@link VolatilityEstimate.onBound}).
 *
 * @param returns - fractions per day (or any unit), at least ten for each parameter, and never fewer than 30.
 * @param spec - the model of the variance and its orders.
 * @param options - mean "constant", density "normal" and presample "mean" where they are left out.
 * @returns the estimate with its standard errors, and the questions that one asks of it. A search that did not converge says
 *   so in `estimate.convergence`.
 * @throws ShapeError for too few returns; DomainError for NaN, series that are constant but for rounding, prices and other
 * levels, orders that make no sense; CancelledError when `signal` stops it.
 * @example
 * const spec = { kind: "garch", archLags: 1, garchLags: 1 } as const;
 * const truth = { mu: 0, omega: 1e-5, alpha: [0.1], beta: [0.85] };
 * const { returns } = v.simulateVolatility(spec, truth, { length: 1000, rng: v.createRng(2) });
 * const { params, convergence } = v.fitVolatility(returns, spec, { mean: "zero" }).estimate;
 * convergence.status; // → "converged"
 * params.alpha; // → [0.09]
 * params.beta; // → [0.85]
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

/**
 * The short form of {@link fitVolatility} for GARCH(archLags, garchLags):
 *
 *     rₜ = μ + εₜ,   εₜ = σₜ zₜ,   σ²ₜ = ω + Σᵢ αᵢ ε²ₜ₋ᵢ + Σⱼ βⱼ σ²ₜ₋ⱼ                  Bollerslev (1986)
 *
 * @param returns - fractions per day (or any unit), at least ten for each parameter, and never fewer than 30.
 * @param options - orders 1 and 1, mean "constant", density "normal" and presample "mean" where they are left out.
 * @returns the estimate with its standard errors, and the questions that one asks of it.
 * @throws as {@link fitVolatility}.
 * @example
 * const rng = v.createRng(1);
 * const returns = Array.from({ length: 300 }, () => 0.02 * rng.normal());
 * const arch = v.fitGarch(returns, { garchLags: 0, mean: "zero" });
 * v.specName(arch.estimate.spec); // → "ARCH(1)"
 * Math.sqrt(arch.estimate.unconditionalVariance); // → 0.02
 */
export function fitGarch(
  returns: ArrayLike<number>,
  { archLags = 1, garchLags = 1, ...options }: FitGarchOptions = {},
): VolatilityFit {
  return fitAs("fitGarch", returns, { kind: "garch", archLags, garchLags }, options);
}
