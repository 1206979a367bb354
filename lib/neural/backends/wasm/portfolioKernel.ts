import type { Rng } from "../../../core/random";
import type { AdamOptions } from "../../training/adam";
import type { LstmWeights } from "../../lstm/lstmWeights";
import type { PortfolioLearner } from "../../portfolio/portfolioLearner";
import {
  placeLstms,
  scoreInputs,
  type PortfolioNetwork,
  type PortfolioWeights,
} from "../../portfolio/portfolioNetwork";
import { rowsOf, type PortfolioShape, type PortfolioWindows } from "../../portfolio/portfolioWindows";
import { headGradients, headWeights, type HeadInputs, type HeadWeights } from "../../portfolio/scoreHead";
import type { SharpeLossOptions } from "../../portfolio/sharpeLoss";
import { DropoutLayer } from "./dropoutLayer";
import { returnKernel, type Kernel } from "./kernel";
import { Parameters, roundUp, type KernelLayer, type Sheet } from "./layer";
import { LstmLayer } from "./lstmLayer";

/**
 * A portfolio network with its LSTM layers in the kernel's memory. The head, a few numbers an asset, is computed beside
 * it in double precision; its weights stand in the kernel, where Adam changes them with the others.
 */
export class PortfolioKernel implements PortfolioLearner {
  readonly #layers: readonly KernelLayer[];
  readonly #head: Parameters;
  readonly #inputs: number;
  readonly #byOutput: number;
  #output: Sheet | undefined;
  #step = 0;

