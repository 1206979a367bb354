import { checkInteger, checkVector } from "../core/checks";
import { ShapeError } from "../core/errors";

/**
 * The means of stretches that follow one another without overlap: entry k is that of the values k·length …
 * (k + 1)·length − 1. What is left at the end and fills no stretch is not read.
 *
 * Forecasts of the next 30 days share days, and so do their losses; the means of their stretches of 30 share far less.
 *
 * @param values - one a day, length n.
 * @param length - values in a stretch, 1 to n.
 * @returns length ⌊n / length⌋, in the unit of the values.
 * @throws {@link ShapeError} for fewer values than one stretch holds.
 * @example blockMeans([1, 3, 5, 7, 9], 2); // 2, 6
 */
export function blockMeans(values: ArrayLike<number>, length: number): Float64Array {
  const where = "blockMeans";
  checkVector(where, "values", values);
  checkInteger(where, "length", length, 1);
  if (values.length < length)
    throw new ShapeError(where, `values must hold at least ${length} entries, got ${values.length}`);
  return Float64Array.from({ length: Math.floor(values.length / length) }, (_, k) => {
    let sum = 0;
    for (let i = k * length; i < (k + 1) * length; i++) sum += values[i];
    return sum / length;
  });
}
