import type { Ops, TensorId } from "./ops";

/** What goes into TensorFlow's fused LSTM; steps come first. */
export interface BlockLstmInputs {
  readonly steps: number;
  readonly units: number;
  /** `[T, B, F]` */
  readonly x: TensorId;
  /** `[B, U]` */
  readonly cell: TensorId;
  /** `[B, U]` */
  readonly hidden: TensorId;
  /** `[F + U, 4U]`: the kernel above the recurrent kernel. */
  readonly weights: TensorId;
  /** `[4U]` */
  readonly bias: TensorId;
}

/** i, C, f, o, u, tanh C and h of every step, `[T, B, U]` each: the order in which the gradient asks for them. */
export type BlockLstmOutputs = readonly TensorId[];

/** Where h stands among the outputs. */
export const HIDDEN = 6;

/** A layer over all steps, forward. Its gates are in the order of Keras. */
export function blockLstm(ops: Ops, inputs: BlockLstmInputs): BlockLstmOutputs {
  const attributes = [ops.float("cell_clip", 0), ops.flag("use_peephole", false)];
  return ops.run("BlockLSTMV2", attributes, inputIds(ops, inputs), 7);
}

export interface BlockLstmGradients {
  readonly byX: TensorId;
  readonly byCell: TensorId;
  readonly byHidden: TensorId;
  readonly byWeights: TensorId;
  readonly byBias: TensorId;
}

/** The chain rule through {@link blockLstm}. @param byHidden - the gradient by h of every step, `[T, B, U]`. */
export function blockLstmGradient(
  ops: Ops,
  inputs: BlockLstmInputs,
  outputs: BlockLstmOutputs,
  byHidden: TensorId,
  noByCell: TensorId,
): BlockLstmGradients {
  const ids = [...inputIds(ops, inputs), ...outputs, noByCell, byHidden];
  const made = ops.run("BlockLSTMGradV2", [ops.flag("use_peephole", false)], ids, 8);
  return { byX: made[0], byCell: made[1], byHidden: made[2], byWeights: made[3], byBias: made[7] };
}

function inputIds(ops: Ops, { steps, units, x, cell, hidden, weights, bias }: BlockLstmInputs): TensorId[] {
  const noPeephole = ops.zeros(units);
  return [ops.long(steps), x, cell, hidden, weights, noPeephole, noPeephole, noPeephole, bias];
}
