import { zeros } from "../../../math/matrix";
import type { Activation } from "../../architecture";
import type { DenseWeights, LayerWeights } from "../../layerWeights";
import type { Kernel } from "./kernel";
import { Parameters, roundUp, type KernelLayer, type Sheet } from "./layer";

export interface DenseLayerSize {
  readonly features: number;
  readonly units: number;
  readonly steps: number;
  readonly rows: number;
  readonly activation: Activation;
  readonly inputGradient: boolean;
}

/** activation(x·W + b), on every step alike. */
export class DenseLayer implements KernelLayer {
  readonly parameters: readonly [Parameters, Parameters]; // W in panels of 16 columns, b
  readonly #panels: number;
  readonly #inputs: number; // rows of W, and one more where that is odd
  readonly #out: number;
  readonly #byOut: number;
  readonly #transposed: number;
  readonly #byInputs: number;
  #input: Sheet | undefined;

  constructor(
    readonly kernel: Kernel,
    readonly size: DenseLayerSize,
  ) {
    const { features, units, steps, rows, inputGradient } = size;
    this.#panels = Math.ceil(units / 16);
    this.#inputs = roundUp(features, 2);
    const width = this.#panels * 16;
    this.parameters = [new Parameters(kernel, this.#inputs * width), new Parameters(kernel, width)];
    this.#out = kernel.allocate(steps * rows * width);
    this.#byOut = kernel.allocate(steps * rows * width);
    const columns = inputGradient ? roundUp(features, 8) : 0;
    this.#transposed = kernel.allocate(columns * width);
    this.#byInputs = kernel.allocate(steps * rows * columns);
  }

  forward(input: Sheet): Sheet {
    const { features, units, activation } = this.size;
    const { steps, rows } = input;
    const { run } = this.kernel;
    const [weights, bias] = this.parameters;
    this.#input = input;
    run.denseForward(
      input.at,
      input.row,
      features,
      weights.weights,
      this.#inputs * 64,
      bias.weights,
      this.#out,
      steps * rows,
      this.#panels,
    );
    const count = steps * rows * this.#panels * 16;
    if (activation === "relu") run.relu(this.#out, count);
    if (activation === "tanh") run.hyperbolic(this.#out, count);
    return { at: this.#out, row: this.#panels * 64, width: units, steps, rows };
  }

  backward(gradient: Sheet): Sheet | undefined {
    const { features, units, activation, inputGradient } = this.size;
    const { at, row, steps, rows } = this.#input!;
    const { run } = this.kernel;
    const [weights, bias] = this.parameters;
    const [panels, inputs, all] = [this.#panels, this.#inputs, steps * rows];
    run.copyRows(gradient.at, gradient.row, this.#byOut, panels * 64, all, units);
    if (activation === "relu") run.reluGradient(this.#byOut, this.#out, all * panels * 16);
    if (activation === "tanh") run.hyperbolicGradient(this.#byOut, this.#out, all * panels * 16);
    run.columnSums(this.#byOut, all, panels, bias.gradient);
    run.weightGradient(at, row, inputs, this.#byOut, all, panels, weights.gradient);
    if (!inputGradient) return undefined;
    const columns = roundUp(features, 8);
    run.transposeWeights(weights.weights, inputs, panels, 0, features, this.#transposed, 0, columns);
    run.inputGradient(this.#byOut, panels, this.#transposed, columns, this.#byInputs, columns * 4, all);
    return { at: this.#byInputs, row: columns * 4, width: features, steps, rows };
  }

  load(weights: LayerWeights): void {
    const { kernel, bias } = weights as DenseWeights;
    const { floats } = this.kernel;
    floats.set(Array.from(bias), this.parameters[1].weights / 4);
    kernel.forEach((row, r) => {
      for (let j = 0; j < row.length; j++) floats[this.#place(r, j)] = row[j];
    });
  }

  read(): DenseWeights {
    const { features, units } = this.size;
    const { floats } = this.kernel;
    const bias = this.parameters[1].weights / 4;
    const kernel = zeros(features, units);
    kernel.forEach((row, r) => row.forEach((_, j) => (row[j] = floats[this.#place(r, j)])));
    return { kernel, bias: Float64Array.from(floats.subarray(bias, bias + units)) };
  }

  #place(r: number, j: number): number {
    return this.parameters[0].weights / 4 + ((j >> 4) * this.#inputs + r) * 16 + (j & 15);
  }
}
