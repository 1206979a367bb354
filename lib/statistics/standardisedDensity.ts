import { checkNumber } from "../core/checks";
import { exp } from "../core/elementary";
import { mean, variance } from "../math/moments";
import { checkVaries } from "../math/varies";

export interface StandardisedDensityOptions {
  /** Of a bin, in standard deviations; 0.25 by default. */
  readonly width?: number;
  /** How many standard deviations the outermost bins lie from the mean; 5 by default. Values beyond count in no bin. */
  readonly reach?: number;
}

/** A histogram to be laid over the normal distribution. */
export interface StandardisedDensity {
  /** The middle of each bin, in standard deviations from the mean; the middle bin lies around 0. */
  readonly z: Float64Array;
  /** Share of the values in the bin, over its width. */
  readonly density: Float64Array;
  /** Density of the standard normal distribution in the middle of the bin. */
  readonly normal: Float64Array;
}

/**
 * The distribution of values in units of their standard deviation (ddof 1), bin by bin, beside the normal one: a sharp
 * peak stands above it in the middle, thick tails at the ends.
 *
 * @param values - length n ≥ 2, not all the same.
 * @throws {@link DomainError} for values that are all the same but for rounding.
 * @example
 * const { z, density, normal } = v.standardisedDensity([1, 2, 3], { width: 1, reach: 1 });
 * z; // → [-1, 0, 1]
 * density; // → [0.3333, 0.3333, 0.3333]
 * normal; // → [0.24197, 0.39894, 0.24197]
 */
export function standardisedDensity(
  values: ArrayLike<number>,
  { width = 0.25, reach = 5 }: StandardisedDensityOptions = {},
): StandardisedDensity {
  const where = "standardisedDensity";
  checkVaries(where, "values", values, 2);
  checkNumber(where, "width", width, 0.01);
  checkNumber(where, "reach", reach, width, 100);
  const side = Math.round(reach / width);
  const z = Float64Array.from({ length: 2 * side + 1 }, (_, bin) => (bin - side) * width);
  const density = new Float64Array(z.length);
  const [centre, deviation] = [mean(values), Math.sqrt(variance(values, 1))];
  for (let i = 0; i < values.length; i++) {
    const bin = side + Math.round((values[i] - centre) / deviation / width);
    if (bin >= 0 && bin < density.length) density[bin] += 1 / (values.length * width);
  }
  const normal = z.map((x) => exp((-x * x) / 2) / Math.sqrt(2 * Math.PI));
  return Object.freeze({ z, density, normal });
}
