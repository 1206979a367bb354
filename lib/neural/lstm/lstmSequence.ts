import { DomainError, ShapeError } from "../../core/errors";
import {
  lstmStep,
  lstmStepGradient,
  zeroWeightGradients,
  type LstmState,
  type LstmStep,
  type LstmWeightGradients,
} from "./lstmStep";
import { checkLstmWeights, checkRows, type LstmSize, type LstmWeights, type Rows } from "./lstmWeights";

/** Sequences of the same length, each of steps of F features: `inputs[b][t][f]`. */
export type Sequences = readonly Rows[];

/** The states of several sequences: h and C, one row of U values a sequence. */
export interface LstmStates {
  readonly hidden: Rows;
  readonly cell: Rows;
}

export interface LstmSequenceOptions {
  /** h₀ and C₀ of each sequence; zeros by default. */
  readonly initialStates?: LstmStates;
}

/** Where a loss meets the outputs of a sequence: its gradients by them. Either may be left out. */
export interface LstmUpstream {
  /** ∂L/∂hₜ of every step, `[b][t][u]`: many to many. */
  readonly outputs?: Sequences;
  /** ∂L/∂h of the last step, `[b][u]`: many to one. */
  readonly last?: Rows;
}

/** The gradients of a loss by all that went into {@link lstmSequence}. */
export interface LstmGradients {
  /** `[b][t][f]` */
  readonly inputs: readonly (readonly Float64Array[])[];
  /** In the layout of the weights; summed over sequences and steps. */
  readonly weights: LstmWeightGradients;
  readonly initialStates: {
    readonly hidden: readonly Float64Array[];
    readonly cell: readonly Float64Array[];
  };
}

/** What an LSTM layer made of some sequences. */
export interface LstmRun {
  /** hₜ: `outputs[b][t][u]`. The layer "many to many". */
  readonly outputs: readonly (readonly Float64Array[])[];
  /** h after the last step: `last[b][u]`. The layer "many to one". */
  readonly last: readonly Float64Array[];
  /** Every gate and cell of every step, `steps[b][t]`. */
  readonly steps: readonly (readonly LstmStep[])[];
  /** Backpropagation through time: the gradients of a loss whose gradients by the outputs are `upstream`. */
  readonly gradients: (upstream: LstmUpstream) => LstmGradients;
}

/**
 * One LSTM layer over whole sequences, forward, and backward when asked: equations 5 to 10 of paper 1 in double
 * precision, written to be read. Training uses a faster kernel, which the tests hold against this one.
 *
 * @param inputs - B sequences of T steps of F features.
 * @throws {@link ShapeError} when sequences, weights and states don't fit together; {@link DomainError} on NaN.
 */
export function lstmSequence(
  inputs: Sequences,
  weights: LstmWeights,
  { initialStates }: LstmSequenceOptions = {},
): LstmRun {
  const where = "lstmSequence";
  const size = checkLstmWeights(where, weights);
  checkSequences(where, "inputs", inputs, size.features);
  const starts = startStates(where, initialStates, inputs.length, size.units);
  const steps = inputs.map((sequence, b) => forward(sequence, weights, starts[b]));
  const run: LstmRun = {
    steps,
    outputs: steps.map((taken) => taken.map((step) => step.hidden)),
    last: steps.map((taken) => taken[taken.length - 1].hidden),
    gradients: (upstream) => {
      checkUpstream("LstmRun.gradients", upstream, inputs, size.units);
      return backward(inputs, weights, starts, steps, upstream, size);
    },
  };
  return Object.freeze(run);
}

function forward(sequence: Rows, weights: LstmWeights, start: LstmState): LstmStep[] {
  const steps: LstmStep[] = [];
  for (const x of sequence) steps.push(lstmStep(x, steps[steps.length - 1] ?? start, weights));
  return steps;
}

function backward(
  inputs: Sequences,
  weights: LstmWeights,
  starts: readonly LstmState[],
  steps: readonly (readonly LstmStep[])[],
  upstream: LstmUpstream,
  { features, units }: LstmSize,
): LstmGradients {
  const total = zeroWeightGradients(features, units);
  const byStart: LstmState[] = [];
  const byInputs = inputs.map((sequence, b) => {
    const byInput: Float64Array[] = [];
    let later: LstmState = { hidden: new Float64Array(units), cell: new Float64Array(units) };
    for (let t = sequence.length - 1; t >= 0; t--) {
      const outside = [upstream.outputs?.[b][t], t === sequence.length - 1 ? upstream.last?.[b] : undefined];
      const hidden = later.hidden.map((value, u) =>
        outside.reduce((sum, gradient) => sum + (gradient?.[u] ?? 0), value),
      );
      const previous = t > 0 ? steps[b][t - 1] : starts[b];
      const gradient = lstmStepGradient(
        sequence[t],
        previous,
        weights,
        steps[b][t],
        { hidden, cell: later.cell },
        total,
      );
      byInput.unshift(gradient.input);
      later = gradient;
    }
    byStart.push(later);
    return byInput;
  });
  return {
    inputs: byInputs,
    weights: total,
    initialStates: { hidden: byStart.map((s) => s.hidden), cell: byStart.map((s) => s.cell) },
  };
}

function checkSequences(where: string, name: string, inputs: Sequences, features: number): void {
  if (!Array.isArray(inputs) || inputs.length === 0)
    throw new DomainError(where, name, inputs, "an array of sequences");
  const lengths = inputs.map((sequence: Rows, b) => checkRows(where, `${name}[${b}]`, sequence, features));
  const odd = lengths.findIndex((length) => length !== lengths[0]);
  if (odd > 0)
    throw new ShapeError(where, `${name}[${odd}] must have ${lengths[0]} steps, got ${lengths[odd]}`);
}

function startStates(
  where: string,
  initial: LstmStates | undefined,
  count: number,
  units: number,
): readonly LstmState[] {
  if (initial === undefined)
    return Array.from({ length: count }, () => ({
      hidden: new Float64Array(units),
      cell: new Float64Array(units),
    }));
  checkStates(where, "initialStates.hidden", initial.hidden, count, units);
  checkStates(where, "initialStates.cell", initial.cell, count, units);
  return initial.hidden.map((hidden, b) => ({
    hidden: Float64Array.from(hidden),
    cell: Float64Array.from(initial.cell[b]),
  }));
}

function checkStates(where: string, name: string, rows: Rows, count: number, units: number): void {
  const got = checkRows(where, name, rows, units);
  if (got !== count) throw new ShapeError(where, `${name} must have ${count} rows, got ${got}`);
}

function checkUpstream(where: string, upstream: LstmUpstream, inputs: Sequences, units: number): void {
  const { outputs, last } = upstream ?? {};
  if (outputs === undefined && last === undefined)
    throw new DomainError(where, "upstream", upstream, "gradients by `outputs`, by `last`, or both");
  if (last !== undefined) checkStates(where, "upstream.last", last, inputs.length, units);
  if (outputs === undefined) return;
  checkSequences(where, "upstream.outputs", outputs, units);
  if (outputs.length !== inputs.length || outputs[0].length !== inputs[0].length)
    throw new ShapeError(
      where,
      `upstream.outputs must be ${inputs.length} sequences of ${inputs[0].length} steps, got ${outputs.length} of ${outputs[0].length}`,
    );
}
