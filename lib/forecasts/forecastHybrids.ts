import type { LongWork } from "../core/progress";
import { mapValues } from "../series/byName";
import { DomainError } from "../core/errors";
import { forecastHybrid, type HybridForecast, type HybridOptions } from "./forecastHybrid";
import type { HybridMarket } from "./volatilityRows";

/** One of several networks on the same test days: what differs from the others. */
export interface HybridNetwork extends Omit<HybridOptions, "seed" | "onProgress"> {
  /** What it learns from. Default: the market that is given for all. */
  readonly market?: HybridMarket;
}

export interface HybridsOptions extends LongWork {
  /** Each network is trained from each of them. */
  readonly seeds: readonly number[];
}

/**
 * Several of paper 2's networks, each from several seeds, one after the other: {@link forecastHybrid} for a table. What
 * was trained before comes from the cache.
 *
 * @param market - what all learn from, unless they name another.
 * @param networks - by name: the features and the variant of each.
 * @returns by the same names: for each seed, in their order, the forecasts by coin.
 * @throws `DomainError` where there is no seed; as {@link forecastHybrid} otherwise.
 * @example
 * const dates = v.dayRange("2024-01-01", "2024-02-19"); // 50 days
 * const closes = { BTC: dates.map((_, t) => 100 + 10 * Math.sin(t)) };
 * const architecture = [{ lstm: 1 }, { dense: 1 }];
 * const LSTM = { features: [], window: 5, architecture, epochs: 1, workers: 1, cache: false } as const;
 * const runs = await v.forecastHybrids({ dates, closes }, { LSTM }, { seeds: [1, 2] });
 * runs.LSTM.length; // → 2
 * runs.LSTM[1].BTC.forecast.length; // → 9
 */
export async function forecastHybrids(
  market: HybridMarket,
  networks: Readonly<Record<string, HybridNetwork>>,
  { seeds, onProgress, ...rest }: HybridsOptions,
): Promise<Record<string, Record<string, HybridForecast>[]>> {
  if (!Array.isArray(seeds) || seeds.length === 0)
    throw new DomainError("forecastHybrids", "seeds", seeds, "a list of one seed or more");
  const runs = mapValues(networks, (): Record<string, HybridForecast>[] => []);
  const jobs = Object.entries(networks).flatMap(([name, network]) =>
    seeds.map((seed: number) => ({ name, network, seed })),
  );
  for (const [k, { name, network, seed }] of jobs.entries()) {
    const { market: own = market, ...options } = network;
    runs[name].push(await forecastHybrid(own, { ...rest, ...options, seed }));
    onProgress?.({ stage: "networks", done: k + 1, of: jobs.length, note: `${name}, seed ${seed}` });
  }
  return runs;
}

/** An error of forecasts, such as `rmse`, `mae` or `mape`. */
export type ErrorMeasure = (actual: ArrayLike<number>, forecast: ArrayLike<number>) => number;

/**
 * The error of each of several runs of a network, on its test days.
 *
 * @param measure - `rmse`, for example.
 * @param runs - such as {@link forecastHybrids} gives of each network, one a seed.
 * @param coin - one that was forecast.
 * @returns an error for each run, in the unit of the measure.
 * @throws `DomainError` where a run has no forecast of the coin.
 * @example
 * const dates = v.dayRange("2024-01-01", "2024-02-19"); // 50 days
 * const closes = { BTC: dates.map((_, t) => 100 + 10 * Math.sin(t)) };
 * const architecture = [{ lstm: 1 }, { dense: 1 }];
 * const LSTM = { features: [], window: 5, architecture, epochs: 1, workers: 1, cache: false } as const;
 * const runs = await v.forecastHybrids({ dates, closes }, { LSTM }, { seeds: [1, 2] });
 * const errors = v.errorsBySeed(v.rmse, runs.LSTM, "BTC");
 * errors[1] === v.rmse(runs.LSTM[1].BTC.actual, runs.LSTM[1].BTC.forecast); // → true
 */
export function errorsBySeed(
  measure: ErrorMeasure,
  runs: readonly Readonly<Record<string, HybridForecast>>[],
  coin: string,
): number[] {
  return runs.map((run) => {
    if (!Object.hasOwn(run, coin))
      throw new DomainError("errorsBySeed", "coin", coin, `one of ${Object.keys(run).join(", ")}`);
    return measure(run[coin].actual, run[coin].forecast);
  });
}
