import { checkOneOf } from "../core/checks";
import { DomainError } from "../core/errors";
import type { LongWork } from "../core/progress";
import { checkNames } from "../core/unknownName";
import type { Architecture } from "../neural/architecture";
import type { WorkersOption } from "./priceForecast";
import type { KeepModels } from "../neural/training/trainMissing";
import { forecastVolatilityOf, HYBRID_NETWORK, VOLATILITY_NETWORK } from "./volatilityForecast";
import { mapValues } from "../series/byName";
import type { Day } from "../series/days";
import type { GarchSpec } from "../volatility/spec";
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
  readonly network?: Architecture;
  /** Default 10. */
  readonly epochs?: number;
}

/** Volatility forecasts of several coins on the same test days. */
export interface HybridForecast {
  /** The test days, the last fifth by default. */
  readonly dates: readonly Day[];
  /** By coin, in units of return: entry k is about `dates[k]`, from what was known the day before (clean variant). */
  readonly forecasts: Readonly<Record<string, Float64Array>>;
  /** What came: the volatility of the same days. */
  readonly actual: Readonly<Record<string, Float64Array>>;
  /** The days that have a window before them, training rows among them … */
  readonly allDates: readonly Day[];
  /** … and the network's answers on them, in sample up to the first test day. */
  readonly inSample: Readonly<Record<string, Float64Array>>;
  /** What the networks saw. */
  readonly columns: readonly string[];
  /** How many of the networks had been trained before and were found in the cache. */
  readonly hits: number;
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
 * @throws {@link DomainError} where the CVI is asked for and `market` has none.
 * @example
 * const hybrid = await forecastHybrid({ dates, closes, cvi }, { seed: 1 });
 * hybrid.forecasts.BTC; // the volatilities expected of hybrid.dates
 */
export async function forecastHybrid(market: HybridMarket, options: HybridOptions): Promise<HybridForecast> {
  const where = "forecastHybrid";
  const { features = ["garch", "cvi"], variant = "clean", window, train, specs, ...rest } = options;
  checkOneOf(where, "variant", variant, ["clean", "paper"]);
  if (!Array.isArray(features)) throw new DomainError(where, "features", features, "a list of names");
  for (const feature of features) checkOneOf(where, "feature", feature, ["garch", "cvi"]);
  const rows = volatilityRows(market, { window, train });
  checkNames(where, "coin", Object.keys(specs ?? {}), Object.keys(market.closes));
  const orders = specs ?? (variant === "paper" ? PAPER_GARCH_ORDERS : {});
  const columns = mapValues(market.closes, (_, coin) =>
    hybridColumns(coin, rows, {
      features,
      variant,
      spec: orders[coin] ?? { kind: "garch", archLags: 1, garchLags: 1 },
      cvi: market.cvi,
    }),
  );
  const [some] = Object.values(columns);
  const solved = await forecastVolatilityOf(
    mapValues(columns, (one) => one.columns),
    {
      network: features.length === 0 ? VOLATILITY_NETWORK : HYBRID_NETWORK,
      ...rest,
      length: (window ?? 30) + 1,
      train: some.train,
      scaling: variant === "paper" ? "wholeSample" : "trainingRows",
    },
  );
  const first = some.train.to;
  const firstWindow = window ?? 30;
  return Object.freeze({
    dates: some.dates.slice(first),
    forecasts: mapValues(solved, ({ forecasts }) => forecasts.slice(first)),
    actual: mapValues(columns, (one) => one.columns[0].slice(first)),
    allDates: some.dates.slice(firstWindow),
    inSample: mapValues(solved, ({ inSample }) => inSample.slice(firstWindow)),
    columns: some.names,
    hits: Object.values(solved).filter(({ hit }) => hit).length,
  });
}
