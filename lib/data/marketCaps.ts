import type { Day } from "../series/days";
import { ascendingDays, checkedRows, type CheckedRow } from "./validate";

/** One coin's market capitalisation on a day. */
export interface MarketCap {
  readonly date: Day;
  readonly symbol: string;
  /** Coins in circulation. */
  readonly supply: number;
  readonly priceUsd: number;
  readonly capUsd: number;
}

/** The whole market on a day. */
export interface TotalMarketCap {
  readonly date: Day;
  /** How many coins the total counts, the largest first. */
  readonly n: number;
  readonly totalCapUsd: number;
  /** Without stablecoins. */
  readonly totalExStableUsd: number;
}

/** The header of the file by coin, and of the table. */
export const MARKET_CAP_COLUMNS: readonly string[] = ["date", "symbol", "supply", "price_usd", "cap_usd"];

/** The header of the file of totals, and of the table. */
export const TOTAL_MARKET_CAP_COLUMNS: readonly string[] = [
  "date",
  "n",
  "total_cap_usd",
  "total_ex_stable_usd",
];

/**
 * The market caps by coin in the text of a file.
 *
 * @throws {@link DataError} naming file, line, column and value, unless the header is
 *   {@link MARKET_CAP_COLUMNS}, each coin's days ascend, and all amounts are finite and positive.
 */
export function parseMarketCaps(file: string, text: string): MarketCap[] {
  const rows = checkedRows(file, text, MARKET_CAP_COLUMNS);
  const ofCoin = new Map<string, CheckedRow[]>();
  for (const row of rows) {
    const symbol = row.text("symbol");
    if (symbol.trim() === "") throw row.wrong("symbol", "a coin");
    ofCoin.set(symbol, [...(ofCoin.get(symbol) ?? []), row]);
  }
  ofCoin.forEach(ascendingDays);
  return rows.map((row) => ({
    date: row.day("date"),
    symbol: row.text("symbol"),
    supply: row.positive("supply"),
    priceUsd: row.positive("price_usd"),
    capUsd: row.positive("cap_usd"),
  }));
}

/**
 * The market's totals in the text of a file.
 *
 * @throws {@link DataError} as {@link parseMarketCaps}, and unless n is a whole number and the total
 *   without stablecoins is at most the total.
 */
export function parseTotalMarketCaps(file: string, text: string): TotalMarketCap[] {
  const rows = checkedRows(file, text, TOTAL_MARKET_CAP_COLUMNS);
  const days = ascendingDays(rows);
  return rows.map((row, i) => {
    const n = row.positive("n");
    if (!Number.isInteger(n)) throw row.wrong("n", "a whole number");
    const totalCapUsd = row.positive("total_cap_usd");
    const totalExStableUsd = row.positive("total_ex_stable_usd");
    if (totalExStableUsd > totalCapUsd)
      throw row.wrong("total_ex_stable_usd", `at most total_cap_usd = ${totalCapUsd}`);
    return { date: days[i], n, totalCapUsd, totalExStableUsd };
  });
}
