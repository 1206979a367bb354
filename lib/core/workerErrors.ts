import * as errors from "./errors";

/** An error as plain data. */
export interface PackedError {
  /** The class, where it is one of this library's. */
  readonly kind: string | undefined;
  /** The error as far as a copy between threads keeps it: message, stack, cause, the names of built-in classes. */
  readonly error: unknown;
  /** What the class added: `code`, `where`, `argument` … */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Makes data of an error, which is otherwise copied between threads without its class. */
export function packError(error: unknown): PackedError {
  if (!(error instanceof errors.VolfolioError))
    return { kind: undefined, error: copyable(error), fields: {} };
  const fields = Object.fromEntries(Object.entries(error).map(([key, value]) => [key, copyable(value)]));
  const plain = new Error(error.message, { cause: copyable(error.cause) });
  plain.stack = error.stack;
  return { kind: error.constructor.name, error: plain, fields };
}

/** The error again: an instance of its class. */
export function unpackError({ kind, error, fields }: PackedError): unknown {
  if (kind === undefined) return error;
  const known = (errors as unknown as Record<string, { prototype: object } | undefined>)[kind];
  Object.setPrototypeOf(error, (known ?? errors.VolfolioError).prototype);
  return Object.assign(error as errors.VolfolioError, fields);
}

/** The value, or what it looks like where it can't be copied (a function, say). */
function copyable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value instanceof Error ? new Error(value.message) : errors.shown(value);
  }
}
