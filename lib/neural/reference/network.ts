import type { Rng } from "../../core/random";
import type { AdamOptions } from "../adam";
import type { PlacedLayer } from "../architecture";
import type { LayerWeights } from "../layerWeights";
import type { Network, NetworkWindows } from "../network";
import { referenceLayer, type Flow, type ReferenceLayer } from "./layers";

/** A network in plain TypeScript and double precision: slow, and obviously right. The tests hold the others against it. */
export class ReferenceNetwork implements Network {
  readonly #layers: readonly ReferenceLayer[];
  readonly #moments: { m: Float64Array; v: Float64Array }[][] = [];
  #step = 0;

  constructor(
    readonly placed: readonly PlacedLayer[],
    rng: Rng,
  ) {
    this.#layers = placed.map((layer, k) => referenceLayer(layer, rng.split(`dropout ${k}`)));
  }

  load(weights: readonly LayerWeights[]): void {
    this.#layers.forEach((layer, k) => layer.load(weights[k]));
  }

  read(): LayerWeights[] {
    return this.#layers.map((layer) => layer.read());
  }

  predict(windows: NetworkWindows, which: ArrayLike<number>, from: number, to: number): Float64Array {
    return outputsOf(this.#forward(windows, which, from, to, false));
  }

  learn(
    windows: NetworkWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    adam: Required<AdamOptions>,
  ): number {
    const outputs = outputsOf(this.#forward(windows, which, from, to, true));
    const errors = outputs.map((output, r) => output - windows.targets[which[from + r]]);
    let gradient: Flow = Array.from(errors, (error) => [Float64Array.of((2 * error) / (to - from))]);
    for (const layer of this.#layers.slice().reverse()) gradient = layer.backward(gradient);
    this.#step++;
    this.#layers.forEach((layer, k) => this.#update(layer, k, adam));
    return errors.reduce((sum, error) => sum + error ** 2, 0);
  }

  dispose(): void {}

  #forward(
    { inputs }: NetworkWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    training: boolean,
  ): Flow {
    const [{ steps, features }] = this.placed;
    const step = (window: number, t: number): Float64Array => {
      const start = (window * steps + t) * features;
      return Float64Array.from(inputs.subarray(start, start + features));
    };
    let flow: Flow = Array.from({ length: to - from }, (_, r) =>
      Array.from({ length: steps }, (__, t) => step(which[from + r], t)),
    );
    for (const layer of this.#layers) flow = layer.forward(flow, training);
    return flow;
  }

  /**
   * One step of Adam, as Keras takes it:
   *
   *     m ← m + (g − m)(1 − β₁)
   *     v ← v + (g² − v)(1 − β₂)
   *     w ← w − rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)     Kingma and Ba (2015), the end of section 2
   */
  #update(layer: ReferenceLayer, k: number, adam: Required<AdamOptions>): void {
    const { learningRate, beta1, beta2, epsilon } = adam;
    const rate = (learningRate * Math.sqrt(1 - beta2 ** this.#step)) / (1 - beta1 ** this.#step);
    const { weights, gradients } = layer.learned();
    this.#moments[k] ??= weights.map((row) => ({
      m: new Float64Array(row.length),
      v: new Float64Array(row.length),
    }));
    weights.forEach((w, r) => {
      const { m, v } = this.#moments[k][r];
      const g = gradients[r];
      for (let j = 0; j < w.length; j++) {
        m[j] += (g[j] - m[j]) * (1 - beta1);
        v[j] += (g[j] ** 2 - v[j]) * (1 - beta2);
        w[j] -= (rate * m[j]) / (Math.sqrt(v[j]) + epsilon);
      }
    });
  }
}

const outputsOf = (flow: Flow): Float64Array => Float64Array.from(flow, ([[output]]) => output);
