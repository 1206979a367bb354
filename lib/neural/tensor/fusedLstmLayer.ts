import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { layers, LayerVariable, Shape } from "@tensorflow/tfjs-layers";
import { checkInteger } from "../../core/checks";
import { createRng } from "../../core/random";
import type { Backend } from "../backends/backend";
import { initialLstmWeights } from "../initialWeights";
import type { LstmWeights } from "../lstm/lstmWeights";
import { fusedLstm } from "./fusedLstm";
import { flatten } from "./lstmKernel";
import { tfjs } from "./tfjs";

export interface FusedLstmConfig {
  /** U, at least 1. */
  readonly units: number;
  /** Where the first weights come from: those of {@link trainSequenceModel}. */
  readonly seed: number;
  /** The outputs of all steps, or of the last alone; false by default. */
  readonly returnSequences?: boolean;
  /** What computes it; by default as in {@link fusedLstm}. */
  readonly backend?: Backend;
  /** `[T, F]`, where it is the first layer of a model, with null for a length that may vary; by default as the layer before says. */
  readonly inputShape?: (number | null)[];
  /** Of the layer; a name of tfjs by default. */
  readonly name?: string;
  /** Whether training changes its weights; true by default. */
  readonly trainable?: boolean;
}

/**
 * {@link fusedLstm} as a layer of TensorFlow.js, for `sequential` and `model`. Its weights are those of Keras's LSTM, in
 * the same order and layout: kernel, recurrent kernel, bias; gates i, f, c, o. So `getWeights` and `setWeights` exchange
 * them with Keras, and with `layers.lstm({ units, recurrentActivation: "sigmoid" })`.
 *
 * Models that hold it are saved and loaded as usual, once {@link loadTfjs} has been called.
 *
 * @example
 * const { layers } = loadTfjs();
 * const model = layers.sequential({
 *   layers: [fusedLstmLayer({ units: 8, seed: 1, inputShape: [30, 1] }), layers.layers.dense({ units: 1 })],
 * });
 * model.compile({ optimizer: "adam", loss: "meanSquaredError" });
 */
export function fusedLstmLayer(config: FusedLstmConfig): layers.Layer {
  const where = "fusedLstmLayer";
  checkInteger(where, "units", config?.units, 1);
  checkInteger(where, "seed", config.seed);
  return new (layerClass())(config);
}

type LayerClass = new (config: FusedLstmConfig) => layers.Layer;
let known: LayerClass | undefined;

/** The class, made and registered when tfjs is loaded: so that loading a model finds it. */
export function layerClass(): LayerClass {
  if (known !== undefined) return known;
  const { tf, layers: tfLayers } = tfjs();

  class FusedLstm extends tfLayers.layers.Layer {
    static readonly className = "FusedLstm";
    #weights: LayerVariable[] = [];

    constructor(readonly config: FusedLstmConfig) {
      super({ ...config }); // a saved one also holds what the base class added
    }

    override build(inputShape: Shape | Shape[]): void {
      const features = (inputShape as Shape)[2]!;
      const { units, seed } = this.config;
      const first = initialLstmWeights(features, units, createRng(seed));
      this.#weights = PARTS.map(([part, name]) => {
        const initial = { apply: () => tensorOf(first[part]) } as never; // all that addWeight asks of an initialiser
        return this.addWeight(name, shapeOf(first[part]), "float32", initial);
      });
      super.build(inputShape);
    }

    override computeOutputShape(inputShape: Shape | Shape[]): Shape {
      const [batch, steps] = inputShape as Shape;
      const { units, returnSequences } = this.config;
      return returnSequences ? [batch, steps, units] : [batch, units];
    }

    override call(inputs: Tensor | Tensor[]): Tensor {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor3D;
      const [kernel, recurrentKernel, bias] = this.#weights.map((weight) => weight.read());
      const weights = {
        kernel: kernel as Tensor2D,
        recurrentKernel: recurrentKernel as Tensor2D,
        bias: bias as Tensor1D,
      };
      const { returnSequences: sequence, backend } = this.config;
      return fusedLstm(x, weights, { sequence, backend });
    }

    override getConfig(): ReturnType<layers.Layer["getConfig"]> {
      const { units, seed, returnSequences = false, backend } = this.config;
      return { ...super.getConfig(), units, seed, returnSequences, ...(backend && { backend }) };
    }
  }

  tf.serialization.registerClass(FusedLstm);
  known = FusedLstm;
  return known;
}

const PARTS = [
  ["kernel", "kernel"],
  ["recurrentKernel", "recurrent_kernel"],
  ["bias", "bias"],
] as const satisfies readonly (readonly [keyof LstmWeights, string])[];

const isMatrix = (part: LstmWeights[keyof LstmWeights]): part is LstmWeights["kernel"] =>
  typeof part[0] !== "number";

const shapeOf = (part: LstmWeights[keyof LstmWeights]): number[] =>
  isMatrix(part) ? [part.length, part[0].length] : [part.length];

function tensorOf(part: LstmWeights[keyof LstmWeights]): Tensor {
  const values = isMatrix(part) ? flatten(part) : Float32Array.from(part);
  return tfjs().tf.tensor(values, shapeOf(part));
}
