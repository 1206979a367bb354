import { checkInteger, checkOneOf } from "../core/checks";
import { pow } from "../core/elementary";
import { DomainError } from "../core/errors";
import { autocovariances } from "./autocovariance";
import { isExact, leastSquares } from "./leastSquares";
import { digits, report, type TestResult } from "./report";
import { checkVaries, largestSize } from "../math/varies";

export interface KpssOptions {
  /** What the series is stationary around: "constant" (default) or a linear "trend". */
  readonly trend?: "constant" | "trend";
  /**
   * Lags of the long-run variance: so many; "auto" (default), chosen from the data by Hobijn, Franses and Ooms (2004);
   * "legacy", Schwert's ⌈12 (n/100)^¼⌉.
   */
  readonly lags?: number | "auto" | "legacy";
}

/** Statistics above which stationarity is rejected at this level. */
export interface KpssCriticalValues {
  readonly "10%": number;
  readonly "5%": number;
  readonly "2.5%": number;
  readonly "1%": number;
}

export interface KpssResult extends TestResult {
  /** The published table ends at 0.1 and 0.01: outside of it `pValue` is only a bound. */
  readonly pValueIs: "interpolated" | "at least" | "at most";
  readonly trend: "constant" | "trend";
  readonly lags: number;
  readonly criticalValues: KpssCriticalValues;
}

// Kwiatkowski, Phillips, Schmidt and Shin (1992), table 1
const LEVELS = [0.1, 0.05, 0.025, 0.01];
const CRITICAL = {
  constant: [0.347, 0.463, 0.574, 0.739],
  trend: [0.119, 0.146, 0.176, 0.216],
} as const;

/**
 * KPSS test. Null hypothesis: the series is stationary around a constant or a trend; a low p speaks for a unit root.
 *
 *     η = 1/n² Σₜ Sₜ² / s²,   Sₜ = Σ_{i≤t} eᵢ,   s² = γ₀ + 2 Σₖ (1 − k/(L+1)) γₖ
 *                                                        Kwiatkowski, Phillips, Schmidt and Shin (1992)
 *
 * e are the deviations from the constant or trend, γ their autocovariances. The null is that of
 * `augmentedDickeyFuller` turned round: where both reject, look for breaks; where none does, the sample can't tell.
 *
 * @param values - length n ≥ 4, not all the same but for rounding, not exactly on the trend.
 * @throws {@link DomainError} for values that are all the same but for rounding, or that lie exactly on the trend.
 * @throws {@link ShapeError} for fewer than four values.
 * @example
 * const { candles } = v.loadDataset("mosef2025", { folder: "simulated" });
 * const returns = v.logReturns(candles.BTC.close);
 * const { pValue, pValueIs } = v.kpss(returns);
 * pValue; // → 0.1
 * pValueIs; // → "at least"
 */
export function kpss(
  values: ArrayLike<number>,
  { trend = "constant", lags = "auto" }: KpssOptions = {},
): KpssResult {
  const where = "kpss";
  checkOneOf(where, "trend", trend, ["constant", "trend"]);
  checkVaries(where, "values", values, 4);
  const n = values.length;
  const deviations = around(where, values, trend);
  let used: number;
  if (typeof lags === "number") {
    checkInteger(where, "lags", lags, 0, n - 1);
    used = lags;
  } else {
    checkOneOf(where, "lags", lags, ["auto", "legacy"]);
    used = lags === "auto" ? automaticLags(deviations) : Math.ceil(12 * pow(n / 100, 0.25));
    used = Math.min(used, n - 1);
  }

  const statistic = meanSquareOfSums(deviations) / longRunVariance(deviations, used);
  const table = CRITICAL[trend];
  const { pValue, pValueIs } = interpolated(statistic, table);
  const criticalValues = Object.freeze({ "10%": table[0], "5%": table[1], "2.5%": table[2], "1%": table[3] });
  return report({ statistic, pValue, pValueIs, trend, lags: used, criticalValues }, () => {
    const sign = { interpolated: "=", "at least": "≥", "at most": "≤" }[pValueIs];
    return [
      `KPSS, ${used} lags: η = ${digits(statistic)}, p ${sign} ${digits(pValue)}`,
      `critical values ${table.map((value, i) => `${value} (${100 * LEVELS[i]}%)`).join(", ")}`,
      `null hypothesis: stationary around a ${trend}`,
    ];
  });
}

function around(where: string, values: ArrayLike<number>, trend: "constant" | "trend"): Float64Array {
  const n = values.length;
  const columns = [new Float64Array(n).fill(1)];
  if (trend === "trend") columns.push(Float64Array.from({ length: n }, (_, t) => t + 1));
  const fit = leastSquares(where, values, columns, ["the constant", "the trend"]);
  if (isExact(fit, largestSize(values)))
    throw new DomainError(where, "values", values, "a series that does not lie exactly on its trend");
  return fit.residuals;
}

/** Hobijn, Franses and Ooms (2004), for Bartlett's weights: ⌊1.1447 (s₁/s₀)^(2/3) n^(1/3)⌋. */
function automaticLags(deviations: Float64Array): number {
  const n = deviations.length;
  const gamma = autocovariances(deviations, Math.floor(pow(n, 2 / 9)));
  let s0 = gamma[0];
  let s1 = 0;
  for (let k = 1; k < gamma.length; k++) {
    s0 += 2 * gamma[k];
    s1 += 2 * k * gamma[k];
  }
  return Math.floor(1.1447 * pow((s1 / s0) ** 2 * n, 1 / 3));
}

function longRunVariance(deviations: Float64Array, lags: number): number {
  const gamma = autocovariances(deviations, lags);
  return gamma.reduce((sum, g, k) => sum + (k === 0 ? g : 2 * (1 - k / (lags + 1)) * g), 0);
}

function meanSquareOfSums(deviations: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const deviation of deviations) {
    sum += deviation;
    squares += sum ** 2;
  }
  return squares / deviations.length ** 2;
}

function interpolated(statistic: number, table: readonly number[]): Pick<KpssResult, "pValue" | "pValueIs"> {
  const last = table.length - 1;
  if (statistic < table[0]) return { pValue: LEVELS[0], pValueIs: "at least" };
  if (statistic > table[last]) return { pValue: LEVELS[last], pValueIs: "at most" };
  const i = Math.max(
    1,
    table.findIndex((value) => statistic <= value),
  );
  const share = (statistic - table[i - 1]) / (table[i] - table[i - 1]);
  return { pValue: LEVELS[i - 1] + share * (LEVELS[i] - LEVELS[i - 1]), pValueIs: "interpolated" };
}
