import { checkInteger } from "../core/checks";
import { DomainError } from "../core/errors";
import { fitVolatility } from "../volatility/estimation/fit";
import { fitHar, harForecast } from "../volatility/har/har";
import { rollingForecast, type RollingForecast } from "../volatility/forecasting/rolling";
import { rollingHarForecast } from "../volatility/har/rollingHar";
import type { GarchSpec } from "../volatility/models/garch";
import { overlapAwareVolatility } from "./overlapAware";
import { PAPER_GARCH_ORDERS } from "./paperOrders";
import type { VolatilityRows } from "./volatilityRows";

export interface VolatilityBaselinesOptions {
  /** Days between two fits. Default 103, a quarter of the paper's test part. */
  readonly refitEvery?: number;
  /** The GARCH that the paper sets beside the networks; {@link PAPER_GARCH_ORDERS} by default, GARCH(1,1) for other coins. */
  readonly paperSpec?: GarchSpec;
}

/** Forecasts of one coin's volatility on the test days of its rows, in units of return. */
export interface VolatilityBaselines {
  /** The volatility of the day before (mosef2025, eq. 3). */
  readonly lastValue: Float64Array;
  /** The leak, on purpose: σ of one day from a fit to all days, which paper 2 sets beside its networks (Tables 1 and 5). */
  readonly garchInSample: Float64Array;
  /** σ of one day by GARCH(1,1), normal shocks, from the days before. */
  readonly garch: Float64Array;
  /** Corsi's regression of the volatility on its means over the last day, week and 30 days. */
  readonly har: Float64Array;
  /** The mean of tomorrow's volatility, 29 of 30 returns known, the last from GARCH(1,1) with Student t shocks: for RMSE. */
  readonly overlapAware: Float64Array;
  /** Its median: for MAE. */
  readonly overlapMedian: Float64Array;
  /** The value with the smallest expected percentage error: for MAPE. */
  readonly overlapPercentage: Float64Array;
}

const GARCH: GarchSpec = { kind: "garch", archLags: 1, garchLags: 1 };

/**
 * What networks have to beat: one-day-ahead forecasts of the rolling volatility without a network. Parameters come from
 * the training days, and again every `refitEvery` days from all days so far; only `garchInSample` sees more.
 *
 * @param rows - of `volatilityRows`.
 * @param coin - its name among the rows.
 * @param options - a fit every 103 days, and the paper's orders for its coins, GARCH(1,1) for others, where they are left out.
 * @returns as fractions per day: entry k of each is about `rows.testDates[k]`.
 * @throws {@link DomainError} for a coin that is not there; as `fitVolatility` and `fitHar`, for too few training days.
 * @example
 * const rng = v.createRng(1);
 * const dates = v.dayRange("2024-01-01", "2024-03-30"); // 90 days
 * const closes = { SOL: dates.map(() => Math.exp(0.02 * rng.normal())) };
 * const rows = v.volatilityRows({ dates, closes }, { window: 10 });
 * const { lastValue, har } = v.volatilityBaselines(rows, "SOL");
 * lastValue[1] === rows.volatility.SOL[rows.train.to]; // → true
 * [rows.testDates.length, har.length]; // → [16, 16]
 */
export function volatilityBaselines(
  rows: VolatilityRows,
  coin: string,
  { refitEvery = 103, paperSpec = PAPER_GARCH_ORDERS[coin] ?? GARCH }: VolatilityBaselinesOptions = {},
): VolatilityBaselines {
  const { returns, volatility, first, cut, window } = ofCoin("volatilityBaselines", rows, coin);
  checkInteger("volatilityBaselines", "refitEvery", refitEvery, 1);
  const rolling = { window: first, expanding: true, refitEvery };
  const normal = rollingForecast(returns, GARCH, rolling);
  const heavy = rollingForecast(returns, GARCH, { ...rolling, distribution: "studentT" });
  const aware = (aim: "mean" | "median" | "percentage", next: RollingForecast): Float64Array =>
    overlapAwareVolatility(returns, next, { window, aim });
  const inSample = fitVolatility(returns, paperSpec, { presample: "backcast" }).estimate;
  return Object.freeze({
    lastValue: volatility.slice(cut - 1, -1),
    garchInSample: inSample.conditionalVolatility.slice(first),
    garch: normal.variance.map(Math.sqrt),
    har: rollingHarForecast(volatility, { window: cut, expanding: true, refitEvery }),
    overlapAware: aware("mean", heavy),
    overlapMedian: aware("median", heavy),
    overlapPercentage: aware("percentage", heavy),
  });
}

