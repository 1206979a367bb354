import { checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";
import type { LongWork } from "../core/progress";
import { checkNames } from "../core/unknownName";
import type { Architecture } from "../neural/architecture";
import type { WorkersOption } from "./priceForecast";
import type { KeepModels } from "../neural/training/trainMissing";
import { forecastVolatilityOf, HYBRID_NETWORK, VOLATILITY_NETWORK } from "./volatilityForecast";
import type { Day } from "../series/days";
import type { GarchSpec } from "../volatility/models/garch";
import type { HybridVariant } from "./garchFeature";
import { hybridColumns, type HybridFeature } from "./hybridColumns";
import { PAPER_GARCH_ORDERS } from "./paperOrders";
import { volatilityRows, type HybridMarket, type VolatilityRowsOptions } from "./volatilityRows";

export interface HybridOptions extends LongWork, KeepModels, WorkersOption, VolatilityRowsOptions {
  /** Sets first weights and the order of windows; the same for each coin. */
  readonly seed: number;
  /** What the network sees beside past volatility. Default ["garch", "cvi"]; [] is the LSTM alone. */
  readonly features?: readonly HybridFeature[];
  /** Default "clean". */
  readonly variant?: HybridVariant;
  /** The GARCH of each coin. Default: GARCH(1,1), in the paper's variant {@link PAPER_GARCH_ORDERS}. */
  readonly specs?: Readonly<Record<string, GarchSpec>>;
  /** Default: `HYBRID_NETWORK`; without further features `VOLATILITY_NETWORK`, which has no relu, as in paper 2. */
  readonly architecture?: Architecture;
  /** Default 10. */
  readonly epochs?: number;
}

/** Volatility forecasts of one coin; the days are the same for all that were asked for at once. */
export interface HybridForecast {
  /** The test days, the last fifth by default. */
  readonly dates: readonly Day[];
  /** In units of return: entry k is about `dates[k]`, from what was known the day before (clean variant). */
  readonly forecast: Float64Array;
  /** What came: the volatility of the same days. */
  readonly actual: Float64Array;
  /** The days that have a window before them, training rows among them … */
  readonly allDates: readonly Day[];
  /** … and the network's answers on them, in sample up to the first test day. */
  readonly inSample: Float64Array;
  /** What the network saw. */
  readonly columns: readonly string[];
  /** True where the network had been trained before and was found in the cache. */
  readonly hit: boolean;
}

/**
 * Paper 2's hybrids (mosef2025, sections 5.3 and 5.4): an LSTM that forecasts tomorrow's 30-day volatility from the 30 past
 * values, with GARCH volatility and the CVI as further features. One network a coin, on worker threads.
 *
 * - `"clean"`: GARCH parameters and scalers from training rows; σₜ₊₁ known at the close of t; a missing CVI carried
 *   forward with a flag.
 * - `"paper"`: GARCH of the printed orders fitted to all days, its σₜ of the same day; scalers of all rows; days without
 *   CVI dropped. The test days are the same, so that every row of a table is about the same days.
 *
 * @param market - days, closes by coin in any currency, and the CVI where it is a feature.
 * @param options - `seed`; both features, the clean variant, GARCH(1,1), 30 days in a volatility, the first 80 % to train on,
 *   paper 2's networks, 10 epochs, and the cache `build/cache/models` where they are left out.
 * @returns by coin the forecast and what came, as fractions per day, with their days.
 * @throws {@link DomainError} where the CVI is asked for and `market` has none; as `volatilityRows`, `fitVolatility` and
 *   `trainSequenceModel`.
 * @example
 * const dates = v.dayRange("2024-01-01", "2024-02-19"); // 50 days
 * const closes = { BTC: dates.map((_, t) => 100 + 10 * Math.sin(t)) };
 * const architecture = [{ lstm: 1 }, { dense: 1 }];
 * const options = { features: [], window: 5, architecture, epochs: 1, seed: 1, workers: 1, cache: false } as const;
 * const { BTC } = await v.forecastHybrid({ dates, closes }, options);
 * BTC.dates.length; // → 9
 * BTC.forecast.length; // → 9
 */
export async function forecastHybrid(
  market: HybridMarket,
  options: HybridOptions,
): Promise<Record<string, HybridForecast>> {
  const where = "forecastHybrid";
  const { features = ["garch", "cvi"], variant = "clean", window, train, specs, ...rest } = options;
  checkOneOf(where, "variant", variant, ["clean", "paper"]);
  if (!Array.isArray(features)) throw new DomainError(where, "features", features, "a list of names");
  for (const feature of features) checkOneOf(where, "feature", feature, ["garch", "cvi"]);
  const rows = volatilityRows(market, { window, train });
  checkNames(where, "coin", Object.keys(specs ?? {}), Object.keys(market.closes));
  const orders = specs ?? (variant === "paper" ? PAPER_GARCH_ORDERS : {});
  const columns = byKey(market.closes, (coin) =>
    hybridColumns(coin, rows, {
      features,
      variant,
      spec: orders[coin] ?? { kind: "garch", archLags: 1, garchLags: 1 },
      cvi: market.cvi,
    }),
  );
  const [some] = Object.values(columns);
  const solved = await forecastVolatilityOf(
    byKey(columns, (coin) => columns[coin].columns),
    {
      architecture: features.length === 0 ? VOLATILITY_NETWORK : HYBRID_NETWORK,
      ...rest,
      window: (window ?? 30) + 1,
      train: some.train,
      scaling: variant === "paper" ? "wholeSample" : "trainingRows",
    },
  );
  const first = some.train.to;
  const firstWindow = window ?? 30;
  return byKey(solved, (coin) =>
    Object.freeze({
      dates: some.dates.slice(first),
      forecast: solved[coin].forecast.slice(first),
      actual: columns[coin].columns[0].slice(first),
      allDates: some.dates.slice(firstWindow),
      inSample: solved[coin].inSample.slice(firstWindow),
      columns: some.names,
      hit: solved[coin].hit,
    }),
  );
}

function byKey<T>(record: Readonly<Record<string, unknown>>, f: (key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(record).map((key) => [key, f(key)]));
}
