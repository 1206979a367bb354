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
  readonly predicted: Float64Array;
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
 * @throws as {@link forecastPrices}; {@link ShapeError} where the first stretch is shorter than a window.
 */
export async function walkForwardPrices(
  coin: PriceColumns,
  options: WalkForwardPricesOptions,
): Promise<WalkForwardPrices> {
  const where = "walkForwardPrices";
  const { folds = 5, length = PRICE_WINDOW } = options;
  checkInteger(where, "folds", folds, 2);
  if (coin?.close == null) throw new DomainError(where, "coin", coin, "{ close, volume, atr }");
  const rows = coin.close.length;
  const stretch = Math.ceil(rows / folds);
  if (stretch < length)
    throw new ShapeError(
      where,
      `a fold must hold a window of ${length} rows, got ${rows} rows in ${folds} folds`,
    );
  const splits = walkForward(rows, { train: stretch, test: stretch, expanding: true });
  const problems = splits.map(({ train }) => priceProblem(where, coin, { ...options, train }));
  const jobs = problems.map(({ job }) => job);
  const models = await trainModels(jobs, { ...options, stage: "fold" });
  const predicted = new Float64Array(rows).fill(Number.NaN);
  const foldResults = splits.map((split, k): PriceFold => {
    const forecast = problems[k].solved(models[k]);
    const { from, to } = split.test;
    predicted.set(forecast.predicted.subarray(from, to), from);
    return Object.freeze({ ...split, trainingLoss: forecast.trainingLoss, hit: forecast.hit });
  });
  return Object.freeze({ predicted, folds: Object.freeze(foldResults) });
}
