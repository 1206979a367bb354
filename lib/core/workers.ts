import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { isAbsolute, relative } from "node:path";
import { Piscina } from "piscina";
import { checkInteger } from "./checks";
import { DomainError, MissingError } from "./errors";
import { throwIfCancelled, type LongWork } from "./progress";
import { projectPath } from "./project";
import { stopSignal } from "./stopSignal";
import { unpackError } from "./workerErrors";
import type { LibraryTask, WorkerTask } from "./tasks";
import { ANSWER, type WorkerAnswer, type WorkerCall } from "./workerEntry";

export interface WorkerOptions extends LongWork {
  /** Threads at work at once; as many as the machine runs in parallel by default, and never more than inputs. */
  readonly workers?: number;
  /** What the progress calls the inputs; "input" by default. */
  readonly stage?: string;
}

const WHERE = "inWorkers";

/**
 * Runs a function on each of the inputs, on worker threads, several at once.
 *
 * Inputs and outputs cross threads as copies (numbers, text, typed arrays, plain records; no functions, and of an
 * instance of a class its fields only). The answer does not depend on the number of workers: outputs stand in the order
 * of the inputs, and where some inputs fail, the error is that of the first of them.
 *
 * @throws what the function throws: an error of this library keeps its class, its code and its message.
 * @throws {@link CancelledError} when `signal` stops it; threads at work are ended at once.
 * @throws {@link MissingError} where the file is not built.
 *
 * @example
 * const task = { file: projectPath("test/core/workerTasks.cjs"), name: "square" };
 * const outputs = await inWorkers<number, number>(task, [1, 2, 3]); // [1, 4, 9]
 */
export async function inWorkers<I, O>(
  task: WorkerTask,
  inputs: readonly I[],
  { workers, stage = "input", signal: own, onProgress }: WorkerOptions = {},
): Promise<O[]> {
  const signal = stopSignal(own);
  if (!Array.isArray(inputs)) throw new DomainError(WHERE, "inputs", inputs, "an array");
  if (workers !== undefined) checkInteger(WHERE, "workers", workers, 1, 1024);
  const file = builtFile(task);
  throwIfCancelled(WHERE, signal);
  if (inputs.length === 0) return [];
  const threads = Math.min(workers ?? availableParallelism(), inputs.length);
  const pool = new Piscina({
    filename: builtFile(ANSWER),
    name: ANSWER.name,
    minThreads: threads,
    maxThreads: threads,
    execArgv: [], // a notebook's kernel preloads what no worker needs
    recordTiming: false,
  });
  pool.on("error", () => undefined); // a thread that dies rejects the call it was at work on
  const end = (): void => void pool.destroy();
  signal?.addEventListener("abort", end, { once: true });

  const outputs: O[] = new Array<O>(inputs.length);
  const failures = new Map<number, unknown>();
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (next < inputs.length && failures.size === 0) {
      const at = next++;
      try {
        const call: WorkerCall = { file, name: task.name, input: inputs[at] };
        const answer = (await pool.run(call)) as WorkerAnswer;
        if (!answer.ok) throw unpackError(answer.error);
        outputs[at] = answer.output as O;
        onProgress?.({ stage, done: ++done, of: inputs.length });
      } catch (error) {
        failures.set(at, error);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, lane));
  } finally {
    signal?.removeEventListener("abort", end);
    await pool.destroy();
  }
  throwIfCancelled(WHERE, signal);
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  return outputs;
}

/** {@link inWorkers} for a function of the library. */
export async function runTask<I, O>(
  task: LibraryTask<I, O>,
  inputs: readonly I[],
  options?: WorkerOptions,
): Promise<O[]> {
  return inWorkers<I, O>(task, inputs, options);
}

/** The compiled file of a task: of one that the library's sources define, the file in `lib/dist`. */
export function builtFile({ file, name }: WorkerTask): string {
  if (typeof file !== "string" || typeof name !== "string" || !isAbsolute(file))
    throw new DomainError(WHERE, "task", { file, name }, "{ file, name }, file being an absolute path");
  const source = /^(.*)\.ts$/.exec(relative(projectPath("lib"), file))?.[1];
  const path = source === undefined ? file : projectPath("lib", "dist", `${source}.js`);
  if (!existsSync(path))
    throw new MissingError(WHERE, `found no ${path}: files of the library are there after \`npm run build\``);
  return path;
}
