import type { Rng } from "../../../core/random";
import type { Activation, PlacedLayer } from "../../architecture";
import { drawMask, maskIndex, maskSize } from "../../training/dropoutMask";
import type { DenseWeights, LayerWeights } from "../../layerWeights";
import type { LstmWeights } from "../../lstm/lstmWeights";
import {
  blockLstm,
  blockLstmGradient,
  HIDDEN,
  type BlockLstmInputs,
  type BlockLstmOutputs,
} from "./blockLstm";
import type { Ops, TensorId } from "./ops";
import { NativeWeights } from "./weights";

/** What flows between layers: a tensor `[steps, rows, width]`. */
export interface Flow {
  readonly id: TensorId;
  readonly steps: number;
  readonly rows: number;
  readonly width: number;
}

/** A layer of TensorFlow ops. */
export interface NativeLayer {
  readonly weights: readonly NativeWeights[];
  forward(input: Flow, training: boolean): Flow;
  /** After {@link forward}: the gradient by the inputs from that by the outputs, and the {@link gradients}. */
  backward(byOutput: TensorId): TensorId;
  /** By the weights, from the last {@link backward}. */
  gradients(): readonly TensorId[];
  load(weights: LayerWeights): void;
  read(): LayerWeights;
}

export function nativeLayer(ops: Ops, { spec, features, units }: PlacedLayer, rng: Rng): NativeLayer {
  if ("lstm" in spec) return new LstmNative(ops, features, units, spec.sequence ?? false);
  if ("dense" in spec) return new DenseNative(ops, features, units, spec.activation ?? "linear");
  return new DropoutNative(ops, spec.dropout, rng);
}

class LstmNative implements NativeLayer {
  readonly weights: readonly [NativeWeights, NativeWeights];
  #rows = 0;
  #inputs!: BlockLstmInputs;
  #outputs: BlockLstmOutputs = [];
  #gradients: readonly TensorId[] = [];

  constructor(
    readonly ops: Ops,
    readonly features: number,
    readonly units: number,
    readonly sequence: boolean,
  ) {
    this.weights = [
      new NativeWeights(ops, [features + units, 4 * units]),
      new NativeWeights(ops, [4 * units]),
    ];
  }

  forward({ id: x, steps, rows }: Flow): Flow {
    const { ops, units } = this;
    const [weights, bias] = this.weights.map((part) => part.tensor);
    const none = ops.zeros(rows, units);
    this.#rows = rows;
    this.#inputs = { steps, units, x, cell: none, hidden: none, weights, bias };
    this.#outputs = blockLstm(ops, this.#inputs);
    const hidden = this.#outputs[HIDDEN];
    if (this.sequence) return { id: hidden, steps, rows, width: units };
    const [last] = ops.run(
      "Slice",
      [],
      [hidden, ops.integers(steps - 1, 0, 0), ops.integers(1, rows, units)],
    );
    return { id: last, steps: 1, rows, width: units };
  }

  backward(byOutput: TensorId): TensorId {
    const { ops, units } = this;
    const { steps } = this.#inputs;
    const rows = this.#rows;
    const before = [
      [steps - 1, 0],
      [0, 0],
      [0, 0],
    ]; // steps whose h goes nowhere else
    const [byHidden] = this.sequence ? [byOutput] : ops.run("Pad", [], [byOutput, ops.integerRows(before)]);
    const g = blockLstmGradient(ops, this.#inputs, this.#outputs, byHidden, ops.zeros(steps, rows, units));
    this.#gradients = [g.byWeights, g.byBias];
    return g.byX;
  }

  gradients(): readonly TensorId[] {
    return this.#gradients;
  }

  load(weights: LayerWeights): void {
    const { kernel, recurrentKernel, bias } = weights as LstmWeights;
    this.weights[0].load([...kernel, ...recurrentKernel]);
    this.weights[1].load([bias]);
  }

  read(): LstmWeights {
    const { features, units } = this;
    const [matrix, bias] = this.weights;
    return {
      kernel: matrix.rows(0, features),
      recurrentKernel: matrix.rows(features, features + units),
      bias: bias.rows(0, 1)[0],
    };
  }
}

class DenseNative implements NativeLayer {
  readonly weights: readonly [NativeWeights, NativeWeights];
  #input!: Flow;
  #flat = 0;
  #output = 0;
  #gradients: readonly TensorId[] = [];

