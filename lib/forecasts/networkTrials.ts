import { checkNumber } from "../core/checks";
import { DomainError } from "../core/errors";
import { libraryTask } from "../core/tasks";
import { mse, rSquared } from "../measures/errors";
import { holdOut, type TrainRange } from "../series/splits";
import { chooseBackend } from "../neural/backends/backend";
import type { TrialResult } from "../neural/training/gridPoint";
import type { GridTrial } from "../neural/training/gridSearch";
import {
  forecastPrices,
  PRICE_WINDOW,
  priceNetwork,
  type PriceColumns,
  type PriceTraining,
} from "./priceForecast";
import {
  forecastVolatility,
  VOLATILITY_WINDOW,
  volatilityNetwork,
  type VolatilityForecastOptions,
} from "./volatilityForecast";

export interface TrialRows {
  /** The training rows. Nothing after them is looked at. */
  readonly train: TrainRange;
  /** The last part of the training rows, which is scored instead of learned from; 0.2 by default. */
  readonly validationFraction?: number;
}

export interface PriceTrialOptions
  extends TrialRows, Pick<PriceTraining, "epochs" | "batchSize" | "seed" | "adam" | "backend"> {}

/** What paper 1 searches (section 3.2b); what a point leaves out is as in `PRICE_NETWORK`. */
export interface PricePoint {
  /** Rows in a window, the target among them. */
  readonly window?: number;
  readonly units?: number;
  readonly dropout?: number;
}

const NETWORK_PARAMETERS: readonly (keyof PricePoint & keyof VolatilityPoint)[] = [
  "window",
  "units",
  "dropout",
];

/**
 * The trial of paper 1's grid search, for `gridSearch`: trains the price network of the point on the first part of the
 * training rows; its score is the root mean squared error, in USD, on the rest of them, on the same days for every point.
 *
 * @param coin - close in USD, volume and ATR, one value a day each, length N.
 * @param options - the training rows, epochs and seed; a validation fraction of 0.2, and as `forecastPrices` where they are left
 *   out.
 * @returns a trial that reads `window`, `units` and `dropout` of a point.
 * @throws DomainError for training rows or a validation fraction that are none; MissingError where `backend` does not run here.
 *   What the network refuses is a failure of the point.
 * @example
 * const close = Array.from({ length: 24 }, (_, t) => 100 + (t % 2));
 * const coin = { close, volume: close.map(() => 1000), atr: close.map(() => 2) };
 * const [{ train }] = v.walkForward(24, { train: 18, test: 6 });
 * const trial = v.priceTrial(coin, { train, epochs: 1, seed: 1 });
 * trial.parameters; // → ["window", "units", "dropout"]
 */
export function priceTrial(coin: PriceColumns, options: PriceTrialOptions): GridTrial {
  const { train, validationFraction = 0.2, epochs, batchSize, seed, adam } = options;
  const rows = checkRows("priceTrial", train, validationFraction);
  const { backend } = chooseBackend("priceTrial", options);
  const [close, volume, atr] = [coin.close, coin.volume, coin.atr].map((x) => cut(x, train));
  const data: PriceTrialData = {
    coin: { name: coin.name, close, volume, atr },
    training: { epochs, batchSize, seed, adam, backend },
    ...rows,
  };
  return Object.freeze({ ...libraryTask(__filename, tryPrices), data, parameters: NETWORK_PARAMETERS });
}

interface PriceTrialData {
  readonly coin: PriceColumns;
  readonly training: Pick<PriceTraining, "epochs" | "batchSize" | "seed" | "adam" | "backend">;
  readonly learned: number;
}

/** What a worker thread does for {@link priceTrial}. */
export async function tryPrices({
  data: { coin, training, learned },
  point: { window = PRICE_WINDOW, units = 100, dropout = 0.2 },
}: {
  readonly data: PriceTrialData;
  readonly point: PricePoint;
}): Promise<TrialResult> {
  const { train } = holdOut(coin.close.length, { train: learned });
  const architecture = priceNetwork({ units, dropout });
  const solved = await forecastPrices(coin, {
    ...training,
    train,
    architecture,
    window,
    cache: false,
  });
  return scored(coin.close, solved.forecast, train.to, solved.trainingLoss);
}

