import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { checkInteger, checkNumber, checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";
import { autocovariances } from "./autocovariance";
import { digits, report } from "./report";
import { checkVaries } from "../math/varies";

export interface AutocorrelationOptions {
  /** The highest lag, from 1 to n − 1. */
  readonly lags: number;
  /** Coverage of the bands; 0.95 by default. */
  readonly level?: number;
  /**
   * What the bands suppose: "whiteNoise" (default), no autocorrelation at all, one width for all lags;
   * "bartlett", none from this lag on, given those before it.
   */
  readonly bands?: "whiteNoise" | "bartlett";
}

export interface PartialAutocorrelationOptions {
  /** The highest lag, from 1 to n/2 − 1. */
  readonly lags: number;
  /** Coverage of the bands; 0.95 by default. */
  readonly level?: number;
  /**
   * Divisor of the autocovariance at lag k: "adjusted" (default, as statsmodels) n − k; "plain" n, as in
   * {@link autocorrelation}, which keeps all values between −1 and 1.
   */
  readonly divisor?: "adjusted" | "plain";
}

/** Autocorrelations or partial autocorrelations, with bands around 0. */
export interface Correlogram {
  /** 0, 1, …: the same length as `values` and `bands`, and entry k of them belongs to lag k. */
  readonly lags: readonly number[];
  /** Entry 0 is 1. */
  readonly values: Float64Array;
  /** Half-widths: where the null holds, `values[k]` lies within ±`bands[k]` with probability `level`. Entry 0 is 0. */
  readonly bands: Float64Array;
  readonly level: number;
  /** n, the number of values that it was computed from. */
  readonly observations: number;
}

/**
 * Autocorrelation function.
 *
 *     ρₖ = γₖ / γ₀,   γₖ = 1/n Σₜ (xₜ − x̄)(xₜ₋ₖ − x̄)                           Box and Jenkins (1976)
 *
 * Bands: ±z/√n, or Bartlett's (1946) ±z √((1 + 2 Σ_{j<k} ρⱼ²)/n). Bands say whether values are correlated, not
 * whether they are stationary: for that see `augmentedDickeyFuller` and `kpss`.
 *
 * @param values - length n ≥ 2, not all the same.
 * @throws {@link DomainError} for values that are all the same but for rounding, or a lag that they do not reach.
 * @example
 * v.autocorrelation([1, 2, 3, 4, 5], { lags: 2 }).values; // → [1, 0.4, -0.1]
 */
export function autocorrelation(
  values: ArrayLike<number>,
  { lags, level = 0.95, bands = "whiteNoise" }: AutocorrelationOptions,
): Correlogram {
  const where = "autocorrelation";
  checkVaries(where, "values", values, 2);
  checkInteger(where, "lags", lags, 1, values.length - 1);
  checkOneOf(where, "bands", bands, ["whiteNoise", "bartlett"]);
  const gamma = autocovariances(values, lags);
  const rho = gamma.map((g) => g / gamma[0]);
  const width = bandWidth(where, level, values.length);
  let earlier = 0; // Σ ρⱼ² below this lag
  const widths = rho.map((_, k) => {
    if (k === 0) return 0;
    if (bands === "bartlett" && k > 1) earlier += rho[k - 1] ** 2;
    return width * Math.sqrt(1 + 2 * earlier);
  });
  return correlogram("autocorrelation", rho, widths, level, values.length);
}

/**
 * Partial autocorrelation function: the correlation with the value k days before that the days between leave over.
 * Solves the Yule–Walker equations of order 1, 2, … by the Durbin–Levinson recursion.
 *
 *     φₖₖ = (ρₖ − Σⱼ φₖ₋₁,ⱼ ρₖ₋ⱼ) / (1 − Σⱼ φₖ₋₁,ⱼ ρⱼ),   φₖ,ⱼ = φₖ₋₁,ⱼ − φₖₖ φₖ₋₁,ₖ₋ⱼ          Durbin (1960)
 *
 * @param values - length n ≥ 4, not all the same.
 * @throws {@link DomainError} for values that are all the same but for rounding, or that their own past determines.
 * @example
 * v.partialAutocorrelation([1, 2, 3, 4, 5, 6], { lags: 2, divisor: "plain" }).values; // → [1, 0.5, -0.2571]
 */
export function partialAutocorrelation(
  values: ArrayLike<number>,
  { lags, level = 0.95, divisor = "adjusted" }: PartialAutocorrelationOptions,
): Correlogram {
  const where = "partialAutocorrelation";
  checkVaries(where, "values", values, 4);
  const n = values.length;
  checkInteger(where, "lags", lags, 1, Math.ceil(n / 2) - 1);
  checkOneOf(where, "divisor", divisor, ["adjusted", "plain"]);
  const gamma = autocovariances(values, lags);
  const rho = gamma.map((g, k) => (g / gamma[0]) * (divisor === "adjusted" ? n / (n - k) : 1));
  const width = bandWidth(where, level, n);
  const widths = rho.map((_, k) => (k === 0 ? 0 : width));
  return correlogram("partial autocorrelation", durbinLevinson(where, rho), widths, level, n);
}

/** @param rho - ρ₀ = 1, ρ₁, …, ρ_L. @returns 1, φ₁₁, …, φ_LL. */
function durbinLevinson(where: string, rho: Float64Array): Float64Array {
  const partial = Float64Array.of(1, ...new Float64Array(rho.length - 1));
  let phi: number[] = []; // φₖ₋₁,₁ … φₖ₋₁,ₖ₋₁
  let unexplained = 1;
  for (let k = 1; k < rho.length; k++) {
    // Only "adjusted" autocovariances, which need not be positive definite, can get here
    if (Math.abs(unexplained) < 1e-10)
      throw new DomainError(
        where,
        "divisor",
        "adjusted",
        `"plain" where ${k - 1} past values determine the next`,
      );
    const known = phi.reduce((sum, p, j) => sum + p * rho[k - 1 - j], 0);
    const last = (rho[k] - known) / unexplained;
    phi = [...phi.map((p, j) => p - last * phi[phi.length - 1 - j]), last];
    unexplained *= 1 - last ** 2;
    partial[k] = last;
  }
  return partial;
}

function bandWidth(where: string, level: number, n: number): number {
  checkNumber(where, "level", level, Number.EPSILON, 1 - Number.EPSILON);
  return normalQuantile(0.5 + level / 2, 0, 1) / Math.sqrt(n);
}

function correlogram(
  name: string,
  values: Float64Array,
  bands: Float64Array,
  level: number,
  observations: number,
): Correlogram {
  const lags = Object.freeze(Array.from(values, (_, k) => k));
  return report({ lags, values, bands, level, observations }, () => {
    const outside = lags.filter((k) => k > 0 && Math.abs(values[k]) > bands[k]);
    const strongest = lags
      .slice(1)
      .reduce((best, k) => (Math.abs(values[k]) > Math.abs(values[best]) ? k : best), 1);
    return [
      `${name} of ${observations} values, lags 1 to ${lags.length - 1}: ` +
        `${outside.length} outside of the ${digits(100 * level)} % band${outside.length > 0 ? ` (${listed(outside)})` : ""}`,
      `largest: ${digits(values[strongest])} at lag ${strongest}, band ±${digits(bands[strongest])}`,
    ];
  });
}

function listed(lags: readonly number[]): string {
  return lags.length <= 8 ? lags.join(", ") : `${lags.slice(0, 8).join(", ")}, …`;
}
