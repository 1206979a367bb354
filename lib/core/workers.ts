import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { isAbsolute } from "node:path";
import { Piscina } from "piscina";
import { checkInteger } from "./checks";
import { DomainError, MissingError } from "./errors";
import { throwIfCancelled, type LongWork } from "./progress";
import { projectPath } from "./project";
import { stopSignal } from "./stopSignal";
import { unpackError } from "./workerErrors";
import type { WorkerAnswer, WorkerCall } from "./workerEntry";

/** An exported function of a compiled file: what a worker thread can load. */
export interface WorkerTask {
  /** A file of the library without its ending, such as `"neural/priceTrial"`, or the absolute path of another. */
  readonly file: string;
  /** The function's name. It takes one input and gives its output, or a promise of it. */
  readonly name: string;
}

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
 * const outputs = await inWorkers<number, number>({ file: "/home/me/square.cjs", name: "square" }, [1, 2, 3]);
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
    filename: builtFile({ file: "core/workerEntry", name: "answer" }),
    name: "answer",
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

/** The absolute path of a task's file. */
export function builtFile({ file, name }: WorkerTask): string {
  if (typeof file !== "string" || typeof name !== "string")
    throw new DomainError(WHERE, "task", { file, name }, "{ file, name }");
  const path = isAbsolute(file) ? file : projectPath("lib", "dist", `${file}.js`);
  if (!existsSync(path))
    throw new MissingError(WHERE, `found no ${path}: files of the library are there after \`npm run build\``);
  return path;
}
