import { checkInteger } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import type { LongWork } from "../core/progress";
import { walkForward, type Split } from "../series/splits";
import {
  PRICE_WINDOW,
  priceProblem,
  type PriceColumns,
  type PriceTraining,
  type WorkersOption,
} from "./priceForecast";
import { trainModels } from "../neural/training/trainModels";

export interface WalkForwardPricesOptions extends PriceTraining, WorkersOption, LongWork {
  /** Stretches of equal length into which the days are cut; 5 by default. All but the first are forecast. */
  readonly folds?: number;
}

/** One network of {@link walkForwardPrices}: what it learned from, what it forecast. */
export interface PriceFold extends Split {
  readonly trainingLoss: number;
  readonly hit: boolean;
}

/** Forecasts of every day after the first fold, each by a network that has seen earlier days only. */
export interface WalkForwardPrices {
  /** USD, length N: entry d is about day d and was made from days up to d − 1. NaN in the first fold. */
  readonly forecast: Float64Array;
  readonly folds: readonly PriceFold[];
}

/**
 * Out-of-fold price forecasts: what a portfolio could have known each day.
 *
 * The N days are cut into `folds` stretches of ⌈N / folds⌉. Each stretch but the first is forecast by the network of
 * {@link forecastPrices}, trained on all days before it (an expanding window). The networks are trained on worker
 * threads. The paper's own pseudo labels, `inSample` of {@link forecastPrices}, are forecasts of days that the network
 * has learned.
 *
 * @param coin - close in USD, volume and ATR, one value a day each, length N.
 * @param options - epochs and seed; 5 folds, and as {@link forecastPrices} where they are left out.
 * @returns forecasts in USD by day, and the folds.
 * @throws as {@link forecastPrices}; {@link ShapeError} where the first stretch is shorter than a window.
 * @example
 * const close = Array.from({ length: 24 }, (_, t) => 100 + (t % 2));
 * const coin = { close, volume: close.map(() => 1000), atr: close.map(() => 2) };
 * const architecture = v.priceNetwork({ units: 2, dropout: 0 });
 * const options = { folds: 3, architecture, window: 4, epochs: 1, seed: 1, workers: 1, cache: false } as const;
 * const { folds, forecast } = await v.walkForwardPrices(coin, options);
 * folds.map(({ test }) => test.from); // → [8, 16]
 * forecast.findIndex((price) => !Number.isNaN(price)); // → 8
 */
export async function walkForwardPrices(
  coin: PriceColumns,
  options: WalkForwardPricesOptions,
): Promise<WalkForwardPrices> {
  const where = "walkForwardPrices";
  const { folds = 5, window = PRICE_WINDOW } = options;
  checkInteger(where, "folds", folds, 2);
  if (coin?.close == null) throw new DomainError(where, "coin", coin, "{ close, volume, atr }");
  const rows = coin.close.length;
  const stretch = Math.ceil(rows / folds);
  if (stretch < window)
    throw new ShapeError(
      where,
      `a fold must hold a window of ${window} rows, got ${rows} rows in ${folds} folds`,
    );
  const splits = walkForward(rows, { train: stretch, test: stretch, expanding: true });
  const problems = splits.map(({ train }) => priceProblem(where, coin, { ...options, train }));
  const jobs = problems.map(({ job }) => job);
  const models = await trainModels(jobs, { ...options, stage: "fold" });
  const forecast = new Float64Array(rows).fill(Number.NaN);
  const foldResults = splits.map((split, k): PriceFold => {
    const solved = problems[k].solved(models[k]);
    const { from, to } = split.test;
    forecast.set(solved.forecast.subarray(from, to), from);
    return Object.freeze({ ...split, trainingLoss: solved.trainingLoss, hit: solved.hit });
  });
  return Object.freeze({ forecast, folds: Object.freeze(foldResults) });
}
