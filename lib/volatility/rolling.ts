import { checkInteger, checkVector } from "../core/checks";
import { DomainError, VolfolioError } from "../core/errors";
import { throwIfCancelled, type LongWork } from "../core/progress";
import { mean as average } from "../math/moments";
import { maximise, type Maximum, type Objective } from "../math/maximise";
import { DENSITIES } from "./densities/densities";
import { checkClosedForm, expectVariances } from "./expected";
import { withDefaults } from "./options";
import { rescale } from "./parameterVector";
import { prepare } from "./prepare";
import { Likelihood } from "./likelihood";
import { searchMaximum } from "./search";
import { checkSpec, type DistributionKind, type VolatilityOptions, type VolatilitySpec } from "./spec";

/** Options of {@link rollingForecast}. */
export interface RollingForecastOptions extends VolatilityOptions, LongWork {
  /** Days that the first fit sees; the first forecast is about the day after them. */
  readonly window: number;
  /** Whether later fits keep the oldest days. Default false: the window rolls. */
  readonly expanding?: boolean;
  /**
   * Days over which the variance is forecast: 1 (default) is the day alone, h the mean of its variance and that of the
   * h − 1 days after it. More than 1 where the expectation is in closed form: GARCH, GJR, FIGARCH and EWMA.
   */
  readonly horizon?: number;
  /** Days between two fits; in between, parameters stay and the recursion goes on. Default 1. */
  readonly refitEvery?: number;
}

/** A fit that failed or stalled. */
export interface FailedRefit {
  /** Index of the first day that would have been forecast with it. */
  readonly day: number;
  readonly reason: string;
}

/** Forecasts, each from the days before it alone. */
export interface RollingForecast {
  /**
   * Entry k is the forecast of σ² on day window + k, from the returns up to day window + k − 1; with a horizon the mean
   * over that day and the h − 1 after it.
   */
  readonly variance: Float64Array;
  /** The forecast of the return itself, the same days. */
  readonly mean: Float64Array;
  /** The density of the shocks, … */
  readonly distribution: DistributionKind;
  /** … and its shape on each of the days, where it has these parameters. */
  readonly nu?: Float64Array;
  readonly lambda?: Float64Array;
  readonly refits: number;
  /** Samples that no model could be fitted to: the parameters of the fit before stayed in use. */
  readonly failures: readonly FailedRefit[];
  /** Searches that did not converge: the best parameters they found were used. */
  readonly stalls: readonly FailedRefit[];
}

/**
 * Forecasts of the variance with parameters that are estimated again and again, each search beginning where the one before
 * ended. No forecast reads its own day or a later one.
 *
 * @throws as {@link fitVolatility} for the first window; DomainError unless there is a day to forecast.
 */
export function rollingForecast(
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  options: RollingForecastOptions,
): RollingForecast {
  const where = "rollingForecast";
  checkSpec(where, spec);
  const settled = withDefaults(where, options);
  const { window, expanding = false, horizon = 1, refitEvery = 1, onProgress, signal } = options;
  checkVector(where, "returns", returns);
  const n = returns.length;
  checkInteger(where, "window", window, 1);
  checkInteger(where, "refitEvery", refitEvery, 1);
  checkInteger(where, "horizon", horizon, 1);
  if (horizon > 1) checkClosedForm(where, spec);
  if (window >= n) throw new DomainError(where, "window", window, `shorter than the ${n} returns`);

  const values = Float64Array.from(returns);
  const variance = new Float64Array(n - window);
  const mean = new Float64Array(n - window);
  const { shapes } = DENSITIES[settled.distribution];
  const shape = shapes.map(({ name }) => [name, new Float64Array(n - window)] as const);
  const failures: FailedRefit[] = [];
  const stalls: FailedRefit[] = [];
  let refits = 0;
  let known: Fitted | undefined;
  for (let day = window; day < n; day += refitEvery) {
    throwIfCancelled(where, signal);
    const from = expanding ? 0 : day - window;
    try {
      known = refit(where, values.subarray(from, day), spec, settled, known);
      refits++;
      if (known.maximum.stalled !== "") stalls.push({ day, reason: known.maximum.stalled });
    } catch (error) {
      if (!known || !(error instanceof VolfolioError)) throw error;
      failures.push({ day, reason: error.message });
    }
    const until = Math.min(n, day + refitEvery);
    const ofFit = known.theta.subarray(known.theta.length - shapes.length);
    shape.forEach(([, values], i) => values.fill(ofFit[i], day - window, until - window));
    forecastDays(values, { from, day, until, horizon }, spec, settled, known, (t, m, v) => {
      mean[t - window] = m;
      variance[t - window] = v;
    });
    onProgress?.({ stage: "forecast", done: until - window, of: n - window });
  }
  return Object.freeze({
    variance,
    mean,
    distribution: settled.distribution,
    ...Object.fromEntries(shape),
    refits,
    failures: Object.freeze(failures),
    stalls: Object.freeze(stalls),
  });
}

