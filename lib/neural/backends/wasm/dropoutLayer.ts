import type { Rng } from "../../../core/random";
import { drawMask } from "../../training/dropoutMask";
import type { Kernel } from "./kernel";
import { roundUp, type KernelLayer, type Sheet } from "./layer";

export interface DropoutLayerSize {
  readonly features: number;
  readonly steps: number;
  readonly rows: number;
  /** The probability that a number is dropped. */
  readonly rate: number;
  /** Where the masks come from: a new one for every batch. */
  readonly rng: Rng;
}

/** In training each number is dropped with probability `rate`, the others are divided by 1 − `rate`. */
export class DropoutLayer implements KernelLayer {
  readonly parameters: readonly [] = [];
  readonly #mask: number;
  readonly #out: number;
  readonly #byInputs: number;

  constructor(
    readonly kernel: Kernel,
    readonly size: DropoutLayerSize,
  ) {
    const count = size.steps * size.rows * this.#columns;
    this.#mask = kernel.allocate(count);
    this.#out = kernel.allocate(count);
    this.#byInputs = kernel.allocate(count);
  }

  get #columns(): number {
    return roundUp(this.size.features, 4);
  }

  forward(input: Sheet, training: boolean): Sheet {
    if (!training) return input;
    const { rate, rng } = this.size;
    const { floats } = this.kernel;
    const count = input.steps * input.rows * this.#columns;
    drawMask(floats.subarray(this.#mask / 4, this.#mask / 4 + count), rate, rng);
    return this.#masked(input, this.#out);
  }

  backward(gradient: Sheet): Sheet {
    return this.#masked(gradient, this.#byInputs);
  }

  #masked(sheet: Sheet, to: number): Sheet {
    const columns = this.#columns;
    this.kernel.run.maskRows(sheet.at, sheet.row, this.#mask, to, sheet.steps * sheet.rows, columns);
    return { ...sheet, at: to, row: columns * 4 };
  }

  load(): void {}

  read(): null {
    return null;
  }
}
