import { checkInteger } from "../../core/checks";
import { pow } from "../../core/elementary";
import { DomainError } from "../../core/errors";
import type { GarchSpec } from "../models/garch";
import type { VolatilityOptions } from "../options";
import type { VolatilityParams } from "../params";
import { volatilityLogLikelihood } from "./logLikelihood";

/** The slope of ln L along each parameter, under the name of that parameter and per unit of it. */
export type LikelihoodSlopes = Readonly<Pick<VolatilityParams, "mu" | "omega" | "alpha" | "beta">>;

export interface ClimbOptions extends VolatilityOptions {
  /** How many steps to take, 0 or more. */
  readonly iterations: number;
}

/** A parameter is moved by so much of its own size. */
const NUDGE = 1e-5;
/** Steps that are tried, as multiples of the slope: 1, 1/4, 1/16, … */
const STEP_SIZES: readonly number[] = Array.from({ length: 40 }, (_, k) => pow(4, -k));

/**
 * The slope of a GARCH model's ln L along each parameter, by forward differences in the units of the returns: what a search
 * sees that does not know in which units its parameters are.
 *
 *     ∂ ln L/∂θᵢ ≈ (ln L(θ + hᵢ) − ln L(θ)) / hᵢ,   hᵢ = 10⁻⁵ θᵢ
 *
 * @param returns - one a day, in any unit.
 * @param params - where: a mean other than 0, and ω, α, β above 0 with Σα + Σβ < 1.
 * @param options - as for {@link volatilityLogLikelihood}; of the means "constant" alone.
 * @throws `DomainError` for a parameter out of these ranges; as {@link volatilityLogLikelihood} otherwise.
 * @example
 * const start = { mu: 0.002, omega: 1e-4, alpha: [0.1], beta: [] };
 * const slopes = v.likelihoodSlopes([0.01, -0.02, 0.03], { kind: "garch", archLags: 1, garchLags: 0 }, start);
 * slopes.omega / slopes.alpha[0] > 1000; // → true
 */
export function likelihoodSlopes(
  returns: ArrayLike<number>,
  spec: GarchSpec,
  params: VolatilityParams,
  options: VolatilityOptions = {},
): LikelihoodSlopes {
  const hill = hillOf("likelihoodSlopes", returns, spec, params, options);
  const { mu, omega, alpha, beta } = hill.named(hill.slopes(hill.start));
  return Object.freeze({ mu, omega, alpha, beta });
}

/**
 * Steepest ascent of a GARCH model's likelihood, the crudest of all searches, for a lesson: each step goes along the
 * {@link likelihoodSlopes}, as far as the first of the multiples 1, 1/4, 1/16, … that leads higher. It shows what becomes
 * of a search in badly chosen units; `fitGarch` is what fits.
 *
 *     θ ← θ + 4⁻ᵏ ∂ ln L/∂θ,   with the smallest k = 0 … 39 that makes ln L larger; else θ stays
 *
 * @param returns - one a day: as fractions and in per cent the search ends in different places.
 * @param params - the start; see {@link likelihoodSlopes}.
 * @returns where the search stands after so many steps.
 * @throws as {@link likelihoodSlopes}.
 * @example
 * const returns = [0.01, -0.02, 0.03];
 * const start = { mu: 0.002, omega: 1e-4, alpha: [0.1], beta: [] };
 * const spec = { kind: "garch", archLags: 1, garchLags: 0 } as const;
 * const found = v.climbLikelihood(returns, spec, start, { iterations: 3 });
 * const height = (params: v.VolatilityParams) => v.volatilityLogLikelihood(returns, spec, params);
 * height(found) > height(start); // → true
 */
export function climbLikelihood(
  returns: ArrayLike<number>,
  spec: GarchSpec,
  params: VolatilityParams,
  options: ClimbOptions,
): VolatilityParams {
  const where = "climbLikelihood";
  const { iterations, ...rest } = options;
  checkInteger(where, "iterations", iterations, 0);
  const hill = hillOf(where, returns, spec, params, rest);
  let here = hill.start;
  for (let step = 0; step < iterations; step++) {
    const slope = hill.slopes(here);
    const along = (size: number): number[] => here.map((value, i) => value + size * slope[i]);
    const size = STEP_SIZES.find((one) => hill.height(along(one)) > hill.height(here));
    if (size === undefined) break;
    here = along(size);
  }
  return hill.named(here);
}

/** ln L as a function of the list μ, ω, α₁ …, β₁ …; −∞ outside of the region. */
interface Hill {
  readonly start: number[];
  readonly height: (x: readonly number[]) => number;
  readonly slopes: (x: readonly number[]) => number[];
  readonly named: (x: readonly number[]) => VolatilityParams;
}

function hillOf(
  where: string,
  returns: ArrayLike<number>,
  spec: GarchSpec,
  params: VolatilityParams,
  options: VolatilityOptions,
): Hill {
  if (spec?.kind !== "garch") throw new DomainError(where, "spec.kind", spec?.kind, `"garch"`);
  const named = ([mu, omega, ...weights]: readonly number[]): VolatilityParams => ({
    mu,
    omega,
    alpha: weights.slice(0, spec.archLags),
    beta: weights.slice(spec.archLags),
  });
  const height = (x: readonly number[]): number =>
    isAllowed(x) ? volatilityLogLikelihood(returns, spec, named(x), options) : Number.NEGATIVE_INFINITY;
  const slopes = (x: readonly number[]): number[] =>
    x.map((value, i) => {
      const nudged = x.map((other, j) => (j === i ? (1 + NUDGE) * other : other));
      return (height(nudged) - height(x)) / (NUDGE * value);
    });
  const start = [params.mu, params.omega, ...params.alpha, ...params.beta];
  if (params.mu === 0 || !isAllowed(start))
    throw new DomainError(
      where,
      "params",
      params,
      "a mean other than 0, and ω, α and β above 0 whose α and β sum to less than 1",
    );
  return { start, height, slopes, named };
}

function isAllowed([, ...weights]: readonly number[]): boolean {
  const [, ...lags] = weights;
  return weights.every((weight) => weight > 0) && lags.reduce((sum, x) => sum + x, 0) < 1;
}
