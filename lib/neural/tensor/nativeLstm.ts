import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { TensorFlowBinding } from "../backends/native/binding";
import { blockLstm, blockLstmGradient, HIDDEN, type BlockLstmInputs } from "../backends/native/blockLstm";
import { Ops, type TensorId } from "../backends/native/ops";

/** What tfjs-node's backend does for ops of our own. */
export interface NodeBackend {
  readonly binding: TensorFlowBinding;
  getInputTensorIds(tensors: readonly Tensor[]): TensorId[];
  createOutputTensor(made: { id: TensorId; shape: readonly number[]; dtype: number }): Tensor;
}

/** Tensors of an LSTM layer; steps come first. */
export interface NativeLstmTensors {
  /** `[T, B, F]` */
  readonly x: Tensor3D;
  /** `[F + U, 4U]` */
  readonly weights: Tensor2D;
  readonly bias: Tensor1D;
  /** `[B, U]` */
  readonly hidden: Tensor2D;
  /** `[B, U]` */
  readonly cell: Tensor2D;
}

const constants = new WeakMap<TensorFlowBinding, Ops>();

function opsOf({ binding }: NodeBackend): Ops {
  const ops = constants.get(binding) ?? new Ops(binding);
  constants.set(binding, ops);
  return ops;
}

/** BlockLSTMV2 on tensors of tfjs-node: its seven outputs, `[T, B, U]` each; the last is h. */
export function nativeLstm(backend: NodeBackend, tensors: NativeLstmTensors): Tensor3D[] {
  const ops = opsOf(backend);
  const [steps, batch] = tensors.x.shape;
  const units = tensors.cell.shape[1];
  const made = blockLstm(ops, inputsOf(backend, tensors));
  return ops.handOver(made).map((id) => tensorOf(backend, id, [steps, batch, units]) as Tensor3D);
}

/** BlockLSTMGradV2. @param byHidden - the gradient by h of every step, `[T, B, U]`. */
export function nativeLstmGradient(
  backend: NodeBackend,
  tensors: NativeLstmTensors,
  outputs: readonly Tensor3D[],
  byHidden: Tensor3D,
): NativeLstmTensors {
  const ops = opsOf(backend);
  const ids = backend.getInputTensorIds([...outputs, byHidden]);
  const noByCell = ops.zeros(...byHidden.shape);
  const by = blockLstmGradient(ops, inputsOf(backend, tensors), ids.slice(0, -1), ids[HIDDEN + 1], noByCell);
  ops.handOver([by.byX, by.byWeights, by.byBias, by.byHidden, by.byCell]);
  ops.free();
  return {
    x: tensorOf(backend, by.byX, tensors.x.shape) as Tensor3D,
    weights: tensorOf(backend, by.byWeights, tensors.weights.shape) as Tensor2D,
    bias: tensorOf(backend, by.byBias, tensors.bias.shape) as Tensor1D,
    hidden: tensorOf(backend, by.byHidden, tensors.hidden.shape) as Tensor2D,
    cell: tensorOf(backend, by.byCell, tensors.cell.shape) as Tensor2D,
  };
}

function inputsOf(backend: NodeBackend, tensors: NativeLstmTensors): BlockLstmInputs {
  const { x, weights, bias, hidden, cell } = tensors;
  const [x_, weights_, bias_, hidden_, cell_] = backend.getInputTensorIds([x, weights, bias, hidden, cell]);
  return {
    steps: x.shape[0],
    units: cell.shape[1],
    x: x_,
    weights: weights_,
    bias: bias_,
    hidden: hidden_,
    cell: cell_,
  };
}

const tensorOf = (backend: NodeBackend, id: TensorId, shape: readonly number[]): Tensor =>
  backend.createOutputTensor({ id, shape, dtype: backend.binding.TF_FLOAT });
