/** An LSTM layer on a batch, as flat arrays; B sequences of T steps of F features, U units. */
export interface LstmProblem {
  readonly batch: number;
  readonly steps: number;
  readonly features: number;
  readonly units: number;
  /** The outputs of all steps, or of the last alone. */
  readonly sequence: boolean;
}

/** What goes into the layer, each row-major. */
export interface LstmValues {
  /** `[B, T, F]` */
  readonly x: Float32Array;
  /** `[F, 4U]` */
  readonly kernel: Float32Array;
  /** `[U, 4U]` */
  readonly recurrentKernel: Float32Array;
  /** `[4U]` */
  readonly bias: Float32Array;
  /** `[B, U]` */
  readonly hidden: Float32Array;
  /** `[B, U]` */
  readonly cell: Float32Array;
}

/** A run forward, and the way back. */
export interface LstmKernelRun {
  /** `[B, T, U]`, or `[B, U]` of the last step. */
  readonly outputs: Float32Array;
  /** The gradients by all that went in, from those by the outputs. */
  readonly gradients: (byOutputs: Float32Array) => LstmValues;
}

/** Runs an LSTM layer: in WebAssembly, or in plain TypeScript. */
export type LstmKernel = (problem: LstmProblem, values: LstmValues) => LstmKernelRun;

/** The rows of a flat matrix. */
export function rowsOf(values: Float32Array, width: number): Float32Array[] {
  return Array.from({ length: values.length / width }, (_, r) => values.subarray(r * width, (r + 1) * width));
}

/** Rows, or rows of rows, as one flat matrix. */
export function flatten(rows: readonly ArrayLike<number>[]): Float32Array {
  const width = rows[0].length;
  const flat = new Float32Array(rows.length * width);
  rows.forEach((row, r) => flat.set(row, r * width));
  return flat;
}
