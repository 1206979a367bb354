import { setImmediate } from "node:timers/promises";
import { checkInteger, checkSameLength, checkVector } from "../../core/checks";
import { DomainError, ShapeError } from "../../core/errors";
import { throwIfCancelled, type LongWork } from "../../core/progress";
import { createRng, type Rng } from "../../core/random";
import { shuffle } from "../../core/shuffle";
import { stopSignal } from "../../core/stopSignal";
import type { Windows } from "../../series/windows";
import { adamOptions, type AdamOptions } from "./adam";
import { placeLayers, type Architecture, type PlacedLayer } from "../architecture";
import { chooseBackend, type Backend } from "../backends/backend";
import { initialWeights } from "../initialWeights";
import type { LayerWeights } from "../layerWeights";
import type { LearningCurves } from "./modelData";
import type { Network, NetworkWindows } from "../backends/network";
import { TrainedModel } from "./trainedModel";

export interface TrainOptions extends LongWork {
  /** Times that all windows are learned from. Forecasts that go without take 10 for volatilities, 20 for variances by default. */
  readonly epochs: number;
  /** Windows a step of Adam, at most as many as there are; 32 by default, or all where there are fewer. */
  readonly batchSize?: number;
  /** Sets the first weights, the order of the windows and the dropout masks. */
  readonly seed: number;
  /** Options of Adam; its own defaults by default. */
  readonly adam?: AdamOptions;
  /** Windows that are not learned from: their loss after each epoch is in the curves. None by default. */
  readonly validation?: TrainingWindows;
  /**
   * Stop after this many epochs in which the loss on `validation` has not fallen, and go back to the weights of the best
   * epoch. Without it all epochs run, and the weights are the last.
   */
  readonly patience?: number;
  /**
   * What computes it; `VOLFOLIO_BACKEND` by default, else the first of native, wasm and reference that runs here (see
   * {@link availableBackends}).
   */
  readonly backend?: Backend;
}

/** What {@link trainSequenceModel} reads of {@link Windows}. */
export type TrainingWindows = Pick<Windows, "shape" | "inputs" | "targets">;

/** Windows a step of Adam where nobody says how many: 32, or all where there are fewer. */
export function usualBatchSize({ shape: [count] }: Pick<Windows, "shape">): number {
  return Math.min(32, count);
}

/**
 * Trains a network on windows of the past to give the value that came next: Adam (Kingma and Ba 2015) on the mean squared
 * error of batches in random order.
 *
 *     L = (1/B) Σ_b (ŷ_b − y_b)²
 *
 * The same seed gives the same weights, bit by bit, on the same backend (`model.backend`); backends differ by rounding.
 *
 * @param windows - in the units that the network shall see: scaled.
 * @param architecture - such as `[{ lstm: 100 }, { dropout: 0.2 }, { dense: 1 }]`.
 * @param options - `epochs` and `seed`; batches of 32 windows, Adam as in Keras, no validation, no early end and the best
 *   backend that runs here where they are left out.
 * @returns the trained network, with the loss of each epoch.
 * @throws {@link DomainError} when the loss is no longer a number; nothing half-trained is given.
 * @throws {@link ShapeError} when the windows' parts don't fit together, {@link MissingError} where `backend` does not run
 *   here.
 * @throws {@link CancelledError} when `signal` stops it, which is looked at after every epoch.
 * @example
 * const windows = v.slidingWindows([0.1, 0.4, 0.2, 0.3, 0.5, 0.1], { window: 3 });
 * windows.shape; // → [4, 2, 1]
 * const architecture: v.Architecture = [{ lstm: 2 }, { dropout: 0.2 }, { dense: 1 }];
 * const model = await v.trainSequenceModel(windows, architecture, { epochs: 2, seed: 1 });
 * model.curves.loss.length; // → 2
 * model.predict(windows).length; // → 4
 */
export async function trainSequenceModel(
  windows: TrainingWindows,
  architecture: Architecture,
  options: TrainOptions,
): Promise<TrainedModel> {
  const [model] = await trainWithCheckpoints(windows, architecture, options, [options.epochs]);
  return model;
}

/**
 * One training, stopped at on the way: a model for each of several numbers of epochs, the one that
 * {@link trainSequenceModel} gives for that number.
 *
 * @param stops - numbers of epochs, in any order.
 * @param onModel - is given each model as soon as it is there.
 * @returns in the order of `stops`.
 */
