import type { Rng } from "../../../core/random";
import type { AdamOptions } from "../../training/adam";
import type { PlacedLayer } from "../../architecture";
import type { LayerWeights } from "../../layerWeights";
import type { Network, NetworkWindows } from "../network";
import { ReferenceAdam } from "./adam";
import { referenceLayer, type Flow, type ReferenceLayer } from "./layers";

/** A network in plain TypeScript and double precision: slow, and obviously right. The tests hold the others against it. */
export class ReferenceNetwork implements Network {
  readonly #layers: readonly ReferenceLayer[];
  readonly #adam = new ReferenceAdam();

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
    this.#adam.update(
      this.#layers.map((layer) => layer.learned()),
      adam,
    );
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
}

const outputsOf = (flow: Flow): Float64Array => Float64Array.from(flow, ([[output]]) => output);
