import { pow } from "../../../core/elementary";
import type { AdamOptions } from "../../training/adam";
import type { LayerWeights } from "../../layerWeights";
import type { Kernel } from "./kernel";

/**
 * Rows of numbers in the kernel's memory: all rows of the batch in the first step, then in the second, and so on. What
 * fills the width up to a multiple of 4 is 0.
 */
export interface Sheet {
  /** Address of the first number. */
  readonly at: number;
  /** Bytes from one row to the next. */
  readonly row: number;
  /** Numbers in a row. */
  readonly width: number;
  readonly steps: number;
  /** Rows of the batch, a multiple of 8; a row that fills it up holds finite numbers, and gets no gradient. */
  readonly rows: number;
}

/** A layer of a network in the kernel's memory. */
export interface KernelLayer {
  /** @returns where the outputs stand until the next call. */
  forward(input: Sheet, training: boolean): Sheet;
  /**
   * Computes the gradients by the weights after {@link forward}.
   *
   * @param gradient - that by the outputs.
   * @returns that by the inputs, where the layer was made to give it.
   */
  backward(gradient: Sheet): Sheet | undefined;
  /** The weights it learns, each with its gradient. */
  readonly parameters: readonly Parameters[];
  load(weights: LayerWeights): void;
  read(): LayerWeights;
}

export const roundUp = (count: number, to: number): number => Math.ceil(count / to) * to;

/** A block of weights, its gradient, and what Adam remembers of it. */
export class Parameters {
  readonly weights: number;
  readonly gradient: number;
  readonly #m: number;
  readonly #v: number;

  /** @param count - a multiple of 4. */
  constructor(
    readonly kernel: Kernel,
    readonly count: number,
  ) {
    this.weights = kernel.allocate(count);
    this.gradient = kernel.allocate(count);
    this.#m = kernel.allocate(count);
    this.#v = kernel.allocate(count);
  }

  /** @param step - counts from 1. */
  update(step: number, { learningRate, beta1, beta2, epsilon }: Required<AdamOptions>): void {
    const rate = (learningRate * Math.sqrt(1 - pow(beta2, step))) / (1 - pow(beta1, step));
    this.kernel.run.adam(
      this.weights,
      this.gradient,
      this.#m,
      this.#v,
      this.count,
      rate,
      beta1,
      beta2,
      epsilon,
    );
  }
}
