import { setImmediate } from "node:timers/promises";
import { checkInteger, checkNumber, checkOneOf } from "../../core/checks";
import { DomainError, ShapeError } from "../../core/errors";
import { throwIfCancelled, type LongWork } from "../../core/progress";
import { createRng } from "../../core/random";
import { shuffle } from "../../core/shuffle";
import { stopSignal } from "../../core/stopSignal";
import { libraryTask } from "../../core/tasks";
import { sampleMoments } from "../../math/covariance";
import { adamOptions, type AdamOptions } from "../training/adam";
import { keepModel, type CachedModel } from "../training/modelCache";
import { choosePortfolioBackend, type PortfolioBackend } from "./portfolioBackend";
import type { PortfolioLearner } from "./portfolioLearner";
import { allPortfolios, PortfolioModel } from "./portfolioModel";
import type { PortfolioModelData } from "./portfolioModelData";
import { checkNetwork, initialPortfolioWeights, type PortfolioNetwork } from "./portfolioNetwork";
import { checkPortfolioWindows, rowOf, type PortfolioWindows } from "./portfolioWindows";
import { sharpeLoss, type SharpeLossOptions, type SharpeVariant } from "./sharpeLoss";
import {
  trainMissing,
  type TrainedKind,
  type TrainingTask,
  type TrainModelsOptions,
} from "../training/trainMissing";

/** How a portfolio network is trained; the paper gives neither epochs nor batch size, rate or λ. */
export interface PortfolioTraining {
  /** Times that all windows are learned from. */
  readonly epochs: number;
  /** Which Sharpe ratio is maximised; `"oneDay"` by default, the paper's. */
  readonly variant?: SharpeVariant;
  /** λ of the penalty λ/2 Σw²; 0.1 by default. */
  readonly lambda?: number;
  /** Windows a step of Adam, 64 by default; a remainder is spread over all steps. */
  readonly batchSize?: number;
  /** Sets the first weights, the order of the windows and the dropout masks. */
  readonly seed: number;
  /** Options of Adam; its own defaults by default. */
  readonly adam?: AdamOptions;
  /** Windows that are not learned from: their loss after each epoch is in the curves. None by default. */
  readonly validation?: PortfolioWindows;
  /** What computes it; by default the reference where `VOLFOLIO_BACKEND` names it, else wasm. */
  readonly backend?: PortfolioBackend;
}

export interface TrainPortfolioOptions extends PortfolioTraining, LongWork {}

/** λ where none is given. On the simplex λ/2 Σw² pulls towards equal weights. */
const DEFAULT_LAMBDA = 0.1;

/**
 * Trains a portfolio network to maximise the Sharpe ratio of the portfolios it holds: Adam on {@link sharpeLoss} of
 * batches in random order. Σ of the loss is the covariance of the training windows' own returns.
 *
 * The same seed gives the same weights, bit by bit, on the same backend (`model.backend`); backends differ by rounding.
 *
 * @param windows - in the units that the network shall see: scaled. At least two.
 * @param network - such as `MULTI_TASK_NETWORK`, paper 1's.
 * @param options - `epochs` and `seed`; variant "oneDay", λ 0.1, batches of 64 windows, Adam as in Keras, no validation and
 *   the wasm backend where they are left out.
 * @returns the trained network, with the loss of each epoch.
 * @throws {@link DomainError} when the loss is no longer a number; nothing half-trained is given.
 * @throws {@link ShapeError} when the windows' parts don't fit together.
 * @throws {@link CancelledError} when `signal` stops it, which is looked at after every epoch.
 * @example
 * const windows = { shape: [2, 2, 1, 1], inputs: [1, 2, 3, 4], joined: [0, 0, 0, 0], returns: [0.04, 0.02, 0.02, 0] } as const;
 * const network = { sharing: "perCoin", lstm: [1], dropout: 0, joinVolatility: false } as const;
 * const model = await v.trainPortfolioNetwork(windows, network, { epochs: 2, seed: 1, variant: "batch" });
 * model.curves.loss.length; // → 2
 * const [first, second] = model.portfolios(windows)[0];
 * first + second; // → 1.000000
 */