/** Parameters in the units of the returns, and the maximum they come from. */
interface Fitted {
  readonly theta: Float64Array;
  readonly maximum: Maximum;
  readonly scale: number;
}

type Settled = ReturnType<typeof withDefaults>;

function refit(
  where: string,
  sample: Float64Array,
  spec: VolatilitySpec,
  settled: Settled,
  before: Fitted | undefined,
): Fitted {
  const { scaled, scale, inner } = prepare(where, sample, spec, settled);
  const likelihood = new Likelihood(scaled, spec, inner);
  let maximum: Maximum | undefined;
  if (before) {
    const start = rescale(likelihood, before.maximum.point, before.scale / scale);
    const objective: Objective = (theta, gradient) => likelihood.value(theta, gradient);
    maximum = maximise(objective, start, likelihood.region, { tolerance: 1e-8 });
  }
  if (!maximum || maximum.stalled !== "") maximum = searchMaximum(scaled, spec, inner);
  return { theta: rescale(likelihood, maximum.point, scale), maximum, scale };
}

/** Days that one fit forecasts: `day` to `until` − 1, each with the `horizon` − 1 after it, from those since `from`. */
interface Stretch {
  readonly from: number;
  readonly day: number;
  readonly until: number;
  readonly horizon: number;
}

/** The recursion over the known days, and on through the days to forecast, parameters fixed. */
function forecastDays(
  values: Float64Array,
  { from, day, until, horizon }: Stretch,
  spec: VolatilitySpec,
  settled: Settled,
  { theta }: Fitted,
  record: (t: number, mean: number, variance: number) => void,
): void {
  const likelihood = new Likelihood(values.subarray(from, day), spec, settled);
  const presample = likelihood.filter(theta);
  const parts = likelihood.parts(theta);
  const { skip } = likelihood.mean;
  const known = likelihood.residuals.length;
  const { model, density } = likelihood;
  const negativeShare = horizon > 1 ? density.moment(2, parts.shape).below : Number.NaN;
  const recursion = { spec, model, theta: parts.variance, presample, negativeShare };
  const residuals = new Float64Array(known + until - day + horizon - 1);
  const variance = new Float64Array(residuals.length);
  residuals.set(likelihood.residuals);
  variance.set(likelihood.variance);
  for (let t = day; t < until; t++) {
    const at = t - from - skip;
    if (horizon > 1) expectVariances(recursion, residuals, variance, at, at + horizon);
    else variance[at] = model.step(parts.variance, at, residuals, variance, presample);
    let mean = parts.mean.length > 0 ? parts.mean[0] : 0;
    for (let i = 1; i < parts.mean.length; i++) mean += parts.mean[i] * values[t - i];
    record(t, mean, average(variance.subarray(at, at + horizon)));
    residuals[at] = values[t] - mean; // known at the close of t: for the days after it
  }
}
