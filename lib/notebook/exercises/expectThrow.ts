import { DomainError } from "../../core/errors";
import { display, type Shown } from "../display";

/**
 * Shows the error that `fn` throws: a lesson, where an error at the cell's top would end the notebook.
 *
 * @example expectThrow(() => rollingVolatility(returns, { window: -1 }))
 * @example await expectThrow(async () => download("nowhere"))
 * @throws {@link DomainError} when nothing is thrown.
 */
export function expectThrow(fn: () => Promise<unknown>): Promise<Shown>;
export function expectThrow(fn: () => unknown): Shown;
export function expectThrow(fn: () => unknown): Shown | Promise<Shown> {
  let answer: unknown;
  try {
    answer = fn();
  } catch (error) {
    return shownError(error);
  }
  return answer instanceof Promise ? answer.then(nothingThrown, shownError) : nothingThrown(answer);
}

function shownError(error: unknown): Shown {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${String(error)}`;
  return display({ "text/plain": text });
}

function nothingThrown(answer: unknown): never {
  throw new DomainError("expectThrow", "fn", answer, "a function that throws");
}