/** Forecasts of the volatility of days that are all still to come. */
export interface TermBaselines {
  /** How many test days have `window` days from them on: entry k below is about those from testDates[k] on. */
  readonly observations: number;
  /** The volatility that came: of `window` returns, none of which was known. */
  readonly actual: Float64Array;
  /** The volatility of the `window` days before: nothing is shared with what comes. */
  readonly lastValue: Float64Array;
  /** √ of the mean of the variances that GARCH(1,1) expects of these days. */
  readonly garch: Float64Array;
  /** Corsi's regression, straight at the target. */
  readonly har: Float64Array;
  /** The mean volatility of the training rows. */
  readonly constant: Float64Array;
}

/**
 * The harder question: the volatility of the next `window` days, without overlap. Entry k is made on the day before
 * `testDates[k]`, about the returns of that day and the window − 1 after it. Parameters from the training rows alone,
 * whose targets end there too.
 *
 *     E σ²ₜ₊ₕ = σ̄² + (α + β)ʰ⁻¹ (σ²ₜ₊₁ − σ̄²),   averaged over h = 1 … W
 *
 * @param rows - of `volatilityRows`.
 * @param coin - its name among the rows.
 * @returns as fractions per day; `observations` entries each, window − 1 fewer than there are test rows.
 * @throws {@link DomainError} for a coin that is not there; as `fitVolatility` and `fitHar`, for too few training days.
 * @example
 * const rng = v.createRng(1);
 * const dates = v.dayRange("2024-01-01", "2024-04-29"); // 120 days
 * const closes = { BTC: dates.map(() => Math.exp(0.02 * rng.normal())) };
 * const rows = v.volatilityRows({ dates, closes }, { window: 10 });
 * const { observations, actual } = v.termBaselines(rows, "BTC");
 * [rows.testDates.length, observations]; // → [22, 13]
 * actual[0] === rows.volatility.BTC[rows.train.to + 9]; // → true
 */
export function termBaselines(rows: VolatilityRows, coin: string): TermBaselines {
  const { returns, volatility, first, cut, window } = ofCoin("termBaselines", rows, coin);
  const observations = volatility.length - cut - (window - 1);
  const { variance, fits } = rollingForecast(returns, GARCH, {
    window: first,
    expanding: true,
    refitEvery: returns.length,
  });
  const { omega, alpha, beta } = fits[0].params;
  const persistence = alpha[0] + beta[0];
  const { estimate } = fitHar(volatility.subarray(0, cut), { horizon: window });
  const average = volatility.subarray(0, cut).reduce((sum, v) => sum + v, 0) / cut;
  const each = (f: (k: number) => number): Float64Array =>
    Float64Array.from({ length: observations }, (_, k) => f(k));
  return Object.freeze({
    observations,
    actual: volatility.slice(cut + window - 1),
    lastValue: volatility.slice(cut - 1, cut - 1 + observations),
    garch: each((k) => Math.sqrt(averageVariance(variance[k], omega, persistence, window))),
    har: each((k) => harForecast(estimate, volatility.subarray(0, cut + k))),
    constant: each(() => average),
  });
}

/** The mean of E σ² over the days 1 … h, from tomorrow's σ²: each day is ω + (α + β) times the day before. */
function averageVariance(next: number, omega: number, persistence: number, days: number): number {
  let sum = 0;
  for (let h = 0, variance = next; h < days; h++, variance = omega + persistence * variance) sum += variance;
  return sum / days;
}

interface CoinRows {
  readonly returns: Float64Array;
  readonly volatility: Float64Array;
  /** The first test day, among the returns … */
  readonly first: number;
  /** … and among the volatilities. */
  readonly cut: number;
  readonly window: number;
}

function ofCoin(where: string, rows: VolatilityRows, coin: string): CoinRows {
  const { returns, volatility, train, trainingReturns } = rows;
  if (!Object.hasOwn(returns, coin))
    throw new DomainError(where, "coin", coin, `one of ${Object.keys(returns).join(", ")}`);
  return {
    returns: returns[coin],
    volatility: volatility[coin],
    first: trainingReturns,
    cut: train.to,
    window: trainingReturns - train.to + 1,
  };
}
