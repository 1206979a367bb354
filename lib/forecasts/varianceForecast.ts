import type { LongWork } from "../core/progress";
import { logVarianceRows, stretched, type PooledVarianceOptions } from "../volatility/har/logVarianceRows";
import type { Architecture } from "../neural/architecture";
import type { WorkersOption } from "./priceForecast";
import type { KeepModels } from "../neural/training/trainMissing";
import { trainModels } from "../neural/training/trainModels";
import type { TrainOptions } from "../neural/training/trainSequenceModel";

/** A small network for variances: LSTM 16 → dense 1. */
export const VARIANCE_NETWORK: Architecture = Object.freeze([{ lstm: 16 }, { dense: 1 }]);

export interface VarianceForecastOptions
  extends
    PooledVarianceOptions,
    KeepModels,
    WorkersOption,
    LongWork,
    Partial<Pick<TrainOptions, "epochs" | "batchSize" | "adam" | "backend">> {
  /** Sets the first weights and the order of the windows. */
  readonly seed: number;
  /** {@link VARIANCE_NETWORK} by default. */
  readonly architecture?: Architecture;
}

/** Walk-forward forecasts of several assets' variances by one network. */
export interface VarianceForecasts {
  /** By asset, in its unit: entry k is made from the days up to window + k − 1, about day window + k and the h − 1 after it. */
  readonly forecasts: Readonly<Record<string, Float64Array>>;
  /** How many networks were trained, one after the other in time … */
  readonly networks: number;
  /** … and how many of them had been trained before and were found in the cache. */
  readonly hits: number;
}

/**
 * One network for the variances of all assets, trained again every `refitEvery` days on the days before: it learns the
 * standardised logarithm of what came from those of the days before, by squared errors. No forecast reads its own days or
 * later ones, nor does the network behind it.
 *
 *     xₜ = (ln vₜ − m) / s,   v̂ₜ ∝ exp(m + s ŷₜ),   m and s of the asset's training days
 *
 * Forecasts are scaled to the level of the training days: the smearing of Duan (1983).
 *
 * @param variances - by asset, a measure of each day's variance above 0, such as `rangeVariance`; all of length n.
 * @param options - `window` and `refitEvery` in days, and the seed; horizon 1, 30 days read, {@link VARIANCE_NETWORK},
 *   20 epochs and the cache `build/cache/models` where they are left out.
 * @returns by asset n − window forecasts in its unit, and how many networks made them.
 * @see `pooledHarForecasts`, which gives the same windows to a linear regression.
 * @throws {@link DomainError} for a variance of 0 or less, or one that does not vary in the training days;
 *   {@link ShapeError} where no window fits into them.
 * @example
 * const BTC = Array.from({ length: 20 }, (_, t) => 0.0001 * (1 + (t % 3)));
 * const architecture = [{ lstm: 1 }, { dense: 1 }];
 * const training = { architecture, lags: 2, epochs: 1, seed: 1, workers: 1, cache: false } as const;
 * const { forecasts, networks } = await v.forecastVariances({ BTC }, { window: 12, refitEvery: 4, ...training });
 * networks; // → 2
 * forecasts.BTC.length; // → 8
 */
export async function forecastVariances(
  variances: Readonly<Record<string, ArrayLike<number>>>,
  options: VarianceForecastOptions,
): Promise<VarianceForecasts> {
  const { architecture = VARIANCE_NETWORK, seed, epochs = 20, batchSize, adam, backend } = options;
  const stretches = logVarianceRows("forecastVariances", variances, options);
  const jobs = stretches.map(({ learn }) => ({
    windows: learn,
    architecture,
    options: { epochs, batchSize, seed, adam, backend },
  }));
  const models = await trainModels(jobs, { ...options, stage: "network" });
  return Object.freeze({
    forecasts: stretched(
      variances,
      stretches.map(({ forecast }, k) => forecast((windows) => models[k].model.predict(windows))),
    ),
    networks: models.length,
    hits: models.filter(({ hit }) => hit).length,
  });
}
