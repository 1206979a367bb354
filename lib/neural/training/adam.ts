import { checkNumber } from "../../core/checks";

/** Options of Adam, with the names and defaults of Keras. */
export interface AdamOptions {
  /** 0.001 by default. */
  readonly learningRate?: number;
  /** β₁, 0.9 by default. */
  readonly beta1?: number;
  /** β₂, 0.999 by default. */
  readonly beta2?: number;
  /** ε, 1e-7 by default. */
  readonly epsilon?: number;
}

/** The options with their defaults, checked. */
export function adamOptions(where: string, given: AdamOptions = {}): Required<AdamOptions> {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = given;
  checkNumber(where, "adam.learningRate", learningRate, Number.MIN_VALUE);
  checkNumber(where, "adam.beta1", beta1, 0, 1 - Number.EPSILON);
  checkNumber(where, "adam.beta2", beta2, 0, 1 - Number.EPSILON);
  checkNumber(where, "adam.epsilon", epsilon, Number.MIN_VALUE);
  return { learningRate, beta1, beta2, epsilon };
}
