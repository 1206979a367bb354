import { checkNumber, checkVector } from "../../core/checks";
import { DomainError, ShapeError } from "../../core/errors";
import type { ParameterErrors } from "./estimate";
import type { Likelihood } from "./likelihood";
import { checkParams } from "../params";
import type { Units } from "./prepare";
import { shapeOf } from "../forecasting/simulate";
import type { VolatilityParams } from "../spec";

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

/**
 * θ of a search in the units of the returns. In them a mean of rₜ = μ + Σ φᵢ rₜ₋ᵢ has μ = scale·μ′ + centre·(1 − Σφᵢ).
 */
export function inOwnUnits(
  likelihood: Likelihood,
  theta: Float64Array,
  { centre, scale }: Units,
): Float64Array {
  const { mean, variance, shape } = likelihood.parts(theta);
  const ar = mean.subarray(1);
  const level = centre * ar.reduce((left, weight) => left - weight, 1);
  return Float64Array.from([
    ...mean.subarray(0, 1).map((mu) => scale * mu + level),
    ...ar,
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
export function toErrors(
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
