import { solveQP } from "quadprog";
import { cholesky, choleskySolve } from "./cholesky";
import { dot } from "./matrix";

/** rows · x ≤ upper, entry by entry. */
export interface LinearInequalities {
  readonly rows: readonly ArrayLike<number>[];
  readonly upper: ArrayLike<number>;
}

/**
 * The step d that minimises ½·dᵀ·B·d + gᵀ·d under lower ≤ d ≤ upper and rows · d ≤ their limits,
 * for a positive definite B (Goldfarb and Idnani 1983, through the package `quadprog`).
 *
 * @returns undefined where the constraints contradict each other or B is not positive definite.
 */
export function quadraticStep(
  curvature: readonly ArrayLike<number>[],
  gradient: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  inequalities?: LinearInequalities,
): Float64Array | undefined {
  const n = gradient.length;
  const factor = cholesky(curvature);
  if (!factor) return undefined;
  const free = choleskySolve(
    factor,
    Array.from(gradient, (entry) => -entry),
  );
  const inside =
    free.every((d, i) => d >= lower[i] && d <= upper[i]) &&
    (inequalities?.rows.every((row, k) => dot(row, free) <= inequalities.upper[k]) ?? true);
  if (inside) return free; // no constraint is in the way

  // The package compares with absolute numbers: so in units in which the diagonal of B and the length of each
  // constraint is 1. Where B is all but singular, a little is added to its diagonal.
  const unit = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(curvature[i][i]));
  const { columns, limits } = constraintsFrom(lower, upper, inequalities, unit);

  for (const ridge of RIDGES) {
    const matrix: number[][] = [[]];
    const linear = [0];
    for (let i = 0; i < n; i++) {
      const row = [0];
      for (let j = 0; j < n; j++)
        row.push(clean(curvature[i][j] * unit[i] * unit[j]) + (i === j ? ridge : 0));
      matrix.push(row);
      linear.push(-gradient[i] * unit[i]);
    }
    const { solution, message } = solveQP(matrix, linear, columns, [...limits], 0);
    if (!message) return Float64Array.from(unit, (scale, i) => scale * solution[i + 1]);
  }
  return undefined;
}

const RIDGES = [0, 1e-10, 1e-7, 1e-4];

/** 0 for what is nothing beside 1: the package divides by squares of such numbers. */
function clean(x: number): number {
  return Math.abs(x) < 1e-30 ? 0 : x;
}

/**
 * The finite limits as the package wants them: a·d ≥ b, counted from 1, one column each; in the given units, and each
 * constraint of length 1.
 */
function constraintsFrom(
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  inequalities: LinearInequalities | undefined,
  unit: Float64Array,
): { columns: number[][]; limits: number[] } {
  const n = unit.length;
  const columns: number[][] = [[]];
  for (let i = 0; i < n; i++) columns.push([0]);
  const limits = [0];
  for (let i = 0; i < n; i++)
    for (const sign of [1, -1]) {
      const limit = sign > 0 ? lower[i] : upper[i];
      if (!Number.isFinite(limit)) continue;
      for (let k = 0; k < n; k++) columns[k + 1].push(k === i ? sign : 0);
      limits.push((sign * limit) / unit[i]);
    }
  inequalities?.rows.forEach((row, r) => {
    if (!Number.isFinite(inequalities.upper[r])) return;
    let squares = 0;
    for (let k = 0; k < n; k++) squares += (row[k] * unit[k]) ** 2;
    const length = Math.sqrt(squares);
    if (length === 0) return; // it says nothing of d
    for (let k = 0; k < n; k++) columns[k + 1].push(clean((-row[k] * unit[k]) / length));
    limits.push(-inequalities.upper[r] / length);
  });
  return { columns, limits };
}
