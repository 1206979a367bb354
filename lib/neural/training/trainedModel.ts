import { checkInteger, checkVector } from "../../core/checks";
import { ShapeError } from "../../core/errors";
import { printsAs } from "../../core/printing";
import { createRng } from "../../core/random";
import type { Windows } from "../../series/windows";
import { layerName, placeLayers, type Architecture } from "../architecture";
import { backendOfLabel, chooseBackend, type Backend } from "../backends/backend";
import { noteBackend } from "../backends/backendsUsed";
import type { LayerWeights } from "../layerWeights";
import type { LearningCurves, TrainedModelData } from "./modelData";
import { sealModel } from "./sealedModel";
import { parseStoredModel, type StoredModel } from "./storedModel";

/** Windows at once in a prediction. */
const BATCH = 64;

export interface PredictOptions {
  /** What computes it; `VOLFOLIO_BACKEND` by default, else the backend it was trained on where that runs here. */
  readonly backend?: Backend;
}

/** A trained network. It never changes. */
export class TrainedModel implements TrainedModelData {
  readonly architecture: Architecture;
  readonly steps: number;
  readonly features: number;
  readonly weights: readonly LayerWeights[];
  readonly curves: LearningCurves;
  readonly seed: number;
  readonly backend: string;

  /** @param data - what a training gave: architecture, weights and how they came about. */
  constructor(data: TrainedModelData) {
    this.architecture = data.architecture;
    this.steps = data.steps;
    this.features = data.features;
    this.weights = data.weights;
    this.curves = data.curves;
    this.seed = data.seed;
    this.backend = data.backend;
    noteBackend(data.backend);
    printsAs(this, () => this.summary());
    Object.freeze(this);
  }

  /**
   * The model of what {@link toJSON} gave, after `JSON.stringify` and `JSON.parse`.
   *
   * @param stored - plain data with its checksum.
   * @returns a model that predicts the same, bit by bit on the same backend.
   * @throws {@link DataError} where `stored` is not what {@link toJSON} gave.
   * @example
   * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 });
   * const model = await v.trainSequenceModel(windows, [{ dense: 1 }], { epochs: 1, seed: 1 });
   * const again = v.TrainedModel.fromJSON(JSON.parse(JSON.stringify(model)));
   * again.predict(windows)[0] === model.predict(windows)[0]; // → true
   */
  static fromJSON(stored: unknown): TrainedModel {
    return new TrainedModel(parseStoredModel(stored));
  }

  /**
   * What the network expects next, one value a window, in the units of the targets it was trained on.
   *
   * @param windows - of the steps and features that it was trained on, in the same units; their targets are not read.
   * @param options - the backend is that of `VOLFOLIO_BACKEND`, else the one it was trained on, where it is left out.
   * @returns as many values as there are windows.
   * @throws {@link ShapeError} for windows of other steps or features; {@link MissingError} where `backend` does not run here.
   * @example
   * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 }); // tomorrow is 3 − today
   * const options = { epochs: 300, seed: 1, adam: { learningRate: 0.1 } };
   * const model = await v.trainSequenceModel(windows, [{ dense: 1 }], options);
   * model.predict({ shape: [2, 1, 1], inputs: Float64Array.of(1, 1.5) }); // → [2.0, 1.5]
   */
  predict(windows: Pick<Windows, "shape" | "inputs">, { backend }: PredictOptions = {}): Float64Array {
    const where = "TrainedModel.predict";
    const { shape, inputs } = windows;
    const [count, steps, features] = shape;
    checkInteger(where, "windows.shape[0]", count, 1);
    checkVector(where, "windows.inputs", inputs);
    if (steps !== this.steps || features !== this.features || inputs.length !== count * steps * features)
      throw new ShapeError(
        where,
        `windows must be of ${this.steps} × ${this.features}, got ${inputs.length} values for ${shape.join(" × ")}`,
      );
    const { makeNetwork } = chooseBackend(where, { backend, preferred: backendOfLabel(this.backend) });
    const placed = placeLayers(where, this.architecture, this);
    const batch = Math.min(count, BATCH);
    const network = makeNetwork(placed, batch, createRng(this.seed));
    try {
      network.load(this.weights);
      const all = Array.from({ length: count }, (_, w) => w);
      const values = { inputs: Float32Array.from(inputs), targets: new Float32Array(0) };
      const predicted = new Float64Array(count);
      for (let from = 0; from < count; from += batch)
        predicted.set(network.predict(values, all, from, Math.min(from + batch, count)), from);
      return predicted;
    } finally {
      network.dispose();
    }
  }

  /**
   * The network in a few lines: what a cell shows when it ends in the model.
   *
   * @returns its layers; how many weights, the seed and the backend; its epochs and what the last one reached.
   * @example
   * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 });
   * const model = await v.trainSequenceModel(windows, [{ lstm: 2 }, { dense: 1 }], { epochs: 1, seed: 1 });
   * model.summary().split("\n")[0]; // → "LSTM 2 → dense 1 on windows of 1 × 1"
   */
  summary(): string {
    const { loss, validationLoss } = this.curves;
    const last = (values: readonly number[]): string => values[values.length - 1].toPrecision(4);
    return [
      `${this.architecture.map(layerName).join(" → ")} on windows of ${this.steps} × ${this.features}`,
      `${weightCount(this.weights)} weights, seed ${this.seed}, ${this.backend}`,
      `${loss.length} epochs, loss ${last(loss)}` +
        (validationLoss.length > 0 ? `, on the validation windows ${last(validationLoss)}` : ""),
    ].join("\n");
  }

  /**
   * Plain data with a checksum, for `JSON.stringify`; {@link fromJSON} makes the model of it again.
   *
   * @returns a copy of all that the model is.
   * @example
   * const windows = v.slidingWindows([1, 2, 1, 2, 1, 2], { window: 2 });
   * const model = await v.trainSequenceModel(windows, [{ dense: 1 }], { epochs: 1, seed: 1 });
   * JSON.parse(JSON.stringify(model)).format; // → "volfolio sequence model 1"
   */
  toJSON(): StoredModel {
    const { architecture, steps, features, weights, curves, seed, backend } = this;
    return sealModel("sequence", { architecture, steps, features, weights, curves, seed, backend });
  }
}

function weightCount(weights: readonly LayerWeights[]): number {
  return weights
    .flatMap((layer) => Object.values(layer ?? {}) as (ArrayLike<number> | readonly ArrayLike<number>[])[])
    .reduce((sum, part) => sum + (typeof part[0] === "number" ? 1 : (part[0]?.length ?? 0)) * part.length, 0);
}
