import { checkInteger, checkVector } from "../core/checks";
import { ShapeError } from "../core/errors";

/**
 * The means of windows that follow one another without overlap: entry k is that of the values k·window …
 * (k + 1)·window − 1. What is left at the end and fills no window is not read.
 *
 * Forecasts of the next 30 days share days, and so do their losses; the means of their windows of 30 share far less.
 *
 * @param values - one a day, length n.
 * @param window - values in a mean, 1 to n.
 * @returns length ⌊n / window⌋, in the unit of the values.
 * @throws {@link ShapeError} for fewer values than one window holds.
 * @example
 * v.blockMeans([1, 3, 5, 7, 9], 2); // → [2, 6]
 */
export function blockMeans(values: ArrayLike<number>, window: number): Float64Array {
  const where = "blockMeans";
  checkVector(where, "values", values);
  checkInteger(where, "window", window, 1);
  if (values.length < window)
    throw new ShapeError(where, `values must hold at least ${window} entries, got ${values.length}`);
  return Float64Array.from({ length: Math.floor(values.length / window) }, (_, k) => {
    let sum = 0;
    for (let i = k * window; i < (k + 1) * window; i++) sum += values[i];
    return sum / window;
  });
}
