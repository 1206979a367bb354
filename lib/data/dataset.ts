import { checkInteger, checkOneOf } from "../core/checks";
import type { Day } from "../series/days";
import { loadCandleDataset, type CandleDataset } from "./candleDataset";
import { datasetSpecs, type CandleDatasetName, type DatasetName } from "./datasetSpec";
import { loadMarketCapDataset, type MarketCapDataset } from "./marketCapDataset";
import { placeOf } from "./place";

export interface LoadOptions {
  /**
   * A folder of market data, laid out as `<provider>/<SYMBOL>.csv`, or "simulated". A relative one counts from
   * the project's root. Default: `VOLFOLIO_DATA`, else `data/snapshots/`, else the simulated market.
   */
  readonly folder?: string;
  /** Which simulated market, where one is used. Default: 1. */
  readonly seed?: number;
  /** First day; by default that of the window that the paper used. */
  readonly from?: Day;
  /** Last day, included; by default that of the window that the paper used. */
  readonly to?: Day;
}

/**
 * Loads a data set: real market data where there are any, else the simulated market. `provenance` says which.
 *
 * @param name - "qfe2025": the seven coins of paper 1; "mosef2025": the four coins of paper 2; "cvi": the Crypto
 *   Volatility Index; "marketCaps": market capitalisations by coin and in total. See `data/README.md`.
 * @returns daily candles, or tables of market caps, validated and cut to the window. Units: `data/datasets.json`.
 * @throws {@link MissingError} when a folder that somebody named lacks the data set: it is never simulated silently.
 * @throws {@link DataError} naming file, line, column and value, when a file is not what it should be.
 * @throws {@link DomainError} when `from` or `to` lies outside of the data; the message names the days there are.
 * @example
 * const { dates, candles, symbols } = v.loadDataset("mosef2025", { folder: "simulated" });
 * symbols; // → ["ADA", "BNB", "BTC", "ETH"]
 * dates.length === candles.BTC.close.length; // → true
 * dates[0]; // → "2019-03-11"
 */
export function loadDataset(name: CandleDatasetName, options?: LoadOptions): CandleDataset;
export function loadDataset(name: "marketCaps", options?: LoadOptions): MarketCapDataset;
export function loadDataset(name: DatasetName, options: LoadOptions = {}): CandleDataset | MarketCapDataset {
  const specs = datasetSpecs();
  checkOneOf("loadDataset", "name", name, Object.keys(specs) as DatasetName[]);
  const { folder, seed = 1, from, to } = options;
  checkInteger("loadDataset", "seed", seed);
  const place = placeOf(name, specs, folder);
  return name === "marketCaps"
    ? loadMarketCapDataset(specs.marketCaps, place, seed, { from, to })
    : loadCandleDataset(name, specs[name], place, seed, { from, to });
}
