import { checkInteger, checkNumber, checkOneOf, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { printsAs, withPlainVectors } from "../core/printing";
import { throwIfCancelled, type LongWork } from "../core/progress";
import { dot, type Matrix } from "../math/cholesky";
import type { Maximum } from "../math/maximise";
import { checkReturns } from "./data";
import type { ParameterErrors, StandardErrors, VolatilityEstimate } from "./estimate";
import {
  forecastDistribution,
  forecastVariance,
  type ForecastDistribution,
  type ForecastDistributionOptions,
} from "./forecast";
import { Likelihood } from "./likelihood";
import type { MomentOf } from "./model";
import { checkParams } from "./params";
import { searchMaximum, type SearchMemory } from "./search";
import { shapeOf } from "./simulate";
import {
  checkSpec,
  DISTRIBUTIONS,
  MEANS,
  type VolatilityOptions,
  type VolatilityParams,
  type VolatilitySpec,
} from "./spec";
import { covariancesAt } from "./standardErrors";
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

/** The options with their defaults. @throws DomainError for a name or a number that is none of theirs. */
export function withDefaults(where: string, options: VolatilityOptions = {}): VolatilityEstimate["options"] {
  const { mean = "constant", arLags = 1, distribution = "normal", presample = "mean" } = options;
  checkOneOf(where, "mean", mean, MEANS);
  checkOneOf(where, "distribution", distribution, DISTRIBUTIONS);
  checkInteger(where, "arLags", arLags, 1, 100);
  if (typeof presample === "number") checkNumber(where, "presample", presample, Number.MIN_VALUE);
  else checkOneOf(where, "presample", presample, ["mean", "backcast"]);
  return Object.freeze({ mean, arLags, distribution, presample });
}

/**
 * Fits a volatility model by maximum likelihood: the highest maximum found from several starts and from the nested
 * models with a lag less. Returns are rescaled inside; everything comes back in their own units.
 *
 * @param returns - fractions per day (or any unit), at least ten for each parameter.
 * @throws ShapeError for too few returns; DomainError for NaN, constant series, prices, orders that make no sense.
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

export interface PreparedReturns {
  /** The returns over their standard deviation. */
  readonly scaled: Float64Array;
  readonly scale: number;
  /** The options, a presample variance among them, in the units of `scaled`. */
  readonly inner: VolatilityOptions;
}

export function prepare(
  where: string,
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  options: VolatilityEstimate["options"],
): PreparedReturns {
  const lags = options.mean === "ar" ? options.arLags : 0;
  const orders =
    spec.kind === "ewma"
      ? 1
      : spec.archLags + spec.garchLags + ("leverageLags" in spec ? spec.leverageLags : 0);
  const atLeast = Math.max(30, 10 * (2 + orders) + lags);
  const { values, deviation: scale } = checkReturns(where, returns, atLeast);
  const inner =
    typeof options.presample === "number"
      ? { ...options, presample: options.presample / scale ** 2 }
      : options;
  return { scaled: values.map((r) => r / scale), scale, inner };
}

/** The maximum, in the caller's units and with all that follows from it; standard errors only where they are wanted. */
export function estimateAt(
  likelihood: Likelihood,
  maximum: Maximum,
  scale: number,
  options: VolatilityEstimate["options"],
  wanted: { readonly standardErrors: boolean } = { standardErrors: true },
): VolatilityEstimate {
  const { model, mean, names } = likelihood;
  const theta = maximum.point;
  const k = names.length;
  const { lower, upper, inequalities } = likelihood.region;
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-7 * Math.max(1, Math.abs(b));
  const bound = names.map((_, i) => near(theta[i], lower[i]) || near(theta[i], upper[i]));
  const active = (inequalities?.rows ?? []).map((row, i) => near(dot(row, theta), inequalities!.upper[i]));
  const free = names.flatMap((_, i) => (bound[i] ? [] : [i]));
  const binding = (inequalities?.rows ?? []).filter((_, i) => active[i]);
  const { variance, shape } = likelihood.parts(theta);
  const moment: MomentOf = (power) => likelihood.density.moment(power, shape);

  const rescaled = (point: Float64Array): Float64Array => rescale(likelihood, point, scale);
  const covariances = wanted.standardErrors
    ? covariancesAt(likelihood, theta, { free, binding, curvature: maximum.curvature })
    : {};
  const jacobian = jacobianOf(rescaled, theta);
  const errorsFrom = (covariance: Matrix | undefined): ParameterErrors =>
    toErrors(likelihood, params, spreads(covariance, jacobian, free, k));

  const presample = likelihood.filter(theta);
  const n = likelihood.residuals.length;
  const logLikelihood = maximum.value - n * Math.log(scale);
  const own = rescaled(theta);
  const params = toParams(likelihood, own);
  const standardErrors: StandardErrors = Object.freeze({
    hessian: errorsFrom(covariances.hessian),
    opg: errorsFrom(covariances.opg),
    robust: errorsFrom(covariances.robust),
  });
  return Object.freeze({
    spec: Object.freeze({ ...likelihood.spec }),
    options,
    params,
    logLikelihood,
    aic: -2 * logLikelihood + 2 * k,
    bic: -2 * logLikelihood + k * Math.log(n),
    hqic: -2 * logLikelihood + 2 * k * Math.log(Math.log(n)),
    convergence: Object.freeze(
      maximum.stalled === ""
        ? { status: "converged" as const, iterations: maximum.iterations }
        : { status: "stalled" as const, iterations: maximum.iterations, reason: maximum.stalled },
    ),
    onBound: Object.freeze([
      ...names.filter((_, i) => bound[i]),
      ...model.inequalities.filter((_, i) => active[i]),
    ]),
    standardErrors,
    conditionalVolatility: likelihood.variance.map((v) => Math.sqrt(v) * scale),
    residuals: likelihood.residuals.map((e) => e * scale),
    presampleVariance: presample * scale ** 2,
    lastReturns: Float64Array.from(mean.target.slice(-Math.max(1, options.arLags)), (r) => r * scale),
    observations: n,
    parameterCount: k,
    persistence: model.persistence(variance, moment),
    unconditionalVariance: model.unconditional(likelihood.parts(own).variance, moment),
  });
}

