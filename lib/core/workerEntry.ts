import { createRequire } from "node:module";
import { DomainError } from "./errors";
import { libraryTask, type LibraryTask } from "./tasks";
import { packError, type PackedError } from "./workerErrors";

/** What a worker thread is asked. */
export interface WorkerCall {
  /** Absolute path of a compiled file. */
  readonly file: string;
  readonly name: string;
  readonly input: unknown;
}

/** What it answers. An error comes as data: crossing threads it would lose its class. */
export type WorkerAnswer =
  { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly error: PackedError };

/** The only function that worker threads call directly: it loads the one that is asked for, and calls it. */
export async function answer({ file, name, input }: WorkerCall): Promise<WorkerAnswer> {
  try {
    const module = createRequire(__filename)(file) as Record<string, unknown>;
    const task = module[name];
    if (typeof task !== "function")
      throw new DomainError("inWorkers", "task.name", name, `the name of a function that ${file} exports`);
    return { ok: true, output: await (task as (input: unknown) => unknown)(input) };
  } catch (error) {
    return { ok: false, error: packError(error) };
  }
}

export const ANSWER: LibraryTask<WorkerCall, WorkerAnswer> = libraryTask(__filename, answer);
