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

  // The package counts from 1 and wants constraints as columns, a·d ≥ b.
  const columns: number[][] = [];
  const limits: number[] = [0];
  const add = (row: ArrayLike<number>, sign: number, limit: number): void => {
    if (!Number.isFinite(limit)) return;
    columns.push(Array.from(row, (entry) => sign * entry));
    limits.push(sign * limit);
  };
  for (let i = 0; i < n; i++) {
    const axis = Array.from({ length: n }, (_, k) => (k === i ? 1 : 0));
    add(axis, 1, lower[i]);
    add(axis, -1, upper[i]);
  }
  inequalities?.rows.forEach((row, k) => add(row, -1, inequalities.upper[k]));

  const fromOne = (values: ArrayLike<number>): number[] => [0, ...Array.from(values)];
  const matrix = [[], ...Array.from(curvature, fromOne)];
  const linear = fromOne(Array.from(gradient, (entry) => -entry));
  const constraints = [
    [],
    ...Array.from({ length: n }, (_, i) => [0, ...columns.map((column) => column[i])]),
  ];
  const { solution, message } = solveQP(matrix, linear, constraints, limits, 0);
  return message ? undefined : Float64Array.from(solution.slice(1, n + 1));
}