  constructor(
    readonly ops: Ops,
    readonly features: number,
    readonly units: number,
    readonly activation: Activation,
  ) {
    this.weights = [new NativeWeights(ops, [features, units]), new NativeWeights(ops, [units])];
  }

  forward(input: Flow): Flow {
    const { ops, features, units } = this;
    const { id, steps, rows } = input;
    const [weights, bias] = this.weights.map((part) => part.tensor);
    this.#input = input;
    this.#flat = this.#reshape(id, steps * rows, features);
    const [product] = ops.run("MatMul", [], [this.#flat, weights]);
    [this.#output] = ops.run("BiasAdd", [], [product, bias]);
    if (this.activation === "relu") [this.#output] = ops.run("Relu", [], [this.#output]);
    if (this.activation === "tanh") [this.#output] = ops.run("Tanh", [], [this.#output]);
    return { id: this.#reshape(this.#output, steps, rows, units), steps, rows, width: units };
  }

  backward(byOutput: TensorId): TensorId {
    const { ops, features, units } = this;
    const { steps, rows } = this.#input;
    let byZ = this.#reshape(byOutput, steps * rows, units);
    if (this.activation === "relu") [byZ] = ops.run("ReluGrad", [], [byZ, this.#output]);
    if (this.activation === "tanh") [byZ] = ops.run("TanhGrad", [], [this.#output, byZ]);
    const [byWeights] = ops.run("MatMul", [ops.flag("transpose_a", true)], [this.#flat, byZ]);
    const [byBias] = ops.run("BiasAddGrad", [], [byZ]);
    this.#gradients = [byWeights, byBias];
    const [byX] = ops.run("MatMul", [ops.flag("transpose_b", true)], [byZ, this.weights[0].tensor]);
    return this.#reshape(byX, steps, rows, features);
  }

  #reshape(id: TensorId, ...shape: number[]): TensorId {
    return this.ops.run("Reshape", [], [id, this.ops.integers(...shape)])[0];
  }

  gradients(): readonly TensorId[] {
    return this.#gradients;
  }

  load(weights: LayerWeights): void {
    const { kernel, bias } = weights as DenseWeights;
    this.weights[0].load(kernel);
    this.weights[1].load([bias]);
  }

  read(): DenseWeights {
    const [kernel, bias] = this.weights;
    return { kernel: kernel.rows(0, this.features), bias: bias.rows(0, 1)[0] };
  }
}

class DropoutNative implements NativeLayer {
  readonly weights: readonly NativeWeights[] = [];
  #mask = 0;

  constructor(
    readonly ops: Ops,
    readonly rate: number,
    readonly rng: Rng,
  ) {}

  forward(input: Flow, training: boolean): Flow {
    if (!training) return input;
    const { steps, rows, width } = input;
    const drawn = new Float32Array(maskSize(steps, rows, width));
    drawMask(drawn, this.rate, this.rng);
    const mask = new Float32Array(steps * rows * width);
    let k = 0;
    for (let t = 0; t < steps; t++)
      for (let r = 0; r < rows; r++)
        for (let u = 0; u < width; u++) mask[k++] = drawn[maskIndex(rows, width, t, r, u)];
    this.#mask = this.ops.tensor([steps, rows, width], mask);
    return { ...input, id: this.#masked(input.id) };
  }

  backward(byOutput: TensorId): TensorId {
    return this.#masked(byOutput);
  }

  #masked(id: TensorId): TensorId {
    return this.ops.run("Mul", [], [id, this.#mask])[0];
  }

  gradients(): readonly TensorId[] {
    return [];
  }

  load(): void {}

  read(): null {
    return null;
  }
}
