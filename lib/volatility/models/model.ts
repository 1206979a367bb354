import type { Region } from "../../math/maximise";
import type { SignedMoment } from "../densities/density";
import type { VolatilityParams } from "../spec";

/** The part of the parameters that the variance equation has. */
export type VarianceParams = Omit<VolatilityParams, "mu" | "ar" | "nu" | "lambda">;

/** One value for each entry of θ, under the names of the parameters: the parameters themselves, or their errors. */
export interface Arranged<T> {
  readonly omega?: T;
  readonly alpha?: readonly T[];
  readonly gamma?: readonly T[];
  readonly beta?: readonly T[];
  readonly delta?: T;
  readonly phi?: T;
  readonly d?: T;
}

/** E|z|ᵖ of the shocks, by their sign. */
export type MomentOf = (power: number) => SignedMoment;

/** Points of a model's region in rows and columns, neighbours beside each other: a coarse map of the likelihood. */
export type StartGrid = readonly (readonly Float64Array[])[];

/** A search climbs from each point of a grid that is above its neighbours. */
export interface SearchStarts {
  readonly inside: readonly StartGrid[];
  /** Where parameters are on their lower bound: only from where ln L does not rise inwards. */
  readonly edges: readonly StartGrid[];
}

/**
 * One model of the conditional variance, its parameters as a flat vector θ.
 * `forward` is the formula; `adjoint` is its derivative, run backwards: for the price of about one more pass
 * it turns ∂L/∂σ²ₜ into ∂L/∂θ and ∂L/∂εₜ.
 */
export interface VarianceModel {
  /** Names of the entries of θ, as tables show them. */
  readonly names: readonly string[];
  /** Where θ may lie, for residuals of variance near 1. */
  readonly region: Region;
  /** What each inequality of the region says, in their order. */
  readonly inequalities: readonly string[];
  /** Writes σ²ₜ, for each t from the residuals before t and the presample variance alone. */
  forward(theta: Float64Array, residuals: Float64Array, presample: number, variance: Float64Array): void;
  /** Whether ln L has a kink wherever a residual is 0. */
  readonly kinked?: boolean;
  /** What a search takes off ln L for the path of the last `forward`, where that cannot be told from data; its derivatives are in `adjoint`. */
  readonly penalty?: () => number;
  /**
   * Call after `forward` with the same arguments. Reads and uses up `dVariance`, adds to `dTheta` and `dResidual`.
   * @returns ∂L/∂presample
   */
  adjoint(
    theta: Float64Array,
    residuals: Float64Array,
    presample: number,
    variance: Float64Array,
    dVariance: Float64Array,
    dTheta: Float64Array,
    dResidual: Float64Array,
  ): number;
  /** σ²ₜ alone, from the t days before it: the formula for simulation and forecasts. */
  step(
    theta: Float64Array,
    t: number,
    residuals: Float64Array,
    variance: Float64Array,
    presample: number,
  ): number;
  /** Where a search in a sample of so many days may begin, for residuals of variance 1. */
  starts(days: number): SearchStarts;
  /**
   * θ whose variances are `factor` times as large on all days but the first few, or as near to that as the region allows;
   * and the factor that it is.
   */
  stretch(theta: Float64Array, factor: number): { readonly theta: Float64Array; readonly factor: number };
  /** θ of the same process for residuals `scale` times as large. */
  rescale(theta: Float64Array, scale: number): Float64Array;
  /** Values in the order of θ, under the names of the parameters. */
  arrange<T>(values: readonly T[]): Arranged<T>;
  toParams(theta: Float64Array): VarianceParams;
  /** @throws DomainError when a parameter is missing, of the wrong length or out of its range. */
  fromParams(where: string, params: VarianceParams): Float64Array;
  /** How much of a shock's effect on the variance is left after a day: 1 means for ever. */
  persistence(theta: Float64Array, moment: MomentOf): number;
  /** The variance about which the process moves; Infinity when there is none. */
  unconditional(theta: Float64Array, moment: MomentOf): number;
}
