import { exp, tanh } from "../../core/elementary";
import { zeros } from "../../math/matrix";
import type { LstmWeights } from "./lstmWeights";

/** What an LSTM layer hands from one step to the next, U values each. */
export interface LstmState {
  /** h: the output. */
  readonly hidden: Float64Array;
  /** C: the cell. */
  readonly cell: Float64Array;
}

/** One step of an LSTM layer, with all that it computed on the way; U values each. */
export interface LstmStep extends LstmState {
  /** i, between 0 and 1. */
  readonly inputGate: Float64Array;
  /** f, between 0 and 1. */
  readonly forgetGate: Float64Array;
  /** u, between −1 and 1. */
  readonly candidate: Float64Array;
  /** o, between 0 and 1. */
  readonly outputGate: Float64Array;
}

/** σ(x) = 1 / (1 + e⁻ˣ) */
export function sigmoid(x: number): number {
  return 1 / (1 + exp(-x));
}

/**
 * One step of an LSTM layer on one sequence.
 *
 *     fₜ = σ(W_f · [hₜ₋₁, xₜ] + b_f)                                          paper 1 (qfe2025), equation 5
 *     iₜ = σ(W_i · [hₜ₋₁, xₜ] + b_i)                                          6
 *     uₜ = tanh(W_C · [hₜ₋₁, xₜ] + b_C)                                       7
 *     Cₜ = fₜ ∘ Cₜ₋₁ + iₜ ∘ uₜ                                                8
 *     oₜ = σ(W_o · [hₜ₋₁, xₜ] + b_o)                                          9
 *     hₜ = oₜ ∘ tanh(Cₜ)                                                      10
 *
 * @param x - the features of the step, F values.
 */
export function lstmStep(x: ArrayLike<number>, previous: LstmState, weights: LstmWeights): LstmStep {
  const { kernel, recurrentKernel, bias } = weights;
  const units = bias.length / 4;
  const column = (gate: number, u: number): number => {
    const j = gate * units + u;
    let sum = bias[j];
    for (let f = 0; f < x.length; f++) sum += x[f] * kernel[f][j];
    for (let v = 0; v < units; v++) sum += previous.hidden[v] * recurrentKernel[v][j];
    return sum;
  };
  const perUnit = (value: (u: number) => number): Float64Array =>
    Float64Array.from({ length: units }, (_, u) => value(u));
  const inputGate = perUnit((u) => sigmoid(column(0, u)));
  const forgetGate = perUnit((u) => sigmoid(column(1, u)));
  const candidate = perUnit((u) => tanh(column(2, u)));
  const outputGate = perUnit((u) => sigmoid(column(3, u)));
  const cell = perUnit((u) => forgetGate[u] * previous.cell[u] + inputGate[u] * candidate[u]);
  const hidden = perUnit((u) => outputGate[u] * tanh(cell[u]));
  return { inputGate, forgetGate, candidate, outputGate, cell, hidden };
}

/** Gradients of a loss by the weights of an LSTM layer, in their layout. */
export interface LstmWeightGradients {
  readonly kernel: Float64Array[];
  readonly recurrentKernel: Float64Array[];
  readonly bias: Float64Array;
}

/** All zero: what {@link lstmStepGradient} adds to. */
export function zeroWeightGradients(features: number, units: number): LstmWeightGradients {
  return {
    kernel: zeros(features, 4 * units),
    recurrentKernel: zeros(units, 4 * units),
    bias: new Float64Array(4 * units),
  };
}

/**
 * The chain rule through {@link lstmStep}. Adds what the step contributes to the gradients by the weights.
 *
 * @param later - gradients of the loss by this step's hₜ and Cₜ, through everything that comes after.
 * @returns the gradients by xₜ, hₜ₋₁ and Cₜ₋₁.
 */
export function lstmStepGradient(
  x: ArrayLike<number>,
  previous: LstmState,
  weights: LstmWeights,
  step: LstmStep,
  later: LstmState,
  total: LstmWeightGradients,
): LstmState & { readonly input: Float64Array } {
  const units = step.cell.length;
  const gates = new Float64Array(4 * units); // by the arguments of σ and tanh
  const cell = new Float64Array(units);
  for (let u = 0; u < units; u++) {
    const [i, f, c, o] = [step.inputGate[u], step.forgetGate[u], step.candidate[u], step.outputGate[u]];
    const squashed = tanh(step.cell[u]);
    const byCell = later.cell[u] + later.hidden[u] * o * (1 - squashed ** 2);
    gates[u] = byCell * c * i * (1 - i);
    gates[units + u] = byCell * previous.cell[u] * f * (1 - f);
    gates[2 * units + u] = byCell * i * (1 - c ** 2);
    gates[3 * units + u] = later.hidden[u] * squashed * o * (1 - o);
    cell[u] = byCell * f;
  }
  const input = new Float64Array(x.length);
  const hidden = new Float64Array(units);
  for (let j = 0; j < 4 * units; j++) {
    total.bias[j] += gates[j];
    for (let f = 0; f < x.length; f++) {
      total.kernel[f][j] += x[f] * gates[j];
      input[f] += weights.kernel[f][j] * gates[j];
    }
    for (let v = 0; v < units; v++) {
      total.recurrentKernel[v][j] += previous.hidden[v] * gates[j];
      hidden[v] += weights.recurrentKernel[v][j] * gates[j];
    }
  }
  return { input, hidden, cell };
}
