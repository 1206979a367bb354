import type { GradSaveFunc, Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import { DomainError, MissingError, ShapeError } from "../../core/errors";
import { chooseBackend, type Backend } from "../backends/backend";
import type { LstmKernel, LstmProblem, LstmValues } from "./lstmKernel";
import { nativeLstm, nativeLstmGradient, type NativeLstmTensors, type NodeBackend } from "./nativeLstm";
import { referenceLstm } from "./referenceLstm";
import { nodeBackend, tfjs } from "./tfjs";
import { wasmLstm } from "./wasmLstm";

/** The weights of an LSTM layer as tensors, in Keras's layout: the columns are those of the gates i, f, u, o. */
export interface LstmTensors {
  /** `[F, 4U]` */
  readonly kernel: Tensor2D;
  /** `[U, 4U]` */
  readonly recurrentKernel: Tensor2D;
  /** `[4U]` */
  readonly bias: Tensor1D;
}

export interface FusedLstmOptions {
  /** The outputs of all steps (many to many), or of the last alone (many to one); false by default. */
  readonly sequence?: boolean;
  /** h₀, `[B, U]`; zeros by default. */
  readonly initialHidden?: Tensor2D;
  /** C₀, `[B, U]`; zeros by default. */
  readonly initialCell?: Tensor2D;
  /**
   * What computes it; `VOLFOLIO_BACKEND` by default, else native where the tensors are in TensorFlow's memory (see
   * {@link loadTfjs}), else wasm, else the reference. The last two copy the tensors in and out.
   */
  readonly backend?: Backend;
}

/**
 * An LSTM layer over whole sequences as one op of TensorFlow.js: equations 5 to 10 of paper 1 for every step, with the
 * gradients by the inputs, the weights and the initial states. Stock tfjs runs some fifty small ops a step instead.
 *
 * @param x - `[B, T, F]`: B sequences of T steps of F features.
 * @returns h of every step, `[B, T, U]`, with `sequence`; else of the last, `[B, U]`.
 * @throws {@link ShapeError} when the tensors don't fit together.
 *
 * @example
 * const loss = (kernel) => tf.mean(tf.square(fusedLstm(x, { kernel, recurrentKernel, bias })));
 * const byKernel = tf.grad(loss)(kernel);
 */
export function fusedLstm(
  x: Tensor3D,
  weights: LstmTensors,
  options: FusedLstmOptions & { readonly sequence: true },
): Tensor3D;
export function fusedLstm(
  x: Tensor3D,
  weights: LstmTensors,
  options?: FusedLstmOptions & { readonly sequence?: false },
): Tensor2D;
export function fusedLstm(x: Tensor3D, weights: LstmTensors, options?: FusedLstmOptions): Tensor3D | Tensor2D;
export function fusedLstm(
  x: Tensor3D,
  weights: LstmTensors,
  options: FusedLstmOptions = {},
): Tensor3D | Tensor2D {
  const where = "fusedLstm";
  const { tf } = tfjs();
  const problem = problemOf(where, x, weights, options);
  return tf.tidy(() => {
    const { batch, units } = problem;
    const { initialHidden = tf.zeros([batch, units]), initialCell = tf.zeros([batch, units]) } = options;
    const { kernel, recurrentKernel, bias } = weights;
    const node = nodeBackend(tf);
    const backend = kernelFor(where, options.backend, node);
    const op = tf.customGrad(
      backend === "native" ? onTensors(node!, problem) : onArrays(KERNELS[backend], problem),
    );
    return op(x, kernel, recurrentKernel, bias, initialHidden, initialCell) as Tensor3D | Tensor2D;
  });
}

type CustomOp = (...inputs: (Tensor | GradSaveFunc)[]) => {
  value: Tensor;
  gradFunc: (by: Tensor, saved: Tensor[]) => Tensor[];
};

const KERNELS: Record<Exclude<Backend, "native">, LstmKernel> = { wasm: wasmLstm, reference: referenceLstm };

/** Native needs the tensors in TensorFlow's memory; each backend has proved itself before. */
function kernelFor(where: string, wanted: Backend | undefined, node: NodeBackend | undefined): Backend {
  const { backend } = chooseBackend(where, {
    backend: wanted,
    among: node === undefined ? ["wasm", "reference"] : undefined,
  });
  if (backend === "native" && node === undefined)
    throw new MissingError(
      where,
      'native needs tensors in TensorFlow\'s memory: loadTfjs({ on: "native" }) first',
    );
  return backend;
}

/** The op on copies of the tensors. */
function onArrays(kernel: LstmKernel, problem: LstmProblem): CustomOp {
  const { tf } = tfjs();
  const { batch, steps, units, sequence } = problem;
  return (...given) => {
    const inputs = given.slice(0, -1) as Tensor[];
    const [x, w, r, b, h, c] = inputs.map((tensor) => tensor.dataSync() as Float32Array);
    const values: LstmValues = { x, kernel: w, recurrentKernel: r, bias: b, hidden: h, cell: c };
    const run = kernel(problem, values);
    return {
      value: tf.tensor(run.outputs, sequence ? [batch, steps, units] : [batch, units]),
      gradFunc: (by) => {
        const g = run.gradients(by.dataSync() as Float32Array);
        const parts = [g.x, g.kernel, g.recurrentKernel, g.bias, g.hidden, g.cell];
        return parts.map((part, k) => tf.tensor(part, inputs[k].shape));
      },
    };
  };
}

/** The op on tensors in TensorFlow's memory. */
function onTensors(node: NodeBackend, { steps, features, sequence }: LstmProblem): CustomOp {
  const { tf } = tfjs();
  const STEPS_FIRST = [1, 0, 2];
  return (...given) => {
    const [x, kernel, recurrentKernel, bias, hidden, cell] = given as [
      Tensor3D,
      Tensor2D,
      Tensor2D,
      Tensor1D,
      Tensor2D,
      Tensor2D,
    ];
    const save = given[6] as GradSaveFunc;
    const stepsFirst = tf.transpose(x, STEPS_FIRST);
    const together = tf.concat([kernel, recurrentKernel], 0);
    const outputs = nativeLstm(node, { x: stepsFirst, weights: together, bias, hidden, cell });
    const h = outputs[outputs.length - 1];
    save([stepsFirst, together, bias, hidden, cell, ...outputs]);
    return {
      value: sequence ? tf.transpose(h, STEPS_FIRST) : tf.squeeze(tf.slice(h, [steps - 1], [1]), [0]),
      gradFunc: (by, saved) => {
        const [x_, weights_, bias_, hidden_, cell_, ...outputs_] = saved;
        const tensors = { x: x_, weights: weights_, bias: bias_, hidden: hidden_, cell: cell_ };
        const byHidden = sequence
          ? tf.transpose(by as Tensor3D, STEPS_FIRST)
          : tf.pad(tf.expandDims(by, 0), [[steps - 1, 0], [0, 0], [0, 0]]); // prettier-ignore
        const g = nativeLstmGradient(
          node,
          tensors as NativeLstmTensors,
          outputs_ as Tensor3D[],
          byHidden as Tensor3D,
        );
        const [byKernel, byRecurrent] = [
          tf.slice(g.weights, [0], [features]),
          tf.slice(g.weights, [features]),
        ];
        return [tf.transpose(g.x, STEPS_FIRST), byKernel, byRecurrent, g.bias, g.hidden, g.cell];
      },
    };
  };
}

function problemOf(where: string, x: Tensor3D, weights: LstmTensors, options: FusedLstmOptions): LstmProblem {
  if (x?.shape?.length !== 3)
    throw new DomainError(where, "x", x?.shape, "a tensor [batch, steps, features]");
  const [batch, steps, features] = x.shape;
  const width = weights?.bias?.shape?.[0];
  if (!Number.isInteger(width) || width === 0 || width % 4 !== 0)
    throw new DomainError(where, "bias", weights?.bias?.shape, "a tensor [4 · units]");
  const units = width / 4;
  const { sequence = false, initialHidden, initialCell } = options;
  const expected: [string, Tensor | undefined, number[]][] = [
    ["bias", weights.bias, [width]],
    ["kernel", weights.kernel, [features, width]],
    ["recurrentKernel", weights.recurrentKernel, [units, width]],
    ["initialHidden", initialHidden ?? undefined, [batch, units]],
    ["initialCell", initialCell ?? undefined, [batch, units]],
  ];
  for (const [name, tensor, shape] of expected) {
    if (tensor === undefined && name.startsWith("initial")) continue;
    if (tensor?.shape?.join() !== shape.join())
      throw new ShapeError(
        where,
        `${name} must be of shape [${shape.join(", ")}], got [${tensor?.shape?.join(", ")}]`,
      );
  }
  return { batch, steps, features, units, sequence };
}
