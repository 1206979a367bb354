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

  /** @throws {@link DataError} where `stored` is not what {@link toJSON} gave. */
  static fromJSON(stored: unknown): TrainedModel {
    return new TrainedModel(parseStoredModel(stored));
  }

  /**
   * What the network expects next, one value a window, in the units of the targets it was trained on.
   *
   * @param windows - of the shape that it was trained on.
   * @throws {@link MissingError} where `backend` does not run here.
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

  /** The network in a few lines: what a cell shows when it ends in the model. */
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

  /** Plain data with a checksum, for `JSON.stringify`; {@link fromJSON} makes the model of it again. */
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
