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
  readonly validation?: number;
}

export interface PriceTrialOptions
  extends TrialRows, Pick<PriceTraining, "epochs" | "batchSize" | "seed" | "adam" | "backend"> {}

/** What paper 1 searches (section 3.2b); what a point leaves out is as in `PRICE_NETWORK`. */
export interface PricePoint {
  /** Rows in a window, the target among them. */
  readonly timeStep?: number;
  readonly neurons?: number;
  readonly dropout?: number;
}

const NETWORK_PARAMETERS: readonly (keyof PricePoint & keyof VolatilityPoint)[] = [
  "timeStep",
  "neurons",
  "dropout",
];

/**
 * The trial of paper 1's grid search, for `gridSearch`: trains the price network of the point on the first part of the
 * training rows; its score is the root mean squared error, in USD, on the rest of them, on the same days for every point.
 */
export function priceTrial(coin: PriceColumns, options: PriceTrialOptions): GridTrial {
  const { train, validation = 0.2, epochs, batchSize, seed, adam } = options;
  const rows = checkRows("priceTrial", train, validation);
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
  point: { timeStep = PRICE_WINDOW, neurons = 100, dropout = 0.2 },
}: {
  readonly data: PriceTrialData;
  readonly point: PricePoint;
}): Promise<TrialResult> {
  const { train } = holdOut(coin.close.length, { train: learned });
  const network = priceNetwork({ neurons, dropout });
  const forecast = await forecastPrices(coin, {
    ...training,
    train,
    network,
    length: timeStep,
    cache: false,
  });
  return scored(coin.close, forecast.predicted, train.to, forecast.trainingLoss);
}

export interface VolatilityTrialOptions
  extends TrialRows, Pick<VolatilityForecastOptions, "epochs" | "batchSize" | "seed" | "adam" | "backend"> {}

/** What a point leaves out is as in `VOLATILITY_NETWORK`. */
export interface VolatilityPoint {
  /** Rows in a window, the target among them. */
  readonly timeStep?: number;
  /** Units of each of the two LSTMs. */
  readonly neurons?: number;
  /** After the second LSTM; none by default. */
  readonly dropout?: number;
}

/** The same for paper 2's network: the score is the root mean squared error in units of column 0. */
export function volatilityTrial(
  columns: readonly ArrayLike<number>[],
  options: VolatilityTrialOptions,
): GridTrial {
  const { train, validation = 0.2, epochs, batchSize, seed, adam } = options;
  const rows = checkRows("volatilityTrial", train, validation);
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
  point: { timeStep = VOLATILITY_WINDOW, neurons = 50, dropout = 0 },
}: {
  readonly data: VolatilityTrialData;
  readonly point: VolatilityPoint;
}): Promise<TrialResult> {
  const [target] = columns;
  const { train } = holdOut(target.length, { train: learned });
  const network = volatilityNetwork({ neurons, dropout });
  const forecast = await forecastVolatility(columns, {
    ...training,
    train,
    network,
    length: timeStep,
    cache: false,
  });
  return scored(target, forecast.forecasts, train.to, forecast.trainingLoss);
}

function scored(
  actual: ArrayLike<number>,
  predicted: Float64Array,
  from: number,
  trainingLoss: number,
): TrialResult {
  const truth = Float64Array.from(actual).subarray(from);
  const forecast = predicted.subarray(from);
  return { score: Math.sqrt(mse(truth, forecast)), rSquared: rSquared(truth, forecast), trainingLoss };
}

function checkRows(where: string, train: TrainRange, validation: number): { readonly learned: number } {
  if (train == null) throw new DomainError(where, "train", train, "the training rows of a split");
  checkNumber(where, "validation", validation, 0.01, 0.99);
  return { learned: 1 - validation };
}

/** The training rows of a column: what comes after them never reaches a trial. */
function cut(values: ArrayLike<number>, { from, to }: TrainRange): Float64Array {
  return Float64Array.from(values).slice(from, to);
}
