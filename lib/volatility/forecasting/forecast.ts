import { checkInteger, checkNumber, checkOneOf } from "../../core/checks";
import { createRng, type Rng } from "../../core/random";
import { mean, variance } from "../../math/moments";
import { DENSITIES } from "../densities/densities";
import type { VolatilityEstimate } from "../estimation/estimate";
import { expectVariances, inClosedForm } from "./expected";
import type { VarianceModel } from "../models/model";
import { modelOf } from "../models/models";
import { shapeOf } from "./simulate";

/** Options of {@link forecastDistribution}. */
export interface ForecastDistributionOptions {
  /** Future shocks from the fitted density, or drawn from the sample's own standardised residuals. Default "simulation". */
  readonly method?: "simulation" | "bootstrap";
  /** Default 10 000. */
  readonly paths?: number;
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
  readonly paths: number;
}

const DEFAULT_PATHS = 10_000;

/**
 * The expected variance of the days 1 … horizon after the sample, in squared units of the returns.
 * In closed form for GARCH, GJR, FIGARCH and EWMA, and for the first day of every model; the mean of 10 000 simulated
 * paths (seed 0) for later days of EGARCH and APARCH. Under Student's t and its skewed form the expectation for EGARCH's
 * later days does not exist, as its exponential outgrows the tail: read the quantiles of {@link forecastDistribution}.
 *
 * @throws DomainError unless horizon is a whole number, at least 1.
 */
export function forecastVariance(estimate: VolatilityEstimate, horizon: number): Float64Array {
  checkInteger("forecast", "horizon", horizon, 1, 100_000);
  if (horizon > 1 && !inClosedForm(estimate.spec)) return forecastDistribution(estimate, horizon).variance;

  const { model, theta, residuals, variance, last, presample } = continued(estimate, horizon);
  const { spec, options, params } = estimate;
  const density = DENSITIES[options.distribution];
  const negativeShare = density.moment(2, shapeOf("forecast", density, params)).below;
  const recursion = { spec, model, theta, presample, negativeShare };
  expectVariances(recursion, residuals, variance, last, residuals.length);
  return variance.slice(last);
}

/**
 * Simulated futures: the distribution of σ² on each of the days 1 … horizon after the sample.
 *
 * @throws DomainError for a horizon, a number of paths or a level out of range.
 */
export function forecastDistribution(
  estimate: VolatilityEstimate,
  horizon: number,
  {
    method = "simulation",
    paths = DEFAULT_PATHS,
    rng = createRng(0),
    level = 0.95,
  }: ForecastDistributionOptions = {},
): ForecastDistribution {
  const where = "forecastDistribution";
  checkInteger(where, "horizon", horizon, 1, 10_000);
  checkInteger(where, "paths", paths, 2, 1_000_000);
  checkNumber(where, "level", level, 0.01, 0.9999);
  checkOneOf(where, "method", method, ["simulation", "bootstrap"]);
  const { model, theta, residuals, variance: path, last, presample } = continued(estimate, horizon);
  const density = DENSITIES[estimate.options.distribution];
  const shape = shapeOf(where, density, estimate.params);
  const standardised = estimate.residuals.map((e, t) => e / estimate.conditionalVolatility[t]);
  const draw =
    method === "bootstrap"
      ? (): number => standardised[rng.integer(standardised.length)]
      : (): number => density.draw(rng, shape);

  const draws = Array.from({ length: horizon }, () => new Float64Array(paths));
  for (let k = 0; k < paths; k++)
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
    const at = p * (paths - 1);
    const low = Math.floor(at);
    return values[low] + (at - low) * (values[Math.min(low + 1, paths - 1)] - values[low]);
  };
  return Object.freeze({
    variance: over((values) => mean(values)),
    standardError: over((values) => Math.sqrt(variance(values, 1) / paths)),
    lower: over((values) => quantile(values, tail)),
    upper: over((values) => quantile(values, 1 - tail)),
    level,
    paths,
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

function continued(estimate: VolatilityEstimate, horizon: number): Continued {
  const { spec, params, conditionalVolatility, presampleVariance } = estimate;
  const model = modelOf(spec);
  const n = estimate.residuals.length;
  const residuals = new Float64Array(n + horizon);
  const variance = new Float64Array(n + horizon);
  residuals.set(estimate.residuals);
  for (let t = 0; t < n; t++) variance[t] = conditionalVolatility[t] ** 2;
  return {
    model,
    theta: model.fromParams("forecast", params),
    residuals,
    variance,
    last: n,
    presample: presampleVariance,
  };
}
