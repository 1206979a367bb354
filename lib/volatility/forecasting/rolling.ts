import { checkInteger, checkVector } from "../../core/checks";
import { DomainError, VolfolioError } from "../../core/errors";
import { throwIfCancelled, type LongWork } from "../../core/progress";
import { mean as average } from "../../math/moments";
import { DENSITIES } from "../densities/densities";
import { momentsOf } from "../densities/density";
import { checkClosedForm, expectVariances } from "./expected";
import type { VolatilityEstimate } from "../estimation/estimate";
import { fitted, type Fitted } from "../estimation/fitted";
import { Likelihood } from "../estimation/likelihood";
import { withDefaults, type DistributionKind, type VolatilityOptions } from "../options";
import { outcomeOf } from "../estimation/outcome";
import { measured } from "../estimation/prepare";
import { checkSpec, type VolatilitySpec } from "../models/models";

/** Options of {@link rollingForecast}. */
export interface RollingForecastOptions extends VolatilityOptions, LongWork {
  /** Days that the first fit sees; the first forecast is about the day after them. */
  readonly window: number;
  /** Whether later fits keep the oldest days. Default false: the window rolls. */
  readonly expanding?: boolean;
  /**
   * Days over which the variance is forecast: 1 (default) is the day alone, h the mean of its variance and that of the
   * h − 1 days after it. More than 1 where the expectation is in closed form: not for EGARCH and APARCH.
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
  readonly row: number;
}

/** A fit that failed or stalled. */
export interface FailedRefit {
  /** Index of the first day that would have been forecast with it. */
  readonly row: number;
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
 * @param returns - fractions per day (or any unit), of length n.
 * @param spec - the model of the variance and its orders.
 * @param options - `window` in days; refitted every day, over a rolling window, one day ahead, mean "constant", density
 *   "normal" and presample "mean" where they are left out.
 * @returns n − window forecasts of the variance and of the mean, in units of the returns; and the fits that made them.
 * @throws as {@link fitVolatility} for the first window; DomainError unless there is a day to forecast, and for a horizon
 *   above 1 of EGARCH or APARCH; CancelledError when `signal` stops it.
 * @example
 * const rng = v.createRng(1);
 * const returns = Array.from({ length: 110 }, () => 0.02 * rng.normal());
 * const spec = { kind: "ewma", decay: 0.94 } as const;
 * const rolling = v.rollingForecast(returns, spec, { window: 100, refitEvery: 5, mean: "zero" });
 * rolling.variance.length; // → 10
 * rolling.fits.map(({ row }) => row); // → [100, 105]
 * rolling.variance[1] / (0.94 * rolling.variance[0] + 0.06 * returns[100] ** 2); // → 1.000000
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
      fits.push(Object.freeze({ row: day, ...outcomeOf(known) }));
    } catch (error) {
      if (!known || !(error instanceof VolfolioError)) throw error;
      failures.push({ row: day, reason: error.message });
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

const stallOf = ({ row, convergence }: RollingFit): FailedRefit[] =>
  convergence.status === "stalled" ? [{ row, reason: convergence.reason }] : [];

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
  const { model, density } = likelihood;
  const { spec } = likelihood.sample;
  const known = likelihood.residuals.length;
  const moment = momentsOf(density, parts.shape);
  const recursion = { spec, model, theta: parts.variance, presample, moment };
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
