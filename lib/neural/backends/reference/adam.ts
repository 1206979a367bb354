import { pow } from "../../../core/elementary";
import type { AdamOptions } from "../../training/adam";
import type { Learned } from "./layers";

/**
 * Adam, as Keras steps:
 *
 *     m ← m + (g − m)(1 − β₁)
 *     v ← v + (g² − v)(1 − β₂)
 *     w ← w − rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)     Kingma and Ba (2015), the end of section 2
 */
export class ReferenceAdam {
  readonly #moments: { m: Float64Array; v: Float64Array }[][] = [];
  #step = 0;

  /** One step for all parts of a network, which come in the same order each time. */
  update(parts: readonly Learned[], { learningRate, beta1, beta2, epsilon }: Required<AdamOptions>): void {
    this.#step++;
    const rate = (learningRate * Math.sqrt(1 - pow(beta2, this.#step))) / (1 - pow(beta1, this.#step));
    parts.forEach(({ weights, gradients }, k) => {
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
    });
  }
}
