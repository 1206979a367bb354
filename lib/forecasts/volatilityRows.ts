import { checkInteger, checkSameLength } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { logReturns } from "../indicators/returns";
import { rollingVolatility } from "../indicators/rollingVolatility";
import { settled } from "../math/varies";
import type { DatedSeries } from "../series/align";
import { byName } from "../series/byName";
import type { Day } from "../series/days";
import { checkTrain, holdOut, type TrainRange } from "../series/splits";

/** Closes of some coins on the same days, and a volatility index. */
export interface HybridMarket {
  readonly dates: readonly Day[];
  /** By coin: one close a day. */
  readonly closes: Readonly<Record<string, ArrayLike<number>>>;
  /** Paper 2's Crypto Volatility Index: days may be missing. A value is known at the close of its day. */
  readonly cvi?: DatedSeries;
}

export interface VolatilityRowsOptions {
  /** Returns in a volatility; 30 by default. */
  readonly window?: number;
  /** The rows to train on, as a count or a fraction, as in `holdOut`; 0.8 by default. */
  readonly train?: number;
}

/** What every forecast of a table is about: the same days, split once. */
export interface VolatilityRows {
  /** The days that have a volatility: `window` days later than the first close. */
  readonly dates: readonly Day[];
  /** By coin: the returns of all days but the first; return `window − 1 + k` belongs to row k. */
  readonly returns: Readonly<Record<string, Float64Array>>;
  /** By coin, one a row: the standard deviation (ddof 1) of the last `window` log returns. */
  readonly volatility: Readonly<Record<string, Float64Array>>;
  readonly train: TrainRange;
  /** The days of the test rows. */
  readonly testDates: readonly Day[];
  /** How many returns were known on the last training row: `window − 1` more than there are training rows. */
  readonly trainingReturns: number;
}

/**
 * Paper 2's target and split (mosef2025, eqs. 1 and 2, section 5.2): 30-day volatilities of log returns, the first 80 % of
 * the days to train on. With the paper's closes: 2059 rows from 2019-04-10, of which 412 from 2023-10-13 are the test part.
 *
 *     rₜ = ln(Pₜ / Pₜ₋₁),   Vₜ = √( Σᵢ (rᵢ − r̄)² / (W − 1) ),   i = t − W + 1 … t
 *
 * @param market - days and closes by coin, in any currency; the CVI is not read.
 * @param options - window 30 and a training part of 0.8 where they are left out.
 * @returns the rows with their days, returns and volatilities, as fractions per day, and the split.
 * @throws ShapeError for closes of another length than the days, or for fewer than 2·window days; DomainError for a close of
 *   0 or less.
 * @example
 * const dates = v.dayRange("2024-01-01", "2024-01-12"); // 12 days
 * const closes = { BTC: dates.map((_, t) => (t % 2 === 0 ? 1 : Math.E)) }; // log returns 1, −1, 1, …
 * const rows = v.volatilityRows({ dates, closes }, { window: 2 });
 * rows.dates[0]; // → "2024-01-03"
 * rows.volatility.BTC[0] ** 2; // → 2.000000
 * [rows.train.to, rows.testDates.length]; // → [8, 2]
 */
export function volatilityRows(
  { dates, closes }: HybridMarket,
  { window = 30, train = 0.8 }: VolatilityRowsOptions = {},
): VolatilityRows {
  const where = "volatilityRows";
  checkInteger(where, "window", window, 2);
  checkTrain(where, train);
  const coins = Object.keys(closes);
  if (coins.length === 0) throw new DomainError(where, "closes", closes, "the closes of one or more coins");
  for (const coin of coins) checkSameLength(where, "dates", dates, `closes.${coin}`, closes[coin]);
  if (dates.length < 2 * window)
    throw new ShapeError(where, `dates must hold at least ${2 * window} days, got ${dates.length}`);
  const of = <T>(f: (coin: string) => T): Readonly<Record<string, T>> => Object.freeze(byName(coins, f));
  const returns = of((coin) => settled(logReturns(closes[coin])));
  const rows = dates.slice(window);
  const split = holdOut(rows.length, { train });
  return Object.freeze({
    dates: rows,
    returns,
    volatility: of((coin) => rollingVolatility(returns[coin], { window, ddof: 1, warmUp: "skip" })),
    train: split.train,
    testDates: rows.slice(split.train.to),
    trainingReturns: window - 1 + split.train.to,
  });
}
