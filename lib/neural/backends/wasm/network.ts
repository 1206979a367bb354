import type { Rng } from "../../../core/random";
import type { AdamOptions } from "../../training/adam";
import type { PlacedLayer } from "../../architecture";
import type { LayerWeights } from "../../layerWeights";
import { DenseLayer } from "./denseLayer";
import { DropoutLayer } from "./dropoutLayer";
import type { Kernel } from "./kernel";
import { roundUp, type KernelLayer, type Sheet } from "./layer";
import { LstmLayer } from "./lstmLayer";

/** Windows as the kernel reads them: single precision, flat and row-major. */
export interface KernelWindows {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** A network in the kernel's memory: forward, and one step of learning on a batch. */
export class KernelNetwork {
  readonly #layers: readonly KernelLayer[];
  readonly #inputs: number;
  readonly #byOutput: number;
  #step = 0;

  /**
   * @param batch - windows at once, at most.
   * @param rng - where dropout masks come from.
   */
  constructor(
    readonly kernel: Kernel,
    readonly placed: readonly PlacedLayer[],
    batch: number,
    rng: Rng,
  ) {
    const rows = roundUp(batch, 8);
    const [{ steps, features }] = placed;
    this.#inputs = kernel.allocate(steps * rows * features);
    this.#layers = placed.map((layer, k) => makeLayer(kernel, layer, k, rows, placed, rng));
    this.#byOutput = kernel.allocate(rows * 4);
  }

  load(weights: readonly LayerWeights[]): void {
    this.#layers.forEach((layer, k) => layer.load(weights[k]));
  }

  read(): LayerWeights[] {
    return this.#layers.map((layer) => layer.read());
  }

  /** What the network answers to the windows `which[from]` to `which[to − 1]`, without dropout. */
  predict(windows: KernelWindows, which: ArrayLike<number>, from: number, to: number): Float32Array {
    const output = this.#forward(windows, which, from, to, false);
    const { floats } = this.kernel;
    return Float32Array.from({ length: to - from }, (_, r) => floats[(output.at + r * output.row) / 4]);
  }

  /**
   * One step of Adam on the mean squared error of the windows `which[from]` to `which[to − 1]`.
   *
   * @returns the sum of their squared errors before the step.
   */
  learn(
    windows: KernelWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    adam: Required<AdamOptions>,
  ): number {
    const output = this.#forward(windows, which, from, to, true);
    const { floats } = this.kernel;
    const count = to - from;
    floats.fill(0, this.#byOutput / 4, this.#byOutput / 4 + output.rows * 4);
    let loss = 0;
    for (let r = 0; r < count; r++) {
      const error = floats[(output.at + r * output.row) / 4] - windows.targets[which[from + r]];
      floats[this.#byOutput / 4 + r * 4] = (2 * error) / count;
      loss += error ** 2;
    }
    this.#backward({ ...output, at: this.#byOutput, row: 16 });
    this.#step++;
    for (const layer of this.#layers)
      for (const parameters of layer.parameters) parameters.update(this.#step, adam);
    return loss;
  }

  #forward(
    windows: KernelWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    training: boolean,
  ): Sheet {
    let sheet = this.#gather(windows, which, from, to);
    for (const layer of this.#layers) sheet = layer.forward(sheet, training);
    return sheet;
  }

  #backward(byOutput: Sheet): void {
    let gradient: Sheet | undefined = byOutput;
    for (let k = this.#layers.length - 1; k >= 0 && gradient !== undefined; k--)
      gradient = this.#layers[k].backward(gradient);
  }

  /** Brings a batch into the kernel's memory, steps first; rows that fill it up are 0. */
  #gather({ inputs }: KernelWindows, which: ArrayLike<number>, from: number, to: number): Sheet {
    const [{ steps, features }] = this.placed;
    const rows = roundUp(to - from, 8);
    const { floats } = this.kernel;
    const start = this.#inputs / 4;
    floats.fill(0, start, start + steps * rows * features);
    for (let r = 0; r < to - from; r++) {
      const window = which[from + r] * steps * features;
      for (let t = 0; t < steps; t++)
        for (let f = 0; f < features; f++)
          floats[start + (t * rows + r) * features + f] = inputs[window + t * features + f];
    }
    return { at: this.#inputs, row: features * 4, width: features, steps, rows };
  }
}

function makeLayer(
  kernel: Kernel,
  { spec, features, units, steps }: PlacedLayer,
  k: number,
  rows: number,
  placed: readonly PlacedLayer[],
  rng: Rng,
): KernelLayer {
  const size = { features, units, steps, rows };
  const inputGradient = placed.slice(0, k).some((below) => !("dropout" in below.spec));
  if ("lstm" in spec)
    return new LstmLayer(kernel, { ...size, sequence: spec.sequence ?? false, inputGradient });
  if ("dense" in spec)
    return new DenseLayer(kernel, { ...size, activation: spec.activation ?? "linear", inputGradient });
  return new DropoutLayer(kernel, { ...size, rate: spec.dropout, rng: rng.split(`dropout ${k}`) });
}