export async function trainWithCheckpoints(
  windows: TrainingWindows,
  architecture: Architecture,
  options: Omit<TrainOptions, "epochs">,
  stops: readonly number[],
  onModel: (model: TrainedModel, epochs: number) => void = () => {},
): Promise<TrainedModel[]> {
  const where = "trainSequenceModel";
  checkWindows(where, "windows", windows);
  const [count, steps, features] = windows.shape;
  const placed = placeLayers(where, architecture, { steps, features });
  const { seed, batchSize = usualBatchSize(windows), patience, onProgress } = options;
  const signal = stopSignal(options.signal);
  for (const epochs of stops) checkInteger(where, "epochs", epochs, 1);
  const epochs = Math.max(...stops);
  checkInteger(where, "batchSize", batchSize, 1, count);
  if (options.validation !== undefined) checkValidation(where, options.validation, windows);
  if (patience !== undefined) {
    checkInteger(where, "patience", patience, 1);
    if (options.validation === undefined)
      throw new DomainError(where, "patience", patience, "left out where there is no `validation`");
  }
  const adam = adamOptions(where, options.adam);
  const rng = createRng(seed);

  const { label, makeNetwork } = chooseBackend(where, { backend: options.backend });
  const network = makeNetwork(placed, batchSize, rng);
  try {
    network.load(firstWeights(placed, rng));
    const training = inSinglePrecision(windows);
    const validation = options.validation && inSinglePrecision(options.validation);
    const order = Array.from({ length: count }, (_, w) => w);
    const shuffling = rng.split("order");
    const curves = { loss: [] as number[], validationLoss: [] as number[] };
    const models = new Map<number, TrainedModel>();
    let best: { readonly loss: number; readonly epoch: number; readonly weights: LayerWeights[] } | undefined;

    const stopAt = (epoch: number): TrainedModel => {
      const model = new TrainedModel({
        architecture,
        steps,
        features,
        weights: best?.weights ?? network.read(),
        curves: { loss: [...curves.loss], validationLoss: [...curves.validationLoss] },
        seed,
        backend: label,
      });
      models.set(epoch, model);
      onModel(model, epoch);
      return model;
    };

    for (let epoch = 1; epoch <= epochs; epoch++) {
      throwIfCancelled(where, signal);
      shuffle(order, shuffling);
      let sum = 0;
      for (let from = 0; from < count; from += batchSize)
        sum += network.learn(training, order, from, Math.min(from + batchSize, count), adam);
      const loss = sum / count;
      if (!Number.isFinite(loss))
        throw new DomainError(where, `the loss in epoch ${epoch}`, loss, "finite: lower the learning rate");
      curves.loss.push(loss);
      if (validation) curves.validationLoss.push(meanSquaredError(network, validation, batchSize));
      onProgress?.({ stage: "epoch", done: epoch, of: epochs, note: noteOf(curves) });
      await setImmediate(); // lets the caller's timers, and its wish to stop, come through
      if (patience !== undefined) {
        const reached = curves.validationLoss[epoch - 1];
        if (best === undefined || reached < best.loss)
          best = { loss: reached, epoch, weights: network.read() };
        else if (epoch - best.epoch >= patience) break;
      }
      if (stops.includes(epoch)) stopAt(epoch);
    }
    throwIfCancelled(where, signal);
    return stops.map((stop) => models.get(stop) ?? stopAt(stop)); // patience may end before a stop
  } finally {
    network.dispose();
  }
}

/** The weights that training starts from: each layer draws from a stream of its own. */
export function firstWeights(placed: readonly PlacedLayer[], rng: Rng): LayerWeights[] {
  return placed.map((layer, k) => initialWeights(layer, rng.split(`layer ${k}`)));
}

function meanSquaredError(network: Network, windows: NetworkWindows, batchSize: number): number {
  const { targets } = windows;
  const all = Array.from(targets, (_, w) => w);
  let sum = 0;
  for (let from = 0; from < all.length; from += batchSize)
    sum += Array.from(network.predict(windows, all, from, Math.min(from + batchSize, all.length))).reduce(
      (squares, value, r) => squares + (value - targets[from + r]) ** 2,
      0,
    );
  return sum / all.length;
}

const inSinglePrecision = ({ inputs, targets }: TrainingWindows): NetworkWindows => ({
  inputs: Float32Array.from(inputs),
  targets: Float32Array.from(targets),
});

function noteOf({ loss, validationLoss }: LearningCurves): string {
  const last = (values: readonly number[]): string => values[values.length - 1].toPrecision(3);
  return `loss ${last(loss)}` + (validationLoss.length > 0 ? `, validation ${last(validationLoss)}` : "");
}

function checkValidation(where: string, validation: TrainingWindows, windows: TrainingWindows): void {
  checkWindows(where, "validation", validation);
  const [ours, theirs] = [validation.shape.slice(1), windows.shape.slice(1)];
  if (ours.join() !== theirs.join())
    throw new ShapeError(
      where,
      `validation must be windows of ${theirs.join(" × ")}, got ${ours.join(" × ")}`,
    );
}

/** @throws {@link ShapeError} or {@link DomainError} unless shape, inputs and targets fit together, without NaN. */
function checkWindows(where: string, name: string, windows: TrainingWindows): void {
  if (windows?.shape?.length !== 3)
    throw new DomainError(where, name, windows, "windows, as slidingWindows makes them");
  const [count, steps, features] = windows.shape;
  for (const size of windows.shape) checkInteger(where, `${name}.shape`, size, 1);
  checkVector(where, `${name}.inputs`, windows.inputs);
  checkVector(where, `${name}.targets`, windows.targets);
  if (windows.inputs.length !== count * steps * features)
    throw new ShapeError(
      where,
      `${name}.inputs must hold ${count} × ${steps} × ${features} values, got ${windows.inputs.length}`,
    );
  checkSameLength(where, `${name}.targets`, windows.targets, "windows", { length: count });
}