export async function trainPortfolioNetwork(
  windows: PortfolioWindows,
  network: PortfolioNetwork,
  options: TrainPortfolioOptions,
): Promise<PortfolioModel> {
  const where = "trainPortfolioNetwork";
  checkNetwork(where, network);
  checkPortfolioWindows(where, "windows", windows);
  const [count, assets] = windows.shape;
  const { epochs, seed, batchSize = 64, variant = "oneDay", lambda = DEFAULT_LAMBDA, onProgress } = options;
  const signal = stopSignal(options.signal);
  checkInteger(where, "epochs", epochs, 1);
  checkInteger(where, "batchSize", batchSize, 2);
  checkOneOf(where, "variant", variant, ["oneDay", "batch"]);
  checkNumber(where, "lambda", lambda, 0);
  const { validation } = options;
  if (validation !== undefined) checkValidation(where, validation, windows);
  const adam = adamOptions(where, options.adam);
  if (count < 2) throw new ShapeError(where, `windows must be at least 2, got ${count}`);
  const dailyReturns = Array.from({ length: count }, (_, w) => rowOf(windows.returns, w, assets));
  const loss: SharpeLossOptions = { variant, lambda, covariance: sampleMoments(dailyReturns).covariance };
  const rng = createRng(seed);
  const batches = Math.ceil(count / batchSize);
  const startOf = (k: number): number => Math.floor((k * count) / batches);
  const largest = Math.ceil(count / batches);

  const { label, makeLearner } = choosePortfolioBackend(where, options.backend);
  const trained = makeLearner(network, windows.shape, largest, rng);
  try {
    trained.load(initialPortfolioWeights(network, windows.shape, rng));
    const order = Array.from({ length: count }, (_, w) => w);
    const shuffling = rng.split("order");
    const curves = { loss: [] as number[], validationLoss: [] as number[] };
    for (let epoch = 1; epoch <= epochs; epoch++) {
      throwIfCancelled(where, signal);
      shuffle(order, shuffling);
      let sum = 0;
      for (let k = 0; k < batches; k++) {
        const [from, to] = [startOf(k), startOf(k + 1)];
        sum += (to - from) * trained.learn(windows, order, from, to, loss, adam);
      }
      if (!Number.isFinite(sum))
        throw new DomainError(where, `the loss in epoch ${epoch}`, sum, "finite: lower the learning rate");
      curves.loss.push(sum / count);
      if (validation) curves.validationLoss.push(lossOn(trained, validation, loss, largest));
      const note = `loss ${curves.loss[epoch - 1].toPrecision(3)}`;
      onProgress?.({ stage: "epoch", done: epoch, of: epochs, note });
      await setImmediate(); // lets the caller's timers, and its wish to stop, come through
    }
    throwIfCancelled(where, signal);
    return new PortfolioModel({
      ...{ network, shape: windows.shape, weights: trained.read(), curves },
      ...{ variant, lambda, seed, backend: label },
    });
  } finally {
    trained.dispose();
  }
}

/** The arguments of {@link trainPortfolioNetwork}. */
export interface PortfolioJob {
  readonly windows: PortfolioWindows;
  readonly network: PortfolioNetwork;
  readonly training: PortfolioTraining;
}

/**
 * {@link trainPortfolioNetwork} for several networks or seeds, on worker threads, those that are not in the cache. The
 * networks don't depend on how many threads there are.
 *
 * @param jobs - the arguments of {@link trainPortfolioNetwork}, each as a record.
 * @param options - as many workers as the machine runs in parallel, and the cache `build/cache/models`, where they are left
 *   out; `cache: false` keeps nothing.
 * @returns in the order of the jobs.
 * @throws as {@link trainPortfolioNetwork}, for the first job that fails; networks finished by then stay in the cache.
 * @example
 * const windows = { shape: [2, 2, 1, 1], inputs: [1, 2, 3, 4], joined: [0, 0, 0, 0], returns: [0.04, 0.02, 0.02, 0] } as const;
 * const network = { sharing: "perCoin", lstm: [1], dropout: 0, joinVolatility: false } as const;
 * const jobs = [1, 2].map((seed) => ({ windows, network, training: { epochs: 1, seed } }));
 * const trained = await v.trainPortfolioNetworks(jobs, { workers: 1, cache: false });
 * trained.map(({ model }) => model.seed); // → [1, 2]
 */
export async function trainPortfolioNetworks(
  jobs: readonly PortfolioJob[],
  options: TrainModelsOptions = {},
): Promise<CachedModel<PortfolioModel>[]> {
  return trainMissing(jobs, PORTFOLIO_NETWORKS, options);
}

const PORTFOLIO_NETWORKS: TrainedKind<PortfolioJob, PortfolioModelData, PortfolioModel> = {
  keyOf,
  task: libraryTask(__filename, trainAndKeepPortfolio),
  fromData: (data) => new PortfolioModel(data),
  fromJSON: (stored) => PortfolioModel.fromJSON(stored),
};

/** What a worker thread does for {@link trainPortfolioNetworks}. */
export async function trainAndKeepPortfolio(
  networks: TrainingTask<PortfolioJob>,
): Promise<PortfolioModelData[]> {
  const models: PortfolioModelData[] = [];
  for (const { job, entry } of networks) {
    const model = await trainPortfolioNetwork(job.windows, job.network, job.training);
    if (entry) keepModel(entry, model);
    models.push(model);
  }
  return models;
}

/** All that the trained weights depend on. */
function keyOf({ windows, network, training }: PortfolioJob): Record<string, unknown> {
  const learned = ({ shape, inputs, joined, returns }: PortfolioWindows): PortfolioWindows => ({
    shape,
    inputs,
    joined,
    returns,
  });
  const validation = training.validation && learned(training.validation);
  const backend = choosePortfolioBackend("trainPortfolioNetwork", training.backend).label;
  return { windows: learned(windows), network, training: { ...training, validation }, backend };
}

function lossOn(
  network: PortfolioLearner,
  windows: PortfolioWindows,
  options: SharpeLossOptions,
  batch: number,
): number {
  const [count, assets] = windows.shape;
  const returns = Array.from({ length: count }, (_, w) => rowOf(windows.returns, w, assets));
  return sharpeLoss(allPortfolios(network, windows, batch), returns, options).loss;
}

function checkValidation(where: string, validation: PortfolioWindows, windows: PortfolioWindows): void {
  checkPortfolioWindows(where, "validation", validation);
  const [ours, theirs] = [validation.shape.slice(1), windows.shape.slice(1)];
  if (ours.join() !== theirs.join())
    throw new ShapeError(
      where,
      `validation must be windows of ${theirs.join(" × ")}, got ${ours.join(" × ")}`,
    );
}
