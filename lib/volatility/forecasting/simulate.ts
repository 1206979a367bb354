import { checkInteger, checkNumber, checkOneOf, checkVector } from "../../core/checks";
import { DomainError } from "../../core/errors";
import type { Rng } from "../../core/random";
import { DENSITIES } from "../densities/densities";
import type { Density } from "../densities/density";
import type { MomentOf } from "../models/model";
import { modelOf } from "../models/models";
import { checkParams } from "../params";
import {
  checkSpec,
  DISTRIBUTIONS,
  type DistributionKind,
  type VolatilityParams,
  type VolatilitySpec,
} from "../spec";
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
 * The model run forwards: rₜ = μ + Σ φᵢ rₜ₋ᵢ + σₜ zₜ.
 *
 * @throws DomainError when the parameters are out of range, or the process has no finite variance to begin from
 * (EWMA begins from a variance of 1).
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
  if (typeof rng?.normal !== "function")
    throw new DomainError(where, "rng", rng, "a stream from createRng(seed)");
  const model = modelOf(spec);
  const density = DENSITIES[distribution];
  const theta = model.fromParams(where, params);
  const shape = shapeOf(where, density, params);
  const moment: MomentOf = (power) => density.moment(power, shape);
  const level = spec.kind === "ewma" ? 1 : model.unconditional(theta, moment);
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
