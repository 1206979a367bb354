import { ActiveSet } from "../math/activeSet";
import type { LinearRow } from "../math/linearProgram";
import { smallestPortfolio, type Feasible } from "./constraints";

/** The smallest ½·wᵀ·Q·w + cᵀ·w inside the constraints, for one Q and several c. */
export interface QuadraticPortfolio {
  /** The minimiser for this c; the search begins where the last one ended. */
  minimise(linear: ArrayLike<number>): Float64Array;
  /** Whether every search so far came to its end. */
  finished(): boolean;
  /** How the last minimiser moves per unit of −c, while the same constraints hold it. */
  slope(direction: ArrayLike<number>): Float64Array;
}

/** Solves without the limit on the gross exposure first, and with it only where that answer breaks it. */
export function underGrossLimit<T extends { readonly weights: Float64Array }>(
  feasible: Feasible,
  solve: (feasible: Feasible) => T,
): T {
  const free = solve({ ...feasible, grossExposure: Infinity });
  const gross = free.weights.reduce((total, w) => total + Math.abs(w), 0);
  return gross <= feasible.grossExposure ? free : solve(feasible);
}

/**
 * @param matrix - Q, symmetric and positive semidefinite.
 * @param start - a portfolio inside the constraints; needed where there are further rows.
 */
export function quadraticPortfolio(
  matrix: readonly Float64Array[],
  feasible: Feasible,
  start?: Float64Array,
): QuadraticPortfolio {
  const from = start ?? smallestPortfolio(feasible);
  return feasible.grossExposure < Infinity
    ? splitPortfolio(matrix, feasible, from)
    : plainPortfolio(matrix, feasible, from);
}

function plainPortfolio(
  matrix: readonly Float64Array[],
  { lower, upper, budget, rows }: Feasible,
  start: Float64Array,
): QuadraticPortfolio {
  const all = new Float64Array(start.length).fill(1);
  const search = new ActiveSet(
    matrix,
    { lower, upper, rows: [{ weights: all, lower: budget, upper: budget }, ...rows] },
    start,
  );
  let finished = true;
  return {
    minimise(linear) {
      finished = search.minimise(linear) && finished;
      return Float64Array.from(search.point);
    },
    finished: () => finished,
    slope: (direction) => search.slope(direction),
  };
}

/** w = p − q with p, q ≥ 0: Σ(p + q) is the gross exposure, or more where an asset is in both. */
function splitPortfolio(
  matrix: readonly Float64Array[],
  { lower, upper, budget, grossExposure, rows }: Feasible,
  start: Float64Array,
): QuadraticPortfolio {
  const n = start.length;
  const both = (first: (i: number) => number, second: (i: number) => number): Float64Array =>
    Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? first(i) : second(i - n)));
  const signed = (row: ArrayLike<number>): Float64Array =>
    both(
      (i) => row[i],
      (i) => -row[i],
    );
  const merged = (x: Float64Array): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => x[i] - x[n + i]);
  const limits: LinearRow[] = [
    { weights: signed(new Float64Array(n).fill(1)), lower: budget, upper: budget },
    { weights: new Float64Array(2 * n).fill(1), lower: -Infinity, upper: grossExposure },
    ...rows.map((row) => ({ ...row, weights: signed(row.weights) })),
  ];
  const search = new ActiveSet(
    Array.from({ length: 2 * n }, (_, i) => signed(i < n ? matrix[i] : matrix[i - n].map((x) => -x))),
    {
      lower: both((i) => Math.max(0, lower[i]), (i) => Math.max(0, -upper[i])), // prettier-ignore
      upper: both((i) => Math.max(0, upper[i]), (i) => Math.max(0, -lower[i])), // prettier-ignore
      rows: limits,
    },
    both(
      (i) => Math.max(0, start[i]),
      (i) => Math.max(0, -start[i]),
    ),
  );
  let finished = true;
  return {
    minimise(linear) {
      finished = search.minimise(signed(linear)) && finished;
      return merged(search.point);
    },
    finished: () => finished,
    slope: (direction) => merged(search.slope(signed(direction))),
  };
}
