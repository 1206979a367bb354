import { checkInteger, checkSameLength, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import type { LongWork } from "../core/progress";
import { varies } from "../math/varies";
import { rSquared } from "../measures/errors";
import { relativeScaler, type RelativeScaler } from "../series/scalers";
import { takeRows, type RowRange, type TrainRange } from "../series/splits";
import { slidingWindows, type Windows } from "../series/windows";
import type { Architecture } from "../neural/architecture";
import type { CachedModel } from "../neural/training/modelCache";
import type { TrainedModel } from "../neural/training/trainedModel";
import type { KeepModels } from "../neural/training/trainMissing";
import { trainModel, trainModels, type TrainingJob } from "../neural/training/trainModels";
import type { TrainOptions } from "../neural/training/trainSequenceModel";

/**
 * Paper 1's price network (section 3.2b, Figure 6): LSTM 100 → dropout 0.2 → dense 1. The activation of the dense layer
 * is not named; it is linear here.
 */
export const PRICE_NETWORK: Architecture = priceNetwork({ units: 100, dropout: 0.2 });

/** Paper 1's time step: rows in a window, of which all but the last are inputs. */
export const PRICE_WINDOW = 60;

/**
 * The network of {@link PRICE_NETWORK} with other numbers in it: what paper 1's grid search varies.
 * Never throws: `trainSequenceModel` refuses numbers that can't be.
 *
 * @param numbers - units of the LSTM, and the probability with which each of its outputs is dropped in training.
 * @returns LSTM → dropout → dense 1.
 * @example
 * v.priceNetwork({ units: 50, dropout: 0.1 }); // → [{ lstm: 50 }, { dropout: 0.1 }, { dense: 1 }]
 */
export function priceNetwork({ units, dropout }: { units: number; dropout: number }): Architecture {
  return Object.freeze([{ lstm: units }, { dropout }, { dense: 1 }]);
}

/** The three features of a coin, one value a day each, all of length N. */
export interface PriceColumns {
  /** In USD. */
  readonly close: ArrayLike<number>;
  readonly volume: ArrayLike<number>;
  /** As `averageTrueRange` gives it. */
  readonly atr: ArrayLike<number>;
  /** The coin, for error messages. */
  readonly name?: string;
  /** The days, for error messages. */
  readonly dates?: ArrayLike<string>;
}

/** What paper 1 leaves open: how long and how to train. */
export interface PriceTraining
  extends KeepModels, Pick<TrainOptions, "epochs" | "batchSize" | "seed" | "adam" | "backend"> {
  /** {@link PRICE_NETWORK} by default. */
  readonly architecture?: Architecture;
  /** M, rows in a window: M − 1 inputs and the target; {@link PRICE_WINDOW} by default. */
  readonly window?: number;
}

export interface PriceForecastOptions extends PriceTraining, LongWork {
  /** The rows to learn from: `holdOut(N, { train: 0.7 }).train`, as in paper 1. */
  readonly train: TrainRange;
}

/** Forecasts of one coin's closes by one network. */
export interface PriceForecast {
  readonly model: TrainedModel;
  /** USD, length N: entry d is about day d and was made from days up to d − 1. NaN on the training rows and before. */
  readonly forecast: Float64Array;
  /**
   * The leak, on purpose: USD, length N, from row M − 1 on, the training rows among them, whose own closes the network
   * has learned. Paper 1 feeds such forecasts to its portfolio network as if they were forecasts; those of
   * {@link walkForwardPrices} are.
   */
  readonly inSample: Float64Array;
  /** Mean squared error of the scaled closes in the last epoch, with dropout: what paper 1 calls the average loss. */
  readonly trainingLoss: number;
  /** The rows after the training rows: those of `forecast`. */
  readonly test: RowRange;
  /** R² of `forecast` against the closes of the test rows, in USD (paper 1, eq. 39). NaN where there are fewer than two. */
  readonly rSquared: number;
  /** True where the network had been trained before and was found in the cache. */
  readonly hit: boolean;
}

/**
 * Paper 1's price forecast (qfe2025, section 3.2b): one coin's close from the M − 1 days before, by an LSTM.
 *
 *     x_scaled,p = x_p / x_1 − 1   per window and feature (close, volume, ATR)                                  eq. 4
 *     LSTM → dropout → dense,  mean squared error, Adam;  forecasts are brought back to USD before any R²
 *
 * The network learns from windows whose target lies in the training rows. Epochs, optimiser and batch size are not in
 * the paper: Adam and 32 here, epochs as you say.
 *
 * @param coin - close in USD, volume and ATR, one value a day each, length N.
 * @param options - the training rows, epochs and seed; paper 1's network and windows of 60 days, and the cache
 *   `build/cache/models`, where they are left out.
 * @returns forecasts in USD by day, the network, and how well it did.
 * @throws {@link DomainError} naming coin, day and feature where the first value of a window is 0.
 * @throws {@link ShapeError} where windows are longer than the rows to learn from.
 * @example
 * const close = Array.from({ length: 24 }, (_, t) => 100 + (t % 2));
 * const coin = { close, volume: close.map(() => 1000), atr: close.map(() => 2) };
 * const [{ train }] = v.walkForward(24, { train: 18, test: 6 });
 * const architecture = v.priceNetwork({ units: 2, dropout: 0 });
 * const options = { train, architecture, window: 4, epochs: 1, seed: 1, cache: false } as const;
 * const { test, forecast } = await v.forecastPrices(coin, options);
 * test; // → { from: 18, to: 24, of: 24 }
 * [Number.isNaN(forecast[17]), Number.isNaN(forecast[18])]; // → [true, false]
 */
export async function forecastPrices(
  coin: PriceColumns,
  options: PriceForecastOptions,
): Promise<PriceForecast> {
  const problem = priceProblem("forecastPrices", coin, options);
  return problem.solved(await trainModel(problem.job, options));
}

export interface WorkersOption {
  /** Worker threads; as many as the machine runs in parallel by default. The result does not depend on it. */
  readonly workers?: number;
}

/**
 * {@link forecastPrices} for several coins, on worker threads.
 *
 * @param coins - by name.
 * @param options - as {@link forecastPrices}, for all coins; as many workers as the machine runs in parallel by default.
 * @returns by the same names.
 * @throws as {@link forecastPrices}, for the first coin that fails.
 * @example
 * const close = Array.from({ length: 24 }, (_, t) => 100 + (t % 2));
 * const BTC = { close, volume: close.map(() => 1000), atr: close.map(() => 2) };
 * const [{ train }] = v.walkForward(24, { train: 18, test: 6 });
 * const architecture = v.priceNetwork({ units: 2, dropout: 0 });
 * const options = { train, architecture, window: 4, epochs: 1, seed: 1, workers: 1, cache: false } as const;
 * const forecasts = await v.forecastPricesOf({ BTC }, options);
 * forecasts.BTC.forecast.length; // → 24
 */
export async function forecastPricesOf(
  coins: Readonly<Record<string, PriceColumns>>,
  options: PriceForecastOptions & WorkersOption,
): Promise<Record<string, PriceForecast>> {
  const [forecasts] = await forecastsAfter("forecastPricesOf", coins, [options.epochs], options);
  return forecasts;
}

/**
 * {@link forecastPricesOf} after each of several numbers of epochs: each coin's network is trained once, and asked on the
 * way.
 *
 * @param coins - by name.
 * @param epochs - in any order.
 * @param options - as {@link forecastPricesOf}, without epochs.
 * @returns one record for each number of epochs, in their order.
 * @throws as {@link forecastPrices}, for the first coin that fails.
 * @example
 * const close = Array.from({ length: 24 }, (_, t) => 100 + (t % 2));
 * const BTC = { close, volume: close.map(() => 1000), atr: close.map(() => 2) };
 * const [{ train }] = v.walkForward(24, { train: 18, test: 6 });
 * const architecture = v.priceNetwork({ units: 2, dropout: 0 });
 * const options = { train, architecture, window: 4, seed: 1, workers: 1, cache: false } as const;
 * const after = await v.forecastPricesAfter({ BTC }, [1, 3], options);
 * after.map((ofCoins) => ofCoins.BTC.model.curves.loss.length); // → [1, 3]
 */
export async function forecastPricesAfter(
  coins: Readonly<Record<string, PriceColumns>>,
  epochs: readonly number[],
  options: Omit<PriceForecastOptions, "epochs"> & WorkersOption,
): Promise<Record<string, PriceForecast>[]> {
  return forecastsAfter("forecastPricesAfter", coins, epochs, options);
}

async function forecastsAfter(
  where: string,
  coins: Readonly<Record<string, PriceColumns>>,
  epochs: readonly number[],
  options: Omit<PriceForecastOptions, "epochs"> & WorkersOption,
): Promise<Record<string, PriceForecast>[]> {
  const problems = epochs.map((count) =>
    Object.entries(coins).map(([name, coin]) =>
      priceProblem(where, { name, ...coin }, { ...options, epochs: count }),
    ),
  );
  const models = await trainModels(
    problems.flat().map(({ job }) => job),
    { ...options, stage: "coin" },
  );
  return problems.map((ofCoins, e) =>
    Object.fromEntries(
      Object.keys(coins).map((name, k) => [name, ofCoins[k].solved(models[e * ofCoins.length + k])]),
    ),
  );
}

/** A network to be trained, and what its forecasts are once it is. */
export interface PriceProblem {
  readonly job: TrainingJob;
  readonly solved: (trained: CachedModel) => PriceForecast;
}

export function priceProblem(
  where: string,
  coin: PriceColumns,
  {
    train,
    architecture = PRICE_NETWORK,
    window = PRICE_WINDOW,
    epochs,
    seed,
    batchSize,
    adam,
    backend,
  }: PriceForecastOptions,
): PriceProblem {
  const columns = checkCoin(where, coin);
  checkInteger(where, "window", window, 2);
  if (train == null) throw new DomainError(where, "train", train, "the training rows of a split");
  if (train.to - Math.max(train.from, window - 1) < 1)
    throw new ShapeError(
      where,
      `windows of ${window} rows must fit into the training rows, got ${train.to - train.from}`,
    );
  const of = columns[0].length;
  checkFirstValues(where, coin, window);
  const scaledWindows = (targetsIn?: RowRange): RelativeScaler =>
    relativeScaler(slidingWindows(columns, { window, targetsIn }));
  const job: TrainingJob = {
    windows: scaledWindows(train).scaled,
    architecture,
    options: { epochs, batchSize, seed, adam, backend },
  };
  const solved = ({ model, hit }: CachedModel): PriceForecast => {
    const all = scaledWindows();
    const inSample = placed(all.scaled, all.inverse(model.predict(all.scaled)), of);
    const forecast = inSample.map((value, d) => (d < train.to ? Number.NaN : value));
    const test = Object.freeze({ from: train.to, to: of, of });
    const came = takeRows(coin.close, test);
    return Object.freeze({
      model,
      forecast,
      inSample,
      trainingLoss: model.curves.loss[model.curves.loss.length - 1],
      test,
      rSquared: varies(came) ? rSquared(came, forecast.subarray(train.to)) : Number.NaN,
      hit,
    });
  };
  return { job, solved };
}

/** One value a window, on the rows of the targets; NaN before. */
export function placed({ firstTarget }: Windows, values: Float64Array, rows: number): Float64Array {
  const onRows = new Float64Array(rows).fill(Number.NaN);
  onRows.set(values, firstTarget);
  return onRows;
}

const FEATURES = ["close", "volume", "atr"] as const;

function checkCoin(where: string, coin: PriceColumns): readonly ArrayLike<number>[] {
  if (coin == null) throw new DomainError(where, "coin", coin, "{ close, volume, atr }");
  for (const feature of FEATURES) {
    checkVector(where, named(coin, feature), coin[feature]);
    checkSameLength(where, named(coin, "close"), coin.close, named(coin, feature), coin[feature]);
  }
  return FEATURES.map((feature) => coin[feature]);
}

/** @throws {@link DomainError} where a window could not be scaled: it begins with 0. */
function checkFirstValues(where: string, coin: PriceColumns, length: number): void {
  for (const feature of FEATURES)
    for (let row = 0; row + length <= coin[feature].length; row++)
      if (coin[feature][row] === 0) {
        const day = coin.dates === undefined ? `row ${row}` : coin.dates[row];
        throw new DomainError(
          where,
          `${named(coin, feature)} on ${day}`,
          0,
          "different from 0, since windows are scaled by their first value",
        );
      }
}

const named = ({ name }: PriceColumns, feature: string): string =>
  name === undefined ? feature : `${feature} of ${name}`;
