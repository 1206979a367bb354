import { checkInteger, checkOneOf, checkSameLength, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import type { LongWork } from "../core/progress";
import { varies } from "../math/varies";
import { minMaxScaler } from "../series/scalers";
import { fitOnEverything, takeRows, type RowRange, type TrainRange } from "../series/splits";
import { slidingWindows } from "../series/windows";
import type { Architecture } from "../neural/architecture";
import type { CachedModel } from "../neural/training/modelCache";
import { placed, type WorkersOption } from "./priceForecast";
import type { TrainedModel } from "../neural/training/trainedModel";
import type { KeepModels } from "../neural/training/trainMissing";
import { trainModel, trainModels, type TrainingJob } from "../neural/training/trainModels";
import type { TrainOptions } from "../neural/training/trainSequenceModel";

/** Paper 2's volatility network (section 4.2): LSTM 50 (sequence) → LSTM 50 → dense 25 → dense 1. */
export const VOLATILITY_NETWORK: Architecture = volatilityNetwork({ units: 50 });

/**
 * The network of {@link VOLATILITY_NETWORK} with other numbers in it; `dropout` comes after the second LSTM.
 * Never throws: `trainSequenceModel` refuses numbers that can't be.
 *
 * @param numbers - units of each LSTM, and the probability with which an output of the second is dropped in training: 0 by
 *   default.
 * @returns LSTM (sequence) → LSTM → dense 25 → dense 1.
 * @example
 * const network = v.volatilityNetwork({ units: 10, dropout: 0.2 });
 * network[0]; // → { lstm: 10, sequence: true }
 * network[2]; // → { dropout: 0.2 }
 */
export function volatilityNetwork({ units, dropout = 0 }: { units: number; dropout?: number }): Architecture {
  const dropped = dropout > 0 ? [{ dropout }] : [];
  return Object.freeze([
    { lstm: units, sequence: true },
    { lstm: units },
    ...dropped,
    { dense: 25 },
    { dense: 1 },
  ]);
}

/** The network of paper 2's hybrids: {@link VOLATILITY_NETWORK} with relu on the dense 25. */
export const HYBRID_NETWORK: Architecture = Object.freeze([
  { lstm: 50, sequence: true },
  { lstm: 50 },
  { dense: 25, activation: "relu" },
  { dense: 1 },
]);

/** Paper 2's window: 30 past values and the one to forecast. */
export const VOLATILITY_WINDOW = 31;

/** Paper 2's training, by Keras's defaults where it says nothing. */
const VOLATILITY_EPOCHS = 10;

export interface VolatilityForecastOptions
  extends KeepModels, LongWork, Partial<Pick<TrainOptions, "epochs" | "batchSize" | "adam" | "backend">> {
  /** The rows to learn from: `holdOut(N, { train: 0.8 }).train`, as in paper 2. */
  readonly train: TrainRange;
  /** Sets the first weights and the order of the windows. Paper 2 set none. */
  readonly seed: number;
  /** {@link VOLATILITY_NETWORK} by default. */
  readonly architecture?: Architecture;
  /** Rows in a window, the target among them; {@link VOLATILITY_WINDOW} by default. */
  readonly window?: number;
  /**
   * The rows whose minimum and maximum scale each column: "trainingRows" by default. "wholeSample" is paper 2's leak:
   * its scaler has seen the test rows.
   */
  readonly scaling?: "trainingRows" | "wholeSample";
}

/** Forecasts of one series by one network. */
export interface VolatilityForecast {
  readonly model: TrainedModel;
  /** Units of column 0, length N: entry d is about row d and was made from rows up to d − 1. NaN up to the last training row. */
  readonly forecast: Float64Array;
  /** The same network's answers on all rows that have a window, training rows among them: paper 2's Figure 4. */
  readonly inSample: Float64Array;
  /** Mean squared error of the scaled targets in the last epoch. */
  readonly trainingLoss: number;
  /** The rows after the training rows: those of `forecast`. */
  readonly test: RowRange;
  /** True where the network had been trained before and was found in the cache. */
  readonly hit: boolean;
}

/**
 * Paper 2's volatility forecast (mosef2025, section 4.2): the next value of a series from the 30 before it, by two
 * stacked LSTMs. Further columns are further features of each step: the hybrids add GARCH volatility, and the CVI.
 *
 *     x_scaled = (x − min) / (max − min)   per column                                                            eq. 4
 *     10 epochs of Adam on the mean squared error of batches of 32
 *
 * @param columns - column 0 is the target; all of length N. A value on row d must be known at the close of d.
 * @param options - the training rows and the seed; paper 2's network, windows of 31 rows, 10 epochs, scaling by the training
 *   rows and the cache `build/cache/models` where they are left out.
 * @returns forecasts in units of column 0 by row, and the network.
 * @throws {@link DomainError} where a column does not vary over the rows it is scaled by, or holds NaN.
 * @throws {@link ShapeError} where columns differ in length, or windows are longer than the rows to learn from.
 * @example
 * const volatility = Array.from({ length: 24 }, (_, t) => 0.02 + 0.01 * (t % 2));
 * const [{ train }] = v.walkForward(24, { train: 18, test: 6 });
 * const architecture = [{ lstm: 2 }, { dense: 1 }];
 * const options = { train, architecture, window: 4, epochs: 1, seed: 1, cache: false } as const;
 * const { test, forecast } = await v.forecastVolatility([volatility], options);
 * test; // → { from: 18, to: 24, of: 24 }
 * [Number.isNaN(forecast[17]), Number.isNaN(forecast[18])]; // → [true, false]
 */
export async function forecastVolatility(
  columns: readonly ArrayLike<number>[],
  options: VolatilityForecastOptions,
): Promise<VolatilityForecast> {
  const problem = volatilityProblem("forecastVolatility", columns, options);
  return problem.solved(await trainModel(problem.job, options));
}

/**
 * {@link forecastVolatility} for several series, on worker threads.
 *
 * @param series - the columns of each, by name.
 * @param options - as {@link forecastVolatility}, for all series; as many workers as the machine runs in parallel by default.
 * @returns by the same names.
 * @throws as {@link forecastVolatility}, for the first series that fails.
 * @example
 * const BTC = [Array.from({ length: 24 }, (_, t) => 0.02 + 0.01 * (t % 2))];
 * const [{ train }] = v.walkForward(24, { train: 18, test: 6 });
 * const architecture = [{ lstm: 2 }, { dense: 1 }];
 * const options = { train, architecture, window: 4, epochs: 1, seed: 1, workers: 1, cache: false } as const;
 * const forecasts = await v.forecastVolatilityOf({ BTC }, options);
 * forecasts.BTC.test.from; // → 18
 */
export async function forecastVolatilityOf(
  series: Readonly<Record<string, readonly ArrayLike<number>[]>>,
  options: VolatilityForecastOptions & WorkersOption,
): Promise<Record<string, VolatilityForecast>> {
  const where = "forecastVolatilityOf";
  const problems = Object.values(series).map((columns) => volatilityProblem(where, columns, options));
  const jobs = problems.map(({ job }) => job);
  const models = await trainModels(jobs, { ...options, stage: "series" });
  return Object.fromEntries(Object.keys(series).map((name, k) => [name, problems[k].solved(models[k])]));
}

interface VolatilityProblem {
  readonly job: TrainingJob;
  readonly solved: (trained: CachedModel) => VolatilityForecast;
}

function volatilityProblem(
  where: string,
  columns: readonly ArrayLike<number>[],
  {
    train,
    seed,
    architecture = VOLATILITY_NETWORK,
    window = VOLATILITY_WINDOW,
    scaling = "trainingRows",
    epochs = VOLATILITY_EPOCHS,
    batchSize,
    adam,
    backend,
  }: VolatilityForecastOptions,
): VolatilityProblem {
  checkColumns(where, columns);
  checkInteger(where, "window", window, 2);
  checkOneOf(where, "scaling", scaling, ["trainingRows", "wholeSample"]);
  if (train == null) throw new DomainError(where, "train", train, "the training rows of a split");
  if (train.to - Math.max(train.from, window - 1) < 1)
    throw new ShapeError(
      where,
      `windows of ${window} rows must fit into the training rows, got ${train.to - train.from}`,
    );
  const of = columns[0].length;
  const scalers = columns.map((values, k) => {
    const rows = scaling === "trainingRows" ? takeRows(values, train) : fitOnEverything(values);
    if (!varies(rows))
      throw new DomainError(
        where,
        `columns[${k}]`,
        rows[0],
        "a column that varies over the rows it is scaled by",
      );
    return minMaxScaler(rows);
  });
  const scaled = columns.map((values, k) => scalers[k].transform(values));
  const job: TrainingJob = {
    windows: slidingWindows(scaled, { window, targetsIn: train }),
    architecture,
    options: { epochs, batchSize, seed, adam, backend },
  };
  const solved = ({ model, hit }: CachedModel): VolatilityForecast => {
    const all = slidingWindows(scaled, { window });
    const inSample = placed(all, scalers[0].inverse(model.predict(all)), of);
    return Object.freeze({
      model,
      forecast: inSample.map((value, d) => (d < train.to ? Number.NaN : value)),
      inSample,
      trainingLoss: model.curves.loss[model.curves.loss.length - 1],
      test: Object.freeze({ from: train.to, to: of, of }),
      hit,
    });
  };
  return { job, solved };
}

function checkColumns(where: string, columns: readonly ArrayLike<number>[]): void {
  if (!Array.isArray(columns) || columns.length === 0 || typeof columns[0] === "number")
    throw new DomainError(where, "columns", columns, "an array of columns");
  columns.forEach((values: ArrayLike<number>, k) => {
    checkVector(where, `columns[${k}]`, values);
    checkSameLength(where, "columns[0]", columns[0] as ArrayLike<number>, `columns[${k}]`, values);
  });
}