  /**
   * @param batch - windows at once, at most.
   * @param rng - where dropout masks come from.
   */
  constructor(
    readonly kernel: Kernel,
    readonly network: PortfolioNetwork,
    readonly shape: PortfolioShape,
    batch: number,
    rng: Rng,
  ) {
    const placed = placeLstms(network, shape);
    const rows = roundUp(batch * this.#sequences, 8);
    const [{ steps, features }] = placed;
    this.#inputs = kernel.allocate(steps * rows * features);
    this.#layers = placed.flatMap((layer, k): KernelLayer[] => {
      const size = { features: layer.features, units: layer.units, steps, rows };
      const last = k === placed.length - 1;
      const lstm = new LstmLayer(kernel, { ...size, sequence: !last, inputGradient: k > 0 });
      if (last || network.dropout === 0) return [lstm];
      const masks = {
        features: layer.units,
        steps,
        rows,
        rate: network.dropout,
        rng: rng.split(`dropout ${k}`),
      };
      return [lstm, new DropoutLayer(kernel, masks)];
    });
    this.#byOutput = kernel.allocate(rows * roundUp(this.#units, 4));
    this.#head = new Parameters(kernel, roundUp(shape[1] * (scoreInputs(network) + 1), 4));
  }

  /** Sequences a window. */
  get #sequences(): number {
    return this.network.sharing === "perCoin" ? this.shape[1] : 1;
  }

  get #units(): number {
    return this.network.lstm[this.network.lstm.length - 1];
  }

  get #lstms(): readonly LstmLayer[] {
    return this.#layers.filter((layer) => layer instanceof LstmLayer);
  }

  load(weights: PortfolioWeights): void {
    this.#lstms.forEach((layer, k) => layer.load(weights.lstm[k]));
    weights.scores.forEach((row, a) => {
      const values = [...Array.from(row), weights.bias[a]];
      this.kernel.floats.set(values, this.#head.weights / 4 + a * values.length);
    });
  }

  read(): PortfolioWeights {
    return { lstm: this.#lstms.map((layer) => layer.read()), ...this.#headAt(this.#head.weights) };
  }

  /** After {@link learn} or {@link gradient}: the gradients by the weights, in their layout. */
  readGradient(): PortfolioWeights {
    return {
      lstm: this.#lstms.map((layer): LstmWeights => layer.readGradient()),
      ...this.#headAt(this.#head.gradient),
    };
  }

  portfolios(windows: PortfolioWindows, which: ArrayLike<number>, from: number, to: number): Float64Array[] {
    return headWeights(this.#forward(windows, which, from, to, false), this.#headAt(this.#head.weights));
  }

  /** The gradient of the loss, with dropout, on the windows `which[from]` to `which[to − 1]`. @returns the loss. */
  gradient(
    windows: PortfolioWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    options: SharpeLossOptions,
  ): number {
    const inputs = this.#forward(windows, which, from, to, true);
    const returns = rowsOf(windows.returns, which, from, to, this.shape[1]);
    const head = headGradients(inputs, this.#headAt(this.#head.weights), returns, options);
    this.#backward(head.hidden);
    head.scores.forEach((row, a) => {
      const values = [...row, head.bias[a]];
      this.kernel.floats.set(values, this.#head.gradient / 4 + a * values.length);
    });
    return head.loss;
  }

  learn(
    windows: PortfolioWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    options: SharpeLossOptions,
    adam: Required<AdamOptions>,
  ): number {
    const loss = this.gradient(windows, which, from, to, options);
    this.#step++;
    for (const parameters of [...this.#layers.flatMap((layer) => layer.parameters), this.#head])
      parameters.update(this.#step, adam);
    return loss;
  }

  dispose(): void {
    returnKernel(this.kernel);
  }

  #forward(
    windows: PortfolioWindows,
    which: ArrayLike<number>,
    from: number,
    to: number,
    training: boolean,
  ): HeadInputs {
    let sheet = this.#gather(windows, which, from, to);
    for (const layer of this.#layers) sheet = layer.forward(sheet, training);
    this.#output = sheet;
    const { floats } = this.kernel;
    const perWindow = this.#sequences;
    const outputOf = (row: number): Float64Array => {
      const at = (sheet.at + row * sheet.row) / 4;
      return Float64Array.from(floats.subarray(at, at + this.#units));
    };
    const assets = this.shape[1];
    return {
      hidden: Array.from({ length: to - from }, (_, b) => {
        const shared = perWindow === 1 ? outputOf(b) : undefined;
        return Array.from({ length: assets }, (_, a) => shared ?? outputOf(b * perWindow + a));
      }),
      joined: this.network.joinVolatility ? rowsOf(windows.joined, which, from, to, assets) : undefined,
    };
  }

  #backward(byHidden: readonly (readonly Float64Array[])[]): void {
    const { floats } = this.kernel;
    const output = this.#output!;
    const width = roundUp(this.#units, 4);
    const start = this.#byOutput / 4;
    floats.fill(0, start, start + output.rows * width);
    const perWindow = this.#sequences;
    byHidden.forEach((rows, b) =>
      rows.forEach((row, a) => {
        const at = start + (perWindow === 1 ? b : b * perWindow + a) * width;
        for (let u = 0; u < row.length; u++) floats[at + u] += row[u];
      }),
    );
    let gradient: Sheet | undefined = { ...output, at: this.#byOutput, row: width * 4 };
    for (let k = this.#layers.length - 1; k >= 0 && gradient !== undefined; k--)
      gradient = this.#layers[k].backward(gradient);
  }

  /** Brings a batch into the kernel's memory, steps first; rows that fill it up are 0. */
  #gather(windows: PortfolioWindows, which: ArrayLike<number>, from: number, to: number): Sheet {
    const [, assets, steps, features] = this.shape;
    const perWindow = this.#sequences;
    const width = (assets / perWindow) * features;
    const rows = roundUp((to - from) * perWindow, 8);
    const { floats } = this.kernel;
    const start = this.#inputs / 4;
    floats.fill(0, start, start + steps * rows * width);
    for (let b = 0; b < to - from; b++)
      for (let a = 0; a < assets; a++)
        for (let s = 0; s < steps; s++) {
          const source = ((which[from + b] * assets + a) * steps + s) * features;
          const row = s * rows + (perWindow === 1 ? b : b * assets + a);
          const at = start + row * width + (perWindow === 1 ? a * features : 0);
          for (let f = 0; f < features; f++) floats[at + f] = windows.inputs[source + f];
        }
    return { at: this.#inputs, row: width * 4, width, steps, rows };
  }

  #headAt(block: number): HeadWeights & Pick<PortfolioWeights, "bias"> {
    const inputs = scoreInputs(this.network);
    const rows = Array.from({ length: this.shape[1] }, (_, a) => {
      const at = block / 4 + a * (inputs + 1);
      return Float64Array.from(this.kernel.floats.subarray(at, at + inputs + 1));
    });
    return {
      scores: rows.map((row) => row.subarray(0, inputs)),
      bias: Float64Array.from(rows, (row) => row[inputs]),
    };
  }
}
