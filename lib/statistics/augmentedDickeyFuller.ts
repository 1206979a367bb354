import { checkInteger, checkOneOf } from "../core/checks";
import { log, pow } from "../core/elementary";
import { DomainError } from "../core/errors";
import { isExact, leastSquares, nestedResidualSquares } from "./leastSquares";
import {
  mackinnonCriticalValues,
  mackinnonPValue,
  type AdfCriticalValues,
  type DeterministicTerms,
} from "./mackinnon";
import { digits, pText, report, type TestResult } from "./report";
import { checkVaries, largestSize, varies } from "../math/varies";

export interface AugmentedDickeyFullerOptions {
  /** "constant" by default; "trend" has a constant and a linear trend. */
  readonly trend?: DeterministicTerms;
  /** Lagged differences in the regression: so many, or as many as the criterion likes best ("aic" by default). */
  readonly lags?: number | "aic" | "bic";
  /** The most that a criterion may take; Schwert's ⌈12 (n/100)^¼⌉ by default. */
  readonly maxLag?: number;
}

export interface AugmentedDickeyFullerResult extends TestResult {
  readonly trend: DeterministicTerms;
  /** Lagged differences in the regression. */
  readonly lags: number;
  /** Rows of the regression. */
  readonly observations: number;
  readonly criticalValues: AdfCriticalValues;
}

/**
 * Augmented Dickey–Fuller test. Null hypothesis: a unit root, shocks never fade; a low p speaks for stationarity.
 *
 *     Δyₜ = (c + δt) + ρ yₜ₋₁ + Σᵢ φᵢ Δyₜ₋ᵢ + eₜ,   τ = ρ̂ / se(ρ̂)               Said and Dickey (1984)
 *
 * p-values are MacKinnon's (1994), critical values MacKinnon's (2010), those for the length of the series. A criterion
 * compares all orders on the same rows; the regression is then run on all rows that its order leaves.
 *
 * @param values - y, a level such as a price or its logarithm; not all the same but for rounding.
 * @throws {@link DomainError} where the past determines the next value exactly, or so many lags determine each other.
 * @throws {@link ShapeError} when the series is too short for the lags: it takes n ≥ 2 (lags + terms + 1).
 * @example
 * const { candles } = v.loadDataset("mosef2025", { folder: "simulated" });
 * const returns = v.logReturns(candles.BTC.close);
 * const test = v.augmentedDickeyFuller(returns);
 * test.pValue < 0.01; // → true
 * test.statistic < test.criticalValues["1%"]; // → true
 */
export function augmentedDickeyFuller(
  values: ArrayLike<number>,
  { trend = "constant", lags = "aic", maxLag }: AugmentedDickeyFullerOptions = {},
): AugmentedDickeyFullerResult {
  const where = "augmentedDickeyFuller";
  checkOneOf(where, "trend", trend, ["none", "constant", "trend"]);
  const terms = ["none", "constant", "trend"].indexOf(trend);
  checkVaries(where, "values", values, 2 * (terms + 2));
  const room = Math.floor(values.length / 2) - terms - 1;
  if (maxLag !== undefined) checkInteger(where, "maxLag", maxLag, 0, room);
  const determined = (): DomainError =>
    new DomainError(where, "values", values, "a series that its own past does not determine exactly");
  const level = largestSize(values);
  const changes = differences(values);
  if (trend !== "none" && !varies(changes, 0, changes.length, level)) throw determined();
  let used: number;
  if (typeof lags === "number") {
    checkInteger(where, "lags", lags, 0, room);
    used = lags;
  } else {
    checkOneOf(where, "lags", lags, ["aic", "bic"]);
    const schwert = Math.ceil(12 * pow(values.length / 100, 0.25));
    used = bestLags(where, values, trend, maxLag ?? Math.min(schwert, room), lags);
  }

  const { response, columns, names } = regression(values, trend, used);
  const fit = leastSquares(where, response, columns, names);
  if (isExact(fit, level)) throw determined();
  const statistic = fit.coefficients[terms] / fit.standardErrors[terms];
  const pValue = mackinnonPValue(statistic, trend);
  const observations = response.length;
  const criticalValues = mackinnonCriticalValues(observations, trend);
  return report({ statistic, pValue, trend, lags: used, observations, criticalValues }, () => [
    `augmented Dickey–Fuller, ${TERMS[trend]}, ${used} lagged differences: τ = ${digits(statistic)}, ${pText(pValue)}`,
    `critical values ${criticalText(criticalValues)}`,
    "null hypothesis: a unit root (not stationary)",
  ]);
}

const TERMS: Readonly<Record<DeterministicTerms, string>> = {
  none: "neither constant nor trend",
  constant: "constant",
  trend: "constant and trend",
};

function criticalText(values: AdfCriticalValues): string {
  return Object.entries(values)
    .map(([level, value]: [string, number]) => `${digits(value)} (${level})`)
    .join(", ");
}

/** The order with the lowest criterion; of equals the shortest. */
function bestLags(
  where: string,
  values: ArrayLike<number>,
  trend: DeterministicTerms,
  maxLag: number,
  criterion: "aic" | "bic",
): number {
  const { response, columns, names } = regression(values, trend, maxLag);
  const n = response.length;
  const squares = nestedResidualSquares(where, response, columns, names);
  const penalty = criterion === "aic" ? 2 : log(n);
  const fewest = columns.length - maxLag; // without lagged differences
  let best = 0;
  let lowest = Infinity;
  for (let lags = 0; lags <= maxLag; lags++) {
    const k = fewest + lags;
    const value = n * log(squares[k - 1] / n) + penalty * k;
    if (value < lowest) {
      best = lags;
      lowest = value;
    }
  }
  return best;
}

/** Columns: deterministic terms, lagged level, then the lagged differences, nearest first. */
function regression(
  values: ArrayLike<number>,
  trend: DeterministicTerms,
  lags: number,
): { response: Float64Array; columns: Float64Array[]; names: string[] } {
  const level = Float64Array.from(values);
  const changes = differences(level);
  const n = changes.length - lags;
  const columns: Float64Array[] = [];
  const names: string[] = [];
  const add = (name: string, column: Float64Array): void => {
    names.push(name);
    columns.push(column);
  };
  if (trend !== "none") add("the constant", new Float64Array(n).fill(1));
  if (trend === "trend")
    add(
      "the trend",
      new Float64Array(n).map((_, t) => t + 1),
    );
  add("values", level.subarray(lags, lags + n));
  for (let i = 1; i <= lags; i++)
    add(
      `the change of values at lag ${i} (the series repeats itself: take fewer lags)`,
      changes.subarray(lags - i, lags - i + n),
    );
  return { response: changes.subarray(lags), columns, names };
}

function differences(values: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: values.length - 1 }, (_, t) => values[t + 1] - values[t]);
}
