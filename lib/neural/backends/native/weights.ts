import { pow } from "../../../core/elementary";
import type { AdamOptions } from "../../training/adam";
import type { Rows } from "../../lstm/lstmWeights";
import type { Ops, TensorId } from "./ops";

/** A block of weights: a matrix, or a vector of one row. Adam works on it in JavaScript, TensorFlow reads a copy. */
export class NativeWeights {
  readonly values: Float32Array;
  readonly #m: Float32Array;
  readonly #v: Float32Array;
  #tensor: TensorId | undefined;

  constructor(
    readonly ops: Ops,
    readonly shape: readonly number[],
  ) {
    const size = shape.reduce((product, length) => product * length, 1);
    this.values = new Float32Array(size);
    this.#m = new Float32Array(size);
    this.#v = new Float32Array(size);
  }

  /** The tensor of the weights as they are now. */
  get tensor(): TensorId {
    const { binding } = this.ops;
    this.#tensor ??= binding.createTensor(this.shape, binding.TF_FLOAT, this.values);
    return this.#tensor;
  }

  /** Takes other values. */
  load(rows: Rows): void {
    const width = this.shape[this.shape.length - 1];
    rows.forEach((row, r) => this.values.set(Array.from(row), r * width));
    this.release();
  }

  /** Some of its rows. */
  rows(from: number, to: number): Float64Array[] {
    const width = this.shape[this.shape.length - 1];
    return Array.from({ length: to - from }, (_, r) =>
      Float64Array.from(this.values.subarray((from + r) * width, (from + r + 1) * width)),
    );
  }

  /**
   * One step of Adam, as Keras takes it:
   *
   *     m ← m + (g − m)(1 − β₁)
   *     v ← v + (g² − v)(1 − β₂)
   *     w ← w − rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)     Kingma and Ba (2015), the end of section 2
   */
  update(gradient: Float32Array, step: number, adam: Required<AdamOptions>): void {
    const { learningRate, beta1, beta2, epsilon } = adam;
    const rate = (learningRate * Math.sqrt(1 - pow(beta2, step))) / (1 - pow(beta1, step));
    const [w, m, v] = [this.values, this.#m, this.#v];
    for (let k = 0; k < w.length; k++) {
      const g = gradient[k];
      m[k] += (g - m[k]) * (1 - beta1);
      v[k] += (g * g - v[k]) * (1 - beta2);
      w[k] -= (rate * m[k]) / (Math.sqrt(v[k]) + epsilon);
    }
    this.release();
  }

  /** Frees the copy in TensorFlow's memory. */
  release(): void {
    if (this.#tensor !== undefined) this.ops.binding.deleteTensor(this.#tensor);
    this.#tensor = undefined;
  }
}
