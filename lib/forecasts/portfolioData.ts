import { checkInteger, checkPositiveVector, checkSameLength } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { simpleReturns } from "../indicators/returns";
import { rollingVolatility } from "../indicators/rollingVolatility";
import type { PortfolioWindows } from "../neural/portfolio/portfolioWindows";
import { standardScaler } from "../series/scalers";
import { takeRows, walkForward, type RowRange, type Split, type TrainRows } from "../series/splits";

/** A coin as the portfolio network sees it; both of length N, on the same days as the other coins. */
export interface ForecastCoin {
  /** y, in USD. */
  readonly close: ArrayLike<number>;
  /** ŷ, in USD: entry d is about day d and was made from days up to d − 1; NaN on the first days, where there is none. */
  readonly forecast: ArrayLike<number>;
}

/** What the network is told of each day: paper 1's three. */
export type PortfolioFeature = "deviation" | "return" | "volatility";

export interface PortfolioDataOptions {
  /** `holdOut(N, { train: 0.75 })`, as in paper 1. */
  readonly split: Split;
  /** Days in a window, of which the last is the one decided about; 10 by default, as in the paper. */
  readonly window?: number;
  /** W of the rolling volatility, in days; 9 by default, which fits the paper's text. */
  readonly volatilityWindow?: number;
  /** All three by default. */
  readonly features?: readonly PortfolioFeature[];
}

/** Windows to learn from and to be judged on, with the days that they decide about. */
export interface PortfolioData {
  readonly coins: readonly string[];
  readonly train: PortfolioWindows;
  readonly test: PortfolioWindows;
  /** Rows of the days that `train` decides about. */
  readonly trainDays: RowRange;
  readonly testDays: RowRange;
}

/**
 * Paper 1's portfolio data (qfe2025, section 3.2c).
 *
 *     d_t = ŷ_t − y_t                                        deviation, USD                                    eq. 11
 *     R_t = y_t / y_{t−1} − 1                                eq. 12 read as a rate
 *     V_t = √(1/W Σ (R_i − μ_t)²),  i = t − W + 1 … t        of the returns; the first days: all so far        eqs. 13, 14
 *     z = (x − μ)/σ                                          per coin and feature, over the training rows      eq. 15
 *
 * A window decides about its last day, of which nothing is known yet but the forecast, so there
 * d is the mean of the window's known days, V that of the day before, and R = ŷ_t / y_{t−1} − 1. The day's own close
 * is in no feature: it only makes the return that the decision earns.
 *
 * @param coins - by name: closes and their forecasts, in USD, length N.
 * @param options - the split; windows of 10 days, a volatility of 9 days and all three features where they are left out.
 * @returns windows × coins × steps × features to learn from and to be judged on, with simple returns as fractions.
 * @throws {@link DomainError} naming coin and row where a close is missing or not above 0, or a forecast is missing after
 *   the first ones; {@link ShapeError} where no window fits.
 * @example
 * const BTC = { close: [100, 110, 99, 99, 108, 110, 121, 110], forecast: [99, 100, 110, 98, 99, 108, 110, 121] };
 * const ETH = { close: [50, 50, 55, 60, 57, 55, 50, 60], forecast: [51, 50, 50, 55, 60, 56, 55, 50] };
 * const [split] = v.walkForward(8, { train: 6, test: 2 });
 * const { train, test } = v.portfolioData({ BTC, ETH }, { split, window: 3, volatilityWindow: 2 });
 * train.shape; // → [3, 2, 3, 3]
 * test.returns; // → [0.1, -0.0909091, -0.0909091, 0.2]
 */
export function portfolioData(
  coins: Readonly<Record<string, ForecastCoin>>,
  {
    split,
    window = 10,
    volatilityWindow = 9,
    features = ["deviation", "return", "volatility"],
  }: PortfolioDataOptions,
): PortfolioData {
  const where = "portfolioData";
  checkInteger(where, "window", window, 3);
  checkInteger(where, "volatilityWindow", volatilityWindow, 2);
  const rows = checkCoins(where, coins, split);
  if (!Array.isArray(features) || features.length === 0)
    throw new DomainError(where, "features", features, "a list of features");
  const first = firstForecast(where, coins);
  const { to: cut } = split.train;
  if (first + window > cut)
    throw new ShapeError(
      where,
      `the training rows must hold a window of ${window} days with forecasts, got forecasts from row ${first} and training rows to ${cut - 1}`,
    );
  const perCoin = Object.values(coins).map((coin) => coinFeatures(coin, first, cut, rows, volatilityWindow));
  const windowsOf = (days: RowRange): PortfolioWindows => ({
    shape: [days.to - days.from, perCoin.length, window, features.length],
    inputs: Float64Array.from(
      range(days).flatMap((day) =>
        perCoin.flatMap(({ known, expected }) =>
          Array.from({ length: window }, (_, s) => day - window + 1 + s).flatMap((t) =>
            features.map((f: PortfolioFeature) => (t < day ? known[f][t] : expected(f, day, window))),
          ),
        ),
      ),
    ),
    joined: Float64Array.from(
      range(days).flatMap((day) => perCoin.map(({ known }) => known.volatility[day - 1])),
    ),
    returns: Float64Array.from(range(days).flatMap((day) => perCoin.map(({ returns }) => returns[day]))),
  });
  const trainDays = Object.freeze({ from: first + window - 1, to: cut, of: rows });
  const testDays = split.test;
  return Object.freeze({
    coins: Object.freeze(Object.keys(coins)),
    train: windowsOf(trainDays),
    test: windowsOf(testDays),
    trainDays,
    testDays,
  });
}

