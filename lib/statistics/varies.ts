import { checkVector } from "../core/checks";
import { DomainError } from "../core/errors";

/** @throws unless `values` is a list of at least `atLeast` finite numbers, not all the same. */
export function checkVaries(where: string, name: string, values: ArrayLike<number>, atLeast: number): void {
  checkVector(where, name, values, atLeast);
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return;
  throw new DomainError(where, name, values, "values that are not all the same");
}
