import { shapeOf } from "../math/moments";
import { digits, pText, report, type TestResult } from "./report";
import { chiSquareTail } from "./tails";
import { checkVaries } from "../math/varies";

export interface JarqueBeraResult extends TestResult {
  readonly skewness: number;
  /** 3 for the normal distribution. */
  readonly kurtosis: number;
}

export interface SkewnessOptions {
  /** Corrects for the size of the sample: G = g·√(n(n − 1))/(n − 2), as pandas and Excel do. Default false, as scipy. */
  readonly unbiased?: boolean;
}

/**
 * Skewness: g = m₃ / m₂^(3/2), with moments m around the mean that divide by n. 0 for symmetric values, below 0 where the
 * long tail is that of losses.
 *
 * @param values - length n ≥ 2, 3 for the unbiased one; not all the same.
 * @returns without unit.
 * @throws {@link DomainError} for values that are all the same but for rounding; {@link ShapeError} for too few.
 * @example
 * v.skewness([0, 0, 3]); // → 0.7071
 */
export function skewness(values: ArrayLike<number>, { unbiased = false }: SkewnessOptions = {}): number {
  checkVaries("skewness", "values", values, unbiased ? 3 : 2);
  const g = shapeOf(values).skewness;
  const n = values.length;
  return unbiased ? (g * Math.sqrt(n * (n - 1))) / (n - 2) : g;
}

export interface KurtosisOptions {
  /** Gives the excess over the normal distribution's 3, as scipy and pandas do. Default false. */
  readonly excess?: boolean;
  /**
   * Corrects for the size of the sample, with g the excess: G = (n − 1)((n + 1)g + 6)/((n − 2)(n − 3)), as pandas and
   * Excel do. Default false, as scipy.
   */
  readonly unbiased?: boolean;
}

/**
 * Kurtosis: m₄ / m₂², with moments m around the mean that divide by n. 3 for the normal distribution (by default this is
 * not the excess over 3), above 3 where tails are fat.
 *
 * @param values - length n ≥ 2, 4 for the unbiased one; not all the same.
 * @returns without unit.
 * @throws {@link DomainError} for values that are all the same but for rounding; {@link ShapeError} for too few.
 * @example
 * v.kurtosis([-1, 1, -1, 1]); // → 1
 * v.kurtosis([-1, 1, -1, 1], { excess: true }); // → -2
 */
export function kurtosis(
  values: ArrayLike<number>,
  { excess = false, unbiased = false }: KurtosisOptions = {},
): number {
  checkVaries("kurtosis", "values", values, unbiased ? 4 : 2);
  const n = values.length;
  const { kurtosis: whole } = shapeOf(values);
  const above = unbiased ? ((n - 1) * ((n + 1) * (whole - 3) + 6)) / ((n - 2) * (n - 3)) : whole - 3;
  return excess ? above : unbiased ? above + 3 : whole;
}

/**
 * Jarque and Bera's (1980) test. Null hypothesis: the values are independent draws of one normal distribution.
 *
 *     JB = n/6 (S² + (K − 3)² / 4),   χ² with 2 degrees of freedom
 *
 * @param values - length n ≥ 8, not all the same; χ² needs some hundreds of values to be near.
 * @throws {@link DomainError} for values that are all the same but for rounding.
 * @throws {@link ShapeError} for fewer than eight.
 * @example
 * const { candles } = v.loadDataset("mosef2025", { folder: "simulated" });
 * const returns = v.logReturns(candles.BTC.close);
 * v.jarqueBera(returns).kurtosis > 3; // → true
 * v.jarqueBera(returns).pValue < 0.001; // → true
 */
export function jarqueBera(values: ArrayLike<number>): JarqueBeraResult {
  checkVaries("jarqueBera", "values", values, 8);
  const shape = shapeOf(values);
  const statistic = (values.length / 6) * (shape.skewness ** 2 + (shape.kurtosis - 3) ** 2 / 4);
  const pValue = chiSquareTail(statistic, 2);
  return report({ statistic, pValue, ...shape }, () => [
    `Jarque–Bera: JB = ${digits(statistic)}, ${pText(pValue)} (χ², 2 degrees of freedom)`,
    `skewness ${digits(shape.skewness)}, kurtosis ${digits(shape.kurtosis)} (0 and 3 if normal)`,
    "null hypothesis: the values are normally distributed",
  ]);
}
