import { variance } from "./moments";
import { largestSize } from "./varies";

/** The root of the {@link variance}, also of numbers whose squares are none. */
export function deviation(
  values: ArrayLike<number>,
  ddof: 0 | 1,
  from = 0,
  to: number = values.length,
): number {
  const squared = variance(values, ddof, from, to);
  if (squared > 1e-200 && squared < 1e200) return Math.sqrt(squared);
  const size = largestSize(values, from, to);
  if (size === 0) return 0;
  const scaled = Float64Array.from({ length: to - from }, (_, i) => values[from + i] / size);
  return size * Math.sqrt(variance(scaled, ddof));
}
