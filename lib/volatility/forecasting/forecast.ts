import { checkInteger, checkNumber, checkOneOf } from "../../core/checks";
import { createRng, type Rng } from "../../core/random";
import { mean, variance } from "../../math/moments";
import { DENSITIES } from "../densities/densities";
import { momentsOf } from "../densities/density";
import type { VolatilityEstimate } from "../estimation/estimate";
import { expectVariances, inClosedForm } from "./expected";
import type { VarianceModel } from "../models/model";
import { modelOf } from "../models/models";
import { shapeOf } from "./simulate";

/** Options of {@link forecastDistribution}. */
export interface ForecastDistributionOptions {
  /** Future shocks from the fitted density, or drawn from the sample's own standardised residuals. Default "simulation". */
  readonly method?: "simulation" | "bootstrap";
  /** Simulated paths. Default 10 000. */
  readonly replications?: number;
  /** Default: a stream of seed 0. */
  readonly rng?: Rng;
  /** The share of paths inside the interval. Default 0.95. */
  readonly level?: number;
}

/** What simulated futures say of the days 1 … horizon after the sample. */
export interface ForecastDistribution {
  /** The mean of σ² over the paths. */
  readonly variance: Float64Array;
  /** Of the mean: how far it may be from the expectation, as the number of paths is finite. */
  readonly standardError: Float64Array;
  /** Quantiles of σ² over the paths; both are σ² itself on the first day, which is known. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly level: number;
  readonly replications: number;
}

const DEFAULT_REPLICATIONS = 10_000;

/**
 * The expected variance of the days 1 … horizon after the sample, in squared units of the returns.
 * In closed form, but for EGARCH and APARCH: of these the first day is, and later days are the mean of 10 000 simulated
 * paths (seed 0). Under Student's t and its skewed form the expectation for EGARCH's
 * later days does not exist, as its exponential outgrows the tail: read the quantiles of {@link forecastDistribution}.
 *
 *     GARCH(1,1):   E σ²ₙ₊ₕ = σ̄² + (α + β)ʰ⁻¹ (σ²ₙ₊₁ − σ̄²),   σ̄² = ω / (1 − α − β)
 *
 * @param estimate - of a fit: `fit.estimate`.
 * @param horizon - days, from 1 to 100 000.
 * @returns entry h is about day h + 1 after the sample, and reads nothing later than its last day.
 * @throws DomainError unless horizon is a whole number, at least 1.
 * @example
 * const rng = v.createRng(1);
 * const returns = Array.from({ length: 300 }, () => 0.02 * rng.normal());
 * const { estimate } = v.fitGarch(returns, { garchLags: 0 });
 * const forecast = v.forecastVariance(estimate, 100);
 * forecast[99] / estimate.unconditionalVariance; // → 1.000000
 */
export function forecastVariance(estimate: VolatilityEstimate, horizon: number): Float64Array {
  const where = "forecastVariance";
  checkInteger(where, "horizon", horizon, 1, 100_000);
  if (horizon > 1 && !inClosedForm(estimate.spec)) return forecastDistribution(estimate, horizon).variance;

  const { model, theta, residuals, variance, last, presample } = continued(where, estimate, horizon);
  if (horizon === 1) variance[last] = model.step(theta, last, residuals, variance, presample);
  else {
    const { spec, options, params } = estimate;
    const density = DENSITIES[options.distribution];
    const moment = momentsOf(density, shapeOf(where, density, params));
    const recursion = { spec, model, theta, presample, moment };
    expectVariances(recursion, residuals, variance, last, last + horizon);
  }
  return variance.slice(last);
}

/**
 * Simulated futures: the distribution of σ² on each of the days 1 … horizon after the sample.
 *
 * @param estimate - of a fit: `fit.estimate`.
 * @param horizon - days, from 1 to 10 000.
 * @param options - 10 000 replications with shocks from the fitted density, a stream of seed 0 and level 0.95 by default.
 * @returns entry h of each vector is about day h + 1 after the sample, in squared units of the returns.
 * @throws DomainError for a horizon, replications or a level out of range.
 * @example
 * const rng = v.createRng(1);
 * const returns = Array.from({ length: 300 }, () => 0.02 * rng.normal());
 * const { estimate } = v.fitVolatility(returns, { kind: "ewma", decay: 0.94 });
 * const { variance, lower, upper } = v.forecastDistribution(estimate, 5, { replications: 200, level: 0.9 });
 * variance[0] / v.forecastVariance(estimate, 1)[0]; // → 1.000000
 * lower[4] < variance[4] && variance[4] < upper[4]; // → true
 */
export function forecastDistribution(
  estimate: VolatilityEstimate,
  horizon: number,
  {
    method = "simulation",
    replications = DEFAULT_REPLICATIONS,
    rng = createRng(0),
    level = 0.95,
  }: ForecastDistributionOptions = {},
): ForecastDistribution {
  const where = "forecastDistribution";
  checkInteger(where, "horizon", horizon, 1, 10_000);
  checkInteger(where, "replications", replications, 2, 1_000_000);
  checkNumber(where, "level", level, 0.01, 0.9999);
  checkOneOf(where, "method", method, ["simulation", "bootstrap"]);
  const { model, theta, residuals, variance: path, last, presample } = continued(where, estimate, horizon);
  const density = DENSITIES[estimate.options.distribution];
  const shape = shapeOf(where, density, estimate.params);
  const standardised = estimate.residuals.map((e, t) => e / estimate.conditionalVolatility[t]);
  const draw =
    method === "bootstrap"
      ? (): number => standardised[rng.integer(standardised.length)]
      : (): number => density.draw(rng, shape);

  const draws = Array.from({ length: horizon }, () => new Float64Array(replications));
  for (let k = 0; k < replications; k++)
    for (let h = 0; h < horizon; h++) {
      const t = last + h;
      path[t] = model.step(theta, t, residuals, path, presample);
      residuals[t] = Math.sqrt(path[t]) * draw();
      draws[h][k] = path[t];
    }
  const over = (f: (values: Float64Array) => number): Float64Array => Float64Array.from(draws, f);
  for (const values of draws) values.sort();
  const tail = (1 - level) / 2;
  const quantile = (values: Float64Array, p: number): number => {
    const at = p * (replications - 1);
    const low = Math.floor(at);
    return values[low] + (at - low) * (values[Math.min(low + 1, replications - 1)] - values[low]);
  };
  return Object.freeze({
    variance: over((values) => mean(values)),
    standardError: over((values) => Math.sqrt(variance(values, 1) / replications)),
    lower: over((values) => quantile(values, tail)),
    upper: over((values) => quantile(values, 1 - tail)),
    level,
    replications,
  });
}

interface Continued {
  readonly model: VarianceModel;
  readonly theta: Float64Array;
  /** The sample's, with room for the days to come. */
  readonly residuals: Float64Array;
  readonly variance: Float64Array;
  /** Index of the first day after the sample. */
  readonly last: number;
  readonly presample: number;
}

function continued(where: string, estimate: VolatilityEstimate, horizon: number): Continued {
  const { spec, params, conditionalVolatility, presampleVariance } = estimate;
  const model = modelOf(spec);
  const n = estimate.residuals.length;
  const residuals = new Float64Array(n + horizon);
  const variance = new Float64Array(n + horizon);
  residuals.set(estimate.residuals);
  for (let t = 0; t < n; t++) variance[t] = conditionalVolatility[t] ** 2;
  return {
    model,
    theta: model.fromParams(where, params),
    residuals,
    variance,
    last: n,
    presample: presampleVariance,
  };
}