export interface VolatilityTrialOptions
  extends TrialRows, Pick<VolatilityForecastOptions, "epochs" | "batchSize" | "seed" | "adam" | "backend"> {}

/** What a point leaves out is as in `VOLATILITY_NETWORK`. */
export interface VolatilityPoint {
  /** Rows in a window, the target among them. */
  readonly window?: number;
  /** Units of each of the two LSTMs. */
  readonly units?: number;
  /** After the second LSTM; none by default. */
  readonly dropout?: number;
}

/**
 * The trial of a grid search for paper 2's network, for `gridSearch`: trains the volatility network of the point on the first
 * part of the training rows; its score is the root mean squared error, in units of column 0, on the rest of them.
 *
 * @param columns - column 0 is the target; all of length N.
 * @param options - the training rows, epochs and seed; a validation fraction of 0.2, and as `forecastVolatility` where they are
 *   left out.
 * @returns a trial that reads `window`, `units` and `dropout` of a point.
 * @throws DomainError for training rows or a validation fraction that are none; MissingError where `backend` does not run here.
 *   What the network refuses is a failure of the point.
 * @example
 * const volatility = Array.from({ length: 24 }, (_, t) => 0.02 + 0.01 * (t % 2));
 * const [{ train }] = v.walkForward(24, { train: 18, test: 6 });
 * const trial = v.volatilityTrial([volatility], { train, epochs: 1, seed: 1 });
 * trial.parameters; // → ["window", "units", "dropout"]
 */
export function volatilityTrial(
  columns: readonly ArrayLike<number>[],
  options: VolatilityTrialOptions,
): GridTrial {
  const { train, validationFraction = 0.2, epochs, batchSize, seed, adam } = options;
  const rows = checkRows("volatilityTrial", train, validationFraction);
  const { backend } = chooseBackend("volatilityTrial", options);
  const data: VolatilityTrialData = {
    columns: columns.map((values) => cut(values, train)),
    training: { epochs, batchSize, seed, adam, backend },
    ...rows,
  };
  return Object.freeze({
    ...libraryTask(__filename, tryVolatility),
    data,
    parameters: NETWORK_PARAMETERS,
  });
}

interface VolatilityTrialData {
  readonly columns: readonly Float64Array[];
  readonly training: Pick<VolatilityForecastOptions, "epochs" | "batchSize" | "seed" | "adam" | "backend">;
  readonly learned: number;
}

/** What a worker thread does for {@link volatilityTrial}. */
export async function tryVolatility({
  data: { columns, training, learned },
  point: { window = VOLATILITY_WINDOW, units = 50, dropout = 0 },
}: {
  readonly data: VolatilityTrialData;
  readonly point: VolatilityPoint;
}): Promise<TrialResult> {
  const [target] = columns;
  const { train } = holdOut(target.length, { train: learned });
  const architecture = volatilityNetwork({ units, dropout });
  const solved = await forecastVolatility(columns, {
    ...training,
    train,
    architecture,
    window,
    cache: false,
  });
  return scored(target, solved.forecast, train.to, solved.trainingLoss);
}

function scored(
  actual: ArrayLike<number>,
  forecast: Float64Array,
  from: number,
  trainingLoss: number,
): TrialResult {
  const truth = Float64Array.from(actual).subarray(from);
  const tested = forecast.subarray(from);
  return { score: Math.sqrt(mse(truth, tested)), rSquared: rSquared(truth, tested), trainingLoss };
}

function checkRows(
  where: string,
  train: TrainRange,
  validationFraction: number,
): { readonly learned: number } {
  if (train == null) throw new DomainError(where, "train", train, "the training rows of a split");
  checkNumber(where, "validationFraction", validationFraction, 0.01, 0.99);
  return { learned: 1 - validationFraction };
}

/** The training rows of a column: what comes after them never reaches a trial. */
function cut(values: ArrayLike<number>, { from, to }: TrainRange): Float64Array {
  return Float64Array.from(values).slice(from, to);
}
