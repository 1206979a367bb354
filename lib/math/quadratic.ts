import { solveQP } from "quadprog";
import { cholesky, choleskySolve, dot } from "./cholesky";

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
  // The package counts from 1 and wants constraints as columns, a·d ≥ b.
  const columns: number[][] = [];
  const limits: number[] = [0];
  const add = (row: ArrayLike<number>, sign: number, limit: number): void => {
    if (!Number.isFinite(limit)) return;
    const scaled = Array.from(row, (entry, i) => sign * entry * unit[i]);
    const length = Math.sqrt(dot(scaled, scaled));
    columns.push(scaled.map((entry) => entry / length));
    limits.push((sign * limit) / length);
  };
  for (let i = 0; i < n; i++) {
    const axis = Array.from({ length: n }, (_, k) => (k === i ? 1 : 0));
    add(axis, 1, lower[i]);
    add(axis, -1, upper[i]);
  }
  inequalities?.rows.forEach((row, k) => add(row, -1, inequalities.upper[k]));
  const constraints = [
    [],
    ...Array.from({ length: n }, (_, i) => [0, ...columns.map((column) => column[i])]),
  ];

  for (const ridge of RIDGES) {
    const matrix = Array.from(curvature, (row, i) => [
      0,
      ...Array.from(row, (entry, j) => entry * unit[i] * unit[j] + (i === j ? ridge : 0)),
    ]);
    const linear = [0, ...Array.from(gradient, (entry, i) => -entry * unit[i])];
    const { solution, message } = solveQP([[], ...matrix], linear, constraints, [...limits], 0);
    if (!message) return Float64Array.from(unit, (scale, i) => scale * solution[i + 1]);
  }
  return undefined;
}

const RIDGES = [0, 1e-10, 1e-7, 1e-4];
