import type { Rng } from "../../../core/random";
import type { AdamOptions } from "../../training/adam";
import type { PlacedLayer } from "../../architecture";
import type { LayerWeights } from "../../layerWeights";
import type { Network, NetworkWindows } from "../network";
import { nativeLayer, type Flow, type NativeLayer } from "./layers";
import type { Ops, TensorId } from "./ops";

/** A network of TensorFlow ops, with its fused LSTM. */
export class NativeNetwork implements Network {
  readonly #layers: readonly NativeLayer[];
  #step = 0;

  constructor(
    readonly ops: Ops,
    readonly placed: readonly PlacedLayer[],
    rng: Rng,
  ) {
    this.#layers = placed.map((layer, k) => nativeLayer(ops, layer, rng.split(`dropout ${k}`)));
  }

  load(weights: readonly LayerWeights[]): void {
    this.#layers.forEach((layer, k) => layer.load(weights[k]));
  }

  read(): LayerWeights[] {
    return this.#layers.map((layer) => layer.read());
  }

  predict(windows: NetworkWindows, which: ArrayLike<number>, from: number, to: number): Float32Array {
    const output = this.#forward(windows, which, from, to, false);
    const values = this.ops.read(output.id).slice();
    this.ops.free();
    return values;
  }

  learn(
    windows: NetworkWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    adam: Required<AdamOptions>,
  ): number {
    const { ops } = this;
    const outputs = ops.read(this.#forward(windows, which, from, to, true).id);
    const errors = outputs.map((output, r) => output - windows.targets[which[from + r]]);
    const byOutputs = errors.map((error) => (2 * error) / (to - from));
    let gradient: TensorId = ops.tensor([1, to - from, 1], byOutputs);
    for (const layer of this.#layers.slice().reverse()) gradient = layer.backward(gradient);
    this.#step++;
    for (const layer of this.#layers) {
      const gradients = layer.gradients();
      layer.weights.forEach((weights, k) => weights.update(ops.read(gradients[k]), this.#step, adam));
    }
    ops.free();
    return errors.reduce((sum, error) => sum + error ** 2, 0);
  }

  dispose(): void {
    for (const layer of this.#layers) for (const weights of layer.weights) weights.release();
    this.ops.dispose();
  }

  /** Brings a batch into TensorFlow's memory, steps first, and through the layers. */
  #forward(
    { inputs }: NetworkWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    training: boolean,
  ): Flow {
    const [{ steps, features }] = this.placed;
    const rows = to - from;
    const values = new Float32Array(steps * rows * features);
    for (let r = 0; r < rows; r++) {
      const window = which[from + r] * steps * features;
      for (let t = 0; t < steps; t++)
        for (let f = 0; f < features; f++)
          values[(t * rows + r) * features + f] = inputs[window + t * features + f];
    }
    let flow: Flow = { id: this.ops.tensor([steps, rows, features], values), steps, rows, width: features };
    for (const layer of this.#layers) flow = layer.forward(flow, training);
    return flow;
  }
}
