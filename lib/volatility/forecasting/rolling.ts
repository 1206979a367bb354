import { checkInteger, checkVector } from "../../core/checks";
import { DomainError, VolfolioError } from "../../core/errors";
import { throwIfCancelled, type LongWork } from "../../core/progress";
import { mean as average } from "../../math/moments";
import { DENSITIES } from "../densities/densities";
import { checkClosedForm, expectVariances } from "./expected";
import type { VolatilityEstimate } from "../estimation/estimate";
import { fitted, type Fitted } from "../estimation/fitted";
import { Likelihood } from "../estimation/likelihood";
import { withDefaults } from "../options";
import { outcomeOf } from "../estimation/outcome";
import { measured } from "../estimation/prepare";
import { checkSpec, type DistributionKind, type VolatilityOptions, type VolatilitySpec } from "../spec";

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

/** One of the fits behind the forecasts: what {@link fitVolatility} finds in the same days. */
export interface RollingFit extends Pick<
  VolatilityEstimate,
  "params" | "logLikelihood" | "convergence" | "onBound"
> {
  /** Index of the first day that is forecast with it. */
  readonly day: number;
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
  /** The fits, in the order of their days. */
  readonly fits: readonly RollingFit[];
  /** How many fits there are. */
  readonly refits: number;
  /** Samples that no model could be fitted to: the parameters of the fit before stayed in use. */
  readonly failures: readonly FailedRefit[];
  /** Those of the fits whose search did not converge: the best parameters it found were used. */
  readonly stalls: readonly FailedRefit[];
}

/**
 * Forecasts of the variance with parameters that are estimated again and again, each time by the whole search of
 * {@link fitVolatility}: a fit depends on the days that it sees, and on no fit before it. No forecast reads its own day or
 * a later one.
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
  const fits: RollingFit[] = [];
  let known: Fitted | undefined;
  for (let day = window; day < n; day += refitEvery) {
    throwIfCancelled(where, signal);
    const sample = values.subarray(expanding ? 0 : day - window, day);
    try {
      known = fitted(where, sample, spec, settled);
      fits.push(Object.freeze({ day, ...outcomeOf(known) }));
    } catch (error) {
      if (!known || !(error instanceof VolfolioError)) throw error;
      failures.push({ day, reason: error.message });
      const { scaled, inner } = measured(sample, settled, known.units);
      known = { ...known, likelihood: new Likelihood(scaled, spec, inner) };
    }
    const until = Math.min(n, day + refitEvery);
    const ofFit = known.likelihood.parts(known.maximum.point).shape;
    shape.forEach(([, values], i) => values.fill(ofFit[i], day - window, until - window));
    forecastDays(values, { day, until, horizon }, known, (t, m, v) => {
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
    fits: Object.freeze(fits),
    refits: fits.length,
    failures: Object.freeze(failures),
    stalls: Object.freeze(fits.flatMap(stallOf)),
  });
}

const stallOf = ({ day, convergence }: RollingFit): FailedRefit[] =>
  convergence.status === "stalled" ? [{ day, reason: convergence.reason }] : [];

/** Days that one fit forecasts: `day` to `until` − 1, each with the `horizon` − 1 after it. */
interface Stretch {
  readonly day: number;
  readonly until: number;
  readonly horizon: number;
}

/** The recursion over the fit's days, and on through the days to forecast, parameters fixed: in the units of the search. */
function forecastDays(
  values: Float64Array,
  { day, until, horizon }: Stretch,
  { likelihood, maximum, units: { centre, scale } }: Fitted,
  record: (t: number, mean: number, variance: number) => void,
): void {
  const presample = likelihood.filter(maximum.point);
  const parts = likelihood.parts(maximum.point);
  const { spec, model, density } = likelihood;
  const known = likelihood.residuals.length;
  const negativeShare = horizon > 1 ? density.moment(2, parts.shape).below : Number.NaN;
  const recursion = { spec, model, theta: parts.variance, presample, negativeShare };
  const residuals = new Float64Array(known + until - day + horizon - 1);
  const variance = new Float64Array(residuals.length);
  residuals.set(likelihood.residuals);
  variance.set(likelihood.variance);
  const scaled = (t: number): number => (values[t] - centre) / scale;
  for (let t = day; t < until; t++) {
    const at = known + t - day;
    if (horizon > 1) expectVariances(recursion, residuals, variance, at, at + horizon);
    else variance[at] = model.step(parts.variance, at, residuals, variance, presample);
    let mean = parts.mean.length > 0 ? parts.mean[0] : 0;
    for (let i = 1; i < parts.mean.length; i++) mean += parts.mean[i] * scaled(t - i);
    record(t, scale * mean + centre, scale ** 2 * average(variance.subarray(at, at + horizon)));
    residuals[at] = scaled(t) - mean; // known at the close of t: for the days after it
  }
}
