import { checkInteger } from "../core/checks";
import { autocovariances } from "./autocovariance";
import { digits, pText, report, type TestResult } from "./report";
import { chiSquareTail } from "./tails";
import { checkVaries } from "../math/varies";

export interface LjungBoxOptions {
  /** Lags that are tested together, 1 to this one. */
  readonly lags: number;
  /** Parameters fitted to the series that `values` are the residuals of (p + q of an ARMA); 0 by default. */
  readonly fitted?: number;
}

export interface LjungBoxResult extends TestResult {
  readonly lags: number;
  /** lags − fitted. */
  readonly degreesOfFreedom: number;
}

/**
 * Ljung and Box's (1978) portmanteau test. Null hypothesis: no autocorrelation up to the last lag.
 *
 *     Q = n (n + 2) Σₖ ρₖ² / (n − k),   χ² with lags − fitted degrees of freedom
 *
 * On squared returns it tests for volatility that clusters (McLeod and Li, 1983). On returns whose volatility
 * clusters it rejects too often: their variance is not what χ² supposes.
 *
 * @param values - length n > lags, not all the same; their mean is taken out.
 * @throws {@link DomainError} for values that are all the same but for rounding, or a lag that they do not reach.
 * @example
 * const { candles } = v.loadDataset("mosef2025", { folder: "simulated" });
 * const returns = v.logReturns(candles.BTC.close);
 * const squares = returns.map((r) => r ** 2);
 * v.ljungBox(squares, { lags: 10 }).pValue < 0.001; // → true
 */
export function ljungBox(values: ArrayLike<number>, { lags, fitted = 0 }: LjungBoxOptions): LjungBoxResult {
  const where = "ljungBox";
  checkVaries(where, "values", values, 2);
  const n = values.length;
  checkInteger(where, "lags", lags, 1, n - 1);
  checkInteger(where, "fitted", fitted, 0, lags - 1);
  const gamma = autocovariances(values, lags);
  let sum = 0;
  for (let k = 1; k <= lags; k++) sum += (gamma[k] / gamma[0]) ** 2 / (n - k);
  const statistic = n * (n + 2) * sum;
  const degreesOfFreedom = lags - fitted;
  const pValue = chiSquareTail(statistic, degreesOfFreedom);
  return report({ statistic, pValue, lags, degreesOfFreedom }, () => [
    `Ljung–Box, lags 1 to ${lags}: Q = ${digits(statistic)}, ${pText(pValue)} (χ², ${degreesOfFreedom} degrees of freedom)`,
    `null hypothesis: no autocorrelation up to lag ${lags}`,
  ]);
}
