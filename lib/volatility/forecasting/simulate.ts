import { checkInteger, checkNumber, checkOneOf, checkVector } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { checkRng, type Rng } from "../../core/random";
import { DENSITIES } from "../densities/densities";
import { momentsOf, type Density } from "../densities/density";
import { checkSpec, modelOf, type VolatilitySpec } from "../models/models";
import { checkParams, type VolatilityParams } from "../params";
import { DISTRIBUTIONS, type DistributionKind } from "../options";
import { isStationary } from "../models/stationary";

/** Options of {@link simulateVolatility}. */
export interface SimulateOptions {
  /** How many days are simulated. */
  readonly length: number;
  /** The stream that the shocks come from. */
  readonly rng: Rng;
  /** Default "normal"; `params.nu` and `params.lambda` give its shape. */
  readonly distribution?: DistributionKind;
  /** Days that are simulated first and thrown away. Default 500. */
  readonly burnIn?: number;
}

/** A path of a volatility model. */
export interface SimulatedVolatility {
  readonly returns: Float64Array;
  /** σ²ₜ, the variance that the day was drawn with. */
  readonly variance: Float64Array;
}

/** The values of the density's parameters. @throws DomainError when one is missing or out of its range. */
export function shapeOf(
  where: string,
  density: Density,
  params: Pick<VolatilityParams, "nu" | "lambda">,
): number[] {
  return density.shapes.map(({ name, lower, upper }) => {
    const value = params[name];
    if (value === undefined || !(value >= lower && value <= upper))
      throw new DomainError(
        where,
        `params.${name}`,
        value,
        `a number from ${lower} to ${upper} for this density`,
      );
    return value;
  });
}

/**
 * The model run forwards: rₜ = μ + Σ φᵢ rₜ₋ᵢ + σₜ zₜ, with σ²ₜ by the model and z from the density, of variance 1.
 *
 * @param spec - the model of the variance and its orders.
 * @param params - all that the model has, in the units of the returns that come out.
 * @param options - `length` in days and `rng`; density "normal" and 500 days of burn-in where they are left out.
 * @returns returns and their conditional variances, both of `length`.
 * @throws DomainError when the parameters are out of range, or the process has no finite variance to begin from
 * (EWMA begins from a variance of 1).
 * @example
 * const garch = { kind: "garch", archLags: 1, garchLags: 1 } as const;
 * const params = { mu: 0, omega: 1e-5, alpha: [0.1], beta: [0.85] };
 * const { returns, variance } = v.simulateVolatility(garch, params, { length: 3, rng: v.createRng(1) });
 * returns.length; // → 3
 * variance[1] / (1e-5 + 0.1 * returns[0] ** 2 + 0.85 * variance[0]); // → 1.000000
 */
export function simulateVolatility(
  spec: VolatilitySpec,
  params: VolatilityParams,
  { length, rng, distribution = "normal", burnIn = 500 }: SimulateOptions,
): SimulatedVolatility {
  const where = "simulateVolatility";
  checkSpec(where, spec);
  checkInteger(where, "length", length, 1);
  checkInteger(where, "burnIn", burnIn, 0);
  checkOneOf(where, "distribution", distribution, DISTRIBUTIONS);
  checkParams(where, params);
  checkNumber(where, "params.mu", params.mu);
  checkRng(where, rng);
  const model = modelOf(spec);
  const density = DENSITIES[distribution];
  const theta = model.fromParams(where, params);
  const shape = shapeOf(where, density, params);
  const moment = momentsOf(density, shape);
  const level = model.firstVariance ?? model.unconditional(theta, moment);
  if (!Number.isFinite(level)) {
    const persistence = model.persistence(theta, moment);
    const why =
      persistence < 1
        ? "the variance does not stay finite"
        : `the persistence is ${persistence.toPrecision(6)} and must be below 1`;
    throw new DomainError(where, "params", params, `those of a stationary process (${why})`);
  }
  const ar = params.ar ?? [];
  checkVector(where, "params.ar", ar, 0);
  if (!isStationary(ar))
    throw new DomainError(where, "params.ar", ar, "weights of a stationary mean (one lag: between −1 and 1)");
  const total = burnIn + length;
  const returns = new Float64Array(total);
  const residuals = new Float64Array(total);
  const variance = new Float64Array(total);
  for (let t = 0; t < total; t++) {
    variance[t] = model.step(theta, t, residuals, variance, level);
    if (!Number.isFinite(variance[t]))
      throw new DomainError(
        where,
        "params",
        params,
        "those of a stationary process (the variance does not stay finite)",
      );
    residuals[t] = Math.sqrt(variance[t]) * density.draw(rng, shape);
    returns[t] = params.mu + residuals[t];
    for (let i = 1; i <= ar.length && i <= t; i++) returns[t] += ar[i - 1] * returns[t - i];
  }
  return Object.freeze({ returns: returns.slice(burnIn), variance: variance.slice(burnIn) });
}
