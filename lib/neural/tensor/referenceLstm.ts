import { lstmSequence } from "../lstm/lstmSequence";
import { flatten, rowsOf, type LstmKernelRun, type LstmProblem, type LstmValues } from "./lstmKernel";

/** {@link lstmSequence} on flat arrays. */
export function referenceLstm(problem: LstmProblem, values: LstmValues): LstmKernelRun {
  const { steps, features, units, sequence } = problem;
  const sequences = (flat: Float32Array, width: number): Float32Array[][] =>
    rowsOf(flat, steps * width).map((rows) => rowsOf(rows, width));
  const weights = {
    kernel: rowsOf(values.kernel, 4 * units),
    recurrentKernel: rowsOf(values.recurrentKernel, 4 * units),
    bias: values.bias,
  };
  const initialStates = { hidden: rowsOf(values.hidden, units), cell: rowsOf(values.cell, units) };
  const run = lstmSequence(sequences(values.x, features), weights, { initialStates });
  return {
    outputs: flatten(sequence ? run.outputs.flat() : run.last),
    gradients: (byOutputs) => {
      const upstream = sequence
        ? { outputs: sequences(byOutputs, units) }
        : { last: rowsOf(byOutputs, units) };
      const by = run.gradients(upstream);
      return {
        x: flatten(by.inputs.flat()),
        kernel: flatten(by.weights.kernel),
        recurrentKernel: flatten(by.weights.recurrentKernel),
        bias: Float32Array.from(by.weights.bias),
        hidden: flatten(by.initialStates.hidden),
        cell: flatten(by.initialStates.cell),
      };
    },
  };
}
