/** What the runner asks the kernel's process over the IPC channel, beside the Jupyter protocol. */
export interface ToKernel {
  readonly ask: number;
}

/** What the kernel's process tells the runner: an answer to a question, or a problem as it happens. */
export type FromKernel = WatchAnswer | KernelProblem;

export interface WatchAnswer {
  /** The number of the question. */
  readonly answer: number;
  /** What is still under way, by kind: "Timeout", "FSReqPromise", … Empty when all is quiet. */
  readonly pending: readonly string[];
}

/** Something that tslab does not report: the cell that caused it gets the status `ok`. */
export interface KernelProblem {
  readonly problem: "rejection" | "exception";
  /** The error with its stack, as text. */
  readonly text: string;
}
