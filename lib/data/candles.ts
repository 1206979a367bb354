import type { Day } from "../series/days";
import { ascendingDays, checkedRows, foreignRows, type CheckedRow } from "./validate";

/**
 * One instrument's daily candles. All vectors have the length of `dates`, and entry i is about `dates[i]`:
 * it is known at the close of that day.
 */
export interface Candles {
  readonly symbol: string;
  /** Days in UTC, ascending, none twice. A day may be missing: see the provenance's gaps. */
  readonly dates: readonly Day[];
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Left out where the source has none (an index has no volume). */
  readonly volume?: Float64Array;
}

/** The header of a file of candles. */
export function candleColumns(hasVolume: boolean): string[] {
  return ["date", "open", "high", "low", "close", ...(hasVolume ? ["volume"] : [])];
}

/**
 * The candles in the text of a file.
 *
 * @param file - its name in the data folder, for the messages: `okx/BTC-USDT.csv`.
 * @throws {@link DataError} naming file, line, column and value, unless the header is the one of
 *   {@link candleColumns}, days ascend, prices are finite and positive, high ≥ max(open, close),
 *   low ≤ min(open, close) and volume ≥ 0.
 */
export function parseCandles(file: string, text: string, symbol: string, hasVolume: boolean): Candles {
  return candlesOf(checkedRows(file, text, candleColumns(hasVolume)), symbol, hasVolume);
}

/**
 * The candles in a file of somebody else's making: {@link parseCandles}, but columns may stand in any order, in small or
 * capital letters, and among others; volume is read where there is one.
 */
export function parseForeignCandles(file: string, text: string, symbol: string): Candles {
  const { rows, columns } = foreignRows(file, text, candleColumns(false));
  return candlesOf(rows, symbol, columns.includes("volume"));
}

function candlesOf(rows: readonly CheckedRow[], symbol: string, hasVolume: boolean): Candles {
  const dates = ascendingDays(rows);
  const price = (column: string): Float64Array => Float64Array.from(rows, (row) => row.positive(column));
  const [open, high, low, close] = ["open", "high", "low", "close"].map(price);
  rows.forEach((row, i) => {
    const top = Math.max(open[i], close[i]);
    const bottom = Math.min(open[i], close[i]);
    if (high[i] < top) throw row.wrong("high", `at least ${top}, the larger of open and close`);
    if (low[i] > bottom) throw row.wrong("low", `at most ${bottom}, the smaller of open and close`);
  });
  const volume = hasVolume ? { volume: Float64Array.from(rows, (row) => row.notNegative("volume")) } : {};
  return Object.freeze({ symbol, dates: Object.freeze(dates), open, high, low, close, ...volume });
}

/** The candles at some of the days: entry `at[i]` becomes entry i. */
export function candlesAt(candles: Candles, at: readonly number[]): Candles {
  const { symbol, dates, open, high, low, close, volume } = candles;
  const pick = (values: Float64Array): Float64Array => Float64Array.from(at, (i) => values[i]);
  return Object.freeze({
    symbol,
    dates: Object.freeze(at.map((i) => dates[i])),
    open: pick(open),
    high: pick(high),
    low: pick(low),
    close: pick(close),
    ...(volume && { volume: pick(volume) }),
  });
}