/** θ for returns `scale` times as large. */
export function rescale(likelihood: Likelihood, theta: Float64Array, scale: number): Float64Array {
  const { mean, variance, shape } = likelihood.parts(theta);
  return Float64Array.from([
    ...mean.map((weight, i) => (i === 0 ? weight * scale : weight)),
    ...likelihood.model.rescale(variance, scale),
    ...shape,
  ]);
}

/** The flat vector of parameters as a record. */
export function toParams(likelihood: Likelihood, theta: Float64Array): VolatilityParams {
  const { mean, variance, shape } = likelihood.parts(theta);
  return deepFrozen({
    mu: mean.length > 0 ? mean[0] : 0,
    ...(mean.length > 1 && { ar: [...mean.subarray(1)] }),
    ...likelihood.model.toParams(variance),
    ...byName(likelihood, [...shape]),
  });
}

/** One standard error for each parameter, as a record of the same shape: null for those that are given, not estimated. */
function toErrors(
  likelihood: Likelihood,
  params: VolatilityParams,
  errors: readonly (number | null)[],
): ParameterErrors {
  const a = likelihood.mean.names.length;
  const b = a + likelihood.model.names.length;
  return deepFrozen({
    mu: a > 0 ? errors[0] : null,
    ...(a > 1 && { ar: errors.slice(1, a) }),
    omega: null,
    alpha: params.alpha.map(() => null),
    beta: params.beta.map(() => null),
    ...likelihood.model.arrange(errors.slice(a, b)),
    ...byName(likelihood, errors.slice(b)),
  });
}

function byName<T>(likelihood: Likelihood, values: readonly T[]): { nu?: T; lambda?: T } {
  return Object.fromEntries(likelihood.density.shapes.map(({ name }, i) => [name, values[i]]));
}

function deepFrozen<T extends object>(record: T): T {
  for (const value of Object.values(record)) if (Array.isArray(value)) Object.freeze(value);
  return Object.freeze(record);
}

/** Standard errors of all entries of θ after the change of units; null for those that are not free. */
function spreads(
  covariance: Matrix | undefined,
  jacobian: Matrix,
  free: readonly number[],
  count: number,
): (number | null)[] {
  return Array.from({ length: count }, (_, i) => {
    if (!covariance || !free.includes(i)) return null;
    let variance = 0;
    free.forEach((a, j) =>
      free.forEach((b, l) => (variance += jacobian[i][a] * covariance[j][l] * jacobian[i][b])),
    );
    return variance > 0 ? Math.sqrt(variance) : null;
  });
}

function jacobianOf(map: (theta: Float64Array) => Float64Array, theta: Float64Array): Matrix {
  const columns = Array.from(theta, (x, i) => {
    const h = 1e-6 * Math.max(1e-3, Math.abs(x));
    const at = (shift: number): Float64Array => map(theta.map((y, j) => (j === i ? y + shift : y)));
    const [up, down] = [at(h), at(-h)];
    return up.map((y, j) => (y - down[j]) / (2 * h));
  });
  return Array.from(theta, (_, i) => Float64Array.from(columns, (column) => column[i]));
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

/**
 * ln L of a model at given parameters, in the units of the returns: nothing is estimated. −∞ where the variance runs
 * out of the range of numbers.
 *
 * @throws as {@link fitVolatility}, and DomainError for parameters that are missing or out of their range.
 */
export function volatilityLogLikelihood(
  returns: ArrayLike<number>,
  spec: VolatilitySpec,
  params: VolatilityParams,
  options: VolatilityOptions = {},
): number {
  const where = "volatilityLogLikelihood";
  checkSpec(where, spec);
  const settled = withDefaults(where, options);
  checkVector(where, "returns", returns, 2 + (settled.mean === "ar" ? settled.arLags : 0));
  const likelihood = new Likelihood(Float64Array.from(returns), spec, settled);
  const theta = thetaOf(where, likelihood, params);
  const logLikelihood = likelihood.each(theta).reduce((sum, value) => sum + value, 0);
  return Number.isNaN(logLikelihood) ? Number.NEGATIVE_INFINITY : logLikelihood;
}

/** The record of parameters as a flat vector. */
export function thetaOf(where: string, likelihood: Likelihood, params: VolatilityParams): Float64Array {
  checkParams(where, params);
  const { mu, ar = [] } = params;
  const { names } = likelihood.mean;
  checkNumber(where, "params.mu", mu);
  checkVector(where, "params.ar", ar, 0);
  if (names.length === 0 && mu !== 0)
    throw new DomainError(where, "params.mu", mu, "0 where the mean is zero");
  const lags = Math.max(0, names.length - 1);
  if (ar.length !== lags)
    throw new ShapeError(where, `params.ar must hold ${lags} values for this mean, got ${ar.length}`);
  return Float64Array.from([
    ...(names.length > 0 ? [mu, ...ar] : []),
    ...likelihood.model.fromParams(where, params),
    ...shapeOf(where, likelihood.density, params),
  ]);
}