/** What is said of one coin, as z-scores: of a day that is over, and of one that is to come. */
interface CoinFeatures {
  readonly known: Readonly<Record<PortfolioFeature, Float64Array>>;
  readonly expected: (feature: PortfolioFeature, day: number, length: number) => number;
  /** As fractions. */
  readonly returns: Float64Array;
}

function coinFeatures(
  { close, forecast }: ForecastCoin,
  first: number,
  cut: number,
  rows: number,
  volatilityWindow: number,
): CoinFeatures {
  const dayReturns = simpleReturns(close); // of rows 1 and later
  const returns = Float64Array.from({ length: rows }, (_, t) => (t === 0 ? Number.NaN : dayReturns[t - 1]));
  const volatility = rollingVolatility(dayReturns, { window: volatilityWindow });
  const raw: Record<PortfolioFeature, Float64Array> = {
    deviation: Float64Array.from({ length: rows }, (_, t) => forecast[t] - close[t]),
    return: returns,
    volatility: Float64Array.from({ length: rows }, (_, t) => (t === 0 ? Number.NaN : volatility[t - 1])),
  };
  const from = Math.max(first, 1);
  const [{ train }] = walkForward(rows - from, { train: cut - from, test: rows - cut });
  const learned = (f: PortfolioFeature): TrainRows => takeRows(raw[f].subarray(from), train);
  const scalers = {
    deviation: standardScaler(learned("deviation")),
    return: standardScaler(learned("return")),
    volatility: standardScaler(learned("volatility")),
  };
  const z = (f: PortfolioFeature, x: number): number => (x - scalers[f].mean) / scalers[f].standardDeviation;
  const known = {
    deviation: raw.deviation.map((x) => z("deviation", x)),
    return: raw.return.map((x) => z("return", x)),
    volatility: raw.volatility.map((x) => z("volatility", x)),
  };
  const expected = (feature: PortfolioFeature, day: number, length: number): number => {
    if (feature === "volatility") return known.volatility[day - 1];
    if (feature === "return") return z("return", forecast[day] / close[day - 1] - 1);
    const past = known.deviation.subarray(day - length + 1, day);
    return past.reduce((a, b) => a + b) / past.length;
  };
  return { known, expected, returns };
}

const range = ({ from, to }: RowRange): number[] => Array.from({ length: to - from }, (_, i) => from + i);

function checkCoins(where: string, coins: Readonly<Record<string, ForecastCoin>>, split: Split): number {
  const entries = Object.entries(coins ?? {});
  if (entries.length < 2) throw new DomainError(where, "coins", coins, "two coins or more, by name");
  if (split?.train?.to === undefined || split.train.to !== split.test?.from)
    throw new DomainError(where, "split", split, "a split whose test rows follow its training rows");
  const { of } = split.train;
  for (const [name, { close, forecast }] of entries) {
    checkPositiveVector(where, `close of ${name}`, close);
    checkSameLength(where, `close of ${name}`, close, "the split's rows", { length: of });
    checkSameLength(where, `close of ${name}`, close, `forecast of ${name}`, forecast);
  }
  return of;
}

/** The first row from which all coins have forecasts, to the end. */
function firstForecast(where: string, coins: Readonly<Record<string, ForecastCoin>>): number {
  const firsts = Object.entries(coins).map(([name, { forecast }]) => {
    const first = Array.from(forecast).findIndex((price) => !Number.isNaN(price));
    if (first < 0) throw new DomainError(where, `forecast of ${name}`, forecast, "a list with forecasts");
    for (let t = first; t < forecast.length; t++)
      if (!(forecast[t] > 0) || !Number.isFinite(forecast[t]))
        throw new DomainError(where, `forecast[${t}] of ${name}`, forecast[t], "a price above 0");
    return first;
  });
  return Math.max(1, ...firsts);
}
