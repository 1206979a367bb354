import type { VolatilityOptions, VolatilityParams, VolatilitySpec } from "../spec";

/** How the search for the maximum ended. A stalled fit is a result to read, not an exception. */
export type Convergence =
  | { readonly status: "converged"; readonly iterations: number }
  | { readonly status: "stalled"; readonly iterations: number; readonly reason: string };

/**
 * One standard error for each parameter, shaped as the parameters; null where none exists: on a bound, of a fixed value, and
 * where the log-likelihood is no hill from which it would follow (`errorNotes` say so).
 */
export type ParameterErrors = {
  readonly [K in keyof VolatilityParams]: VolatilityParams[K] extends number
    ? number | null
    : VolatilityParams[K] extends number | undefined
      ? number | null | undefined
      : readonly (number | null)[] | undefined;
};

/**
 * Three estimates of the parameters' standard errors. Where ln L is not smooth in the mean (EGARCH and APARCH have a kink
 * wherever a residual is 0, the GED with a small ν too), its slopes are differences over a whole standard error.
 */
export interface StandardErrors {
  /** From the second derivatives of the log-likelihood. */
  readonly hessian: ParameterErrors;
  /** From the outer product of the days' gradients (Berndt, Hall, Hall and Hausman 1974). */
  readonly opg: ParameterErrors;
  /** The sandwich of both, valid when the density is wrong (Bollerslev and Wooldridge 1992). */
  readonly robust: ParameterErrors;
}

/** A fitted volatility model: plain data, in the units of the returns. */
export interface VolatilityEstimate {
  readonly spec: VolatilitySpec;
  readonly options: Required<Pick<VolatilityOptions, "mean" | "distribution" | "presample">> & {
    readonly arLags: number;
  };
  readonly params: VolatilityParams;
  readonly logLikelihood: number;
  /** −2·ln L + 2k, − 2·ln L + k·ln n, −2·ln L + 2k·ln ln n */
  readonly aic: number;
  readonly bic: number;
  readonly hqic: number;
  readonly convergence: Convergence;
  /**
   * Names of the parameters that lie on a bound of their range, so that their standard errors don't exist; and of the sums
   * that do ("persistence", "alpha + gamma"): the errors are those along such a bound. "invertibility" says that EGARCH's
   * path only just forgets where it began: then there are no errors.
   */
  readonly onBound: readonly string[];
  readonly standardErrors: StandardErrors;
  /**
   * What else is to be known of the standard errors, as sentences: that the log-likelihood has kinks, and why all those of
   * a kind are null. Usually empty.
   */
  readonly errorNotes: readonly string[];
  /** σₜ, one for each residual. */
  readonly conditionalVolatility: Float64Array;
  /** εₜ. An AR mean has none for its first days. */
  readonly residuals: Float64Array;
  /** The variance that stood for the days before the first. */
  readonly presampleVariance: number;
  readonly observations: number;
  /** k */
  readonly parameterCount: number;
  /** How much of a shock's effect on the variance (APARCH: σᵟ, EGARCH: ln σ²) is left after a day, under the fitted density. */
  readonly persistence: number;
  /**
   * The variance to which forecasts tend; Infinity where there is none. For EGARCH and APARCH it has no closed form: theirs
   * is the variance at the mean of ln σ² and of σᵟ, and Infinity where that mean does not exist.
   */
  readonly unconditionalVariance: number;
}
