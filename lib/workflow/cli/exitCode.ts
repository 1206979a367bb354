import { CancelledError, VolfolioError } from "../../core/errors";
import type { CommandStreams } from "./commandStreams";

/** What a command ends with; by convention 128 and the signal's number where a signal ended it. */
export const EXIT = { done: 0, failed: 1, SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * The exit code for an error that the library knows; its sentence goes to the stream of errors.
 *
 * @param stopped - what is said where the work was cancelled.
 * @throws any other error.
 */
export function exitCodeOf(error: unknown, { err }: Pick<CommandStreams, "err">, stopped: string): number {
  if (!(error instanceof VolfolioError)) throw error;
  const cancelled = error instanceof CancelledError;
  err.write(`${cancelled ? stopped : error.message}\n`);
  return cancelled ? EXIT.SIGINT : EXIT.failed;
}
