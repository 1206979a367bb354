/** An exported function of a compiled file: what a worker thread can load. */
export interface WorkerTask {
  /** The absolute path of a compiled file. */
  readonly file: string;
  /** The function's name. It takes one input and gives its output, or a promise of it. */
  readonly name: string;
}

/** The same for a function of the library, with the types of its input and output. */
export interface LibraryTask<Input, Output> extends WorkerTask {
  /** Never there: it carries the types. */
  readonly run?: (input: Input) => Output | Promise<Output>;
}

/**
 * A function of the library as a task: who hands it on needs neither file nor name as text, and the compiler knows what
 * it takes and gives.
 *
 * @param module - `__filename` of the file that exports the function under its own name.
 */
export function libraryTask<Input, Output>(
  module: string,
  run: (input: Input) => Output | Promise<Output>,
): LibraryTask<Input, Output> {
  return Object.freeze({ file: module, name: run.name });
}
