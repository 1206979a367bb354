import { log } from "../../core/elementary";
import type { Rng } from "../../core/random";

/** A parameter of a density's shape, and where it may lie. */
export interface ShapeParameter {
  readonly name: "nu" | "lambda";
  readonly lower: number;
  readonly upper: number;
  /** Values from which a search may begin. */
  readonly starts: readonly number[];
}

/** The values of a density's shape parameters, in their order. */
export type Shape = readonly number[] | Float64Array;

/** What a log-likelihood hands back besides its sum: derivatives, added up or written in place. */
export interface DensitySlots {
  /** ∂/∂εₜ, overwritten. */
  readonly dResidual: Float64Array;
  /** ∂/∂σ²ₜ, overwritten. */
  readonly dVariance: Float64Array;
  /** ∂/∂shape, overwritten. */
  readonly dShape: Float64Array;
}

/** ln L, and Σ ε²/σ² where it comes along: what multiplying all variances by a factor does to ln L. */
export interface Level {
  readonly value: number;
  readonly squares?: number;
}

/** The density of the shocks, with mean 0 and variance σ²ₜ. */
export interface Density {
  readonly shapes: readonly ShapeParameter[];
  /** Σ ln f(εₜ | σ²ₜ, shape), with derivatives. */
  logLikelihood(residuals: Float64Array, variance: Float64Array, shape: Shape, slots: DensitySlots): number;
  /** Whether it may be sharp in its middle, so that ln L has a kink wherever a residual is 0. */
  readonly kinked?: boolean;
  /** The same sum alone, where that is cheaper. */
  readonly level?: (residuals: Float64Array, variance: Float64Array) => Level;
  /** ln f(εₜ | σ²ₜ, shape), each. */
  each(residuals: Float64Array, variance: Float64Array, shape: Shape): Float64Array;
  /** P(z ≤ x) of a shock of variance 1. */
  cdf(x: number, shape: Shape): number;
  /** The value below which a share p of the shocks of variance 1 falls. */
  quantile(p: number, shape: Shape): number;
  /** A shock of mean 0 and variance 1. */
  draw(rng: Rng, shape: Shape): number;
  /** E|z|ᵖ of the shocks of variance 1, apart by their sign. */
  moment(power: number, shape: Shape): SignedMoment;
}

/** E|z|ᵖ·[z < 0] and E|z|ᵖ·[z > 0]; Infinity where the tail is too heavy. */
export interface SignedMoment {
  readonly below: number;
  readonly above: number;
}

/** E|z|ᵖ of the shocks, by their sign. */
export type MomentOf = (power: number) => SignedMoment;

/** The moments of a density's shocks, each computed once: that of a skewed t is an integral. */
export function momentsOf(density: Density, shape: Shape): MomentOf {
  const known = new Map<number, SignedMoment>();
  return (power) => {
    const moment = known.get(power) ?? density.moment(power, shape);
    known.set(power, moment);
    return moment;
  };
}

/** The moment of a density that is symmetric about 0. */
export function symmetric(absolute: number): SignedMoment {
  return { below: 0.5 * absolute, above: 0.5 * absolute };
}

/** Products of variances stay between these, far from where doubles end. */
export const LARGE: number = 1e150;
export const SMALL: number = 1e-150;

/** Σ ln xₜ for positive xₜ with few logarithms: products, as long as they fit into a double. */
export class LogSum {
  private product = 1;
  private sum = 0;

  add(x: number): void {
    const product = this.product * x;
    if (product < LARGE && product > SMALL) this.product = product;
    else {
      this.sum += log(this.product) + log(x);
      this.product = 1;
    }
  }

  total(): number {
    return this.sum + log(this.product);
  }
}
