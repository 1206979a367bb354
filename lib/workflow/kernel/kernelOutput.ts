import { inspect } from "node:util";
import { diagnosticText, errorText, PROMISE_SHOWN } from "./cellMessages";

/** The part of tslab that runs a cell and prints what comes of it. */
export interface Executors {
  createExecutor: (folder: string, converters: unknown, console: ExecutorConsole) => unknown;
}

interface ExecutorConsole {
  /** The value of a cell's last expression. */
  readonly log: (value: unknown) => void;
  /** What a cell threw; or, of a cell that does not compile: a format, the place, and the compiler's sentence. */
  readonly error: (...said: unknown[]) => void;
}

/**
 * Makes the kernel print an error as its sentence: tslab prints the source line that threw it, deep in the library, and
 * all calls that led there, its own among them.
 */
export function formatCellErrors(executors: Executors): void {
  const create = executors.createExecutor;
  executors.createExecutor = (folder, converters, { log, error }) =>
    create(folder, converters, {
      log: (value) => log(value instanceof Promise ? PROMISE_SHOWN : value),
      error: (...said) =>
        said.length === 1 ? error(...said) : error(...said.slice(0, -1), diagnosticText(String(said.at(-1)))),
    });
  Object.defineProperty(Error.prototype, inspect.custom, {
    value: function (this: Error) {
      return errorText(this);
    },
    configurable: true,
    writable: true,
  });
}
