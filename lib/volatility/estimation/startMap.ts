import { log } from "../../core/elementary";
import type { Likelihood } from "./likelihood";
import type { StartGrid } from "../models/model";

/** A point and its ln L. */
export interface Rated {
  readonly theta: Float64Array;
  readonly value: number;
}

/** How far, in ln L, a foretold height may be from the true one. */
const UNSURE = 5;
/** A gain in height, foretold, that is not worth a look. */
const SLIGHT = 0.1;

/**
 * Where a search climbs from: the peaks of a model's grids, with a given mean and each start of the density's shape. A
 * peak on an edge counts where it is among the highest, or where ln L does not rise from it into the region.
 */
export function startsOf(likelihood: Likelihood, mean: Float64Array): Rated[] {
  const { inside, edges } = likelihood.model.starts(likelihood.residuals.length);
  const shapes = combinations(likelihood.density.shapes.map(({ starts }) => starts));
  const peaks = (grid: StartGrid): Rated[] =>
    shapes.flatMap((shape) => peaksOf(heights(likelihood, mean, grid, shape)));
  const own = inside.flatMap(peaks);
  const high = Math.max(...own.map(({ value }) => value)) - UNSURE;
  return [
    ...own,
    ...edges.flatMap(peaks).filter((peak) => peak.value > high || !risesInside(likelihood, peak)),
  ];
}

/**
 * The heights of a grid's points or, where that is higher by a normal density, of the points with all variances multiplied
 * by the same factor. That height is foretold for all, and computed for those that may be peaks.
 */
function heights(
  likelihood: Likelihood,
  mean: Float64Array,
  grid: StartGrid,
  shape: readonly number[],
): Rated[][] {
  const days = likelihood.residuals.length;
  const rate = (variance: Float64Array): Rated & { squares?: number } => {
    const theta = joined(mean, variance, shape);
    const { value, squares } = likelihood.level(theta);
    return { theta, value, squares };
  };
  const rated = grid.map((row) =>
    row.map((variance) => {
      const own = rate(variance);
      const { squares } = own;
      if (!squares) return { own, foretold: own.value };
      const { theta, factor } = likelihood.model.stretch(variance, squares / days);
      const gain = 0.5 * (squares * (1 - 1 / factor) - days * log(factor));
      return { own, foretold: own.value + gain, stretched: theta };
    }),
  );
  const best = Math.max(...rated.flat().map(({ foretold }) => foretold));
  return rated.map((row) =>
    row.map(({ own, foretold, stretched }) => {
      if (!stretched || foretold < best - UNSURE || foretold < own.value + SLIGHT) return own;
      const other = rate(stretched);
      return other.value > own.value ? other : own;
    }),
  );
}

/** The parts of θ in one vector: many are made. */
function joined(mean: Float64Array, variance: Float64Array, shape: readonly number[]): Float64Array {
  const out = new Float64Array(mean.length + variance.length + shape.length);
  out.set(mean);
  out.set(variance, mean.length);
  out.set(shape, mean.length + variance.length);
  return out;
}

/** The points of a grid that no neighbour in their row or column exceeds. */
function peaksOf(grid: readonly (readonly Rated[])[]): Rated[] {
  const at = (i: number, j: number): number => grid[i]?.[j]?.value ?? -Infinity;
  return grid.flatMap((row, i) =>
    row.filter(
      ({ value }, j) =>
        Number.isFinite(value) && value >= Math.max(at(i - 1, j), at(i + 1, j), at(i, j - 1), at(i, j + 1)),
    ),
  );
}

/** Whether ln L rises from a bound into the region: then the hill is one of those inside. */
function risesInside(likelihood: Likelihood, { theta }: Rated): boolean {
  const { lower } = likelihood.region;
  const gradient = new Float64Array(theta.length);
  likelihood.value(theta, gradient);
  return gradient.some((slope, i) => slope > 0 && theta[i] === lower[i]);
}

/** One of each list, in all ways. */
function combinations(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>((all, list) => all.flatMap((one) => list.map((x) => [...one, x])), [[]]);
}
