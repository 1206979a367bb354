import { dot, inverseOf, product, transpose, unit, zeros, type Matrix } from "../math/cholesky";
import type { Likelihood } from "./likelihood";

/** Three covariance matrices of the free parameters; undefined where the information matrix is not positive definite. */
export interface Covariances {
  readonly hessian?: Matrix;
  readonly opg?: Matrix;
  readonly robust?: Matrix;
}

/** What the maximum leaves free, and how far steps may be. */
export interface Freedom {
  /** Entries of θ that are not on a bound. */
  readonly free: readonly number[];
  /** Inequalities that hold with equality, by all entries of θ: along them nothing can be learnt of the other side. */
  readonly binding: readonly ArrayLike<number>[];
  /** A rough matrix of minus the second derivatives, by all entries of θ: it sets the steps. */
  readonly curvature: Matrix;
}

/**
 * Covariances of the free entries of θ, at a maximum, within the inequalities that bind there. Second derivatives are central differences
 * of the analytic gradient, the days' gradients of the variance's path; steps are fractions of a standard error.
 */
export function covariancesAt(
  likelihood: Likelihood,
  theta: Float64Array,
  { free, binding, curvature }: Freedom,
): Covariances {
  if (free.length === 0 || curvature.length === 0) return {};
  const rough = inverseOf(free.map((i) => Float64Array.from(free, (j) => curvature[i][j])));
  if (!rough) return {};
  const steps = rough.map((row, i) => STEP * Math.sqrt(row[i]));
  const information = minusHessian(likelihood, theta, free, steps);
  const scores = likelihood.scores(theta, free, steps);
  const outer = scores.map((a) => Float64Array.from(scores, (b) => dot(a, b)));

  const directions = within(
    binding.map((row) => Float64Array.from(free, (i) => row[i])),
    free.length,
  );
  if (directions.length === 0) return {};
  const along = (matrix: Matrix): Matrix => product(product(directions, matrix), transpose(directions));
  const back = (matrix: Matrix): Matrix => product(product(transpose(directions), matrix), directions);
  const meat = along(outer);
  const hessian = inverseOf(along(information));
  const opg = inverseOf(meat);
  return {
    hessian: hessian && back(hessian),
    opg: opg && back(opg),
    robust: hessian && back(product(product(hessian, meat), hessian)),
  };
}

/** Orthonormal rows that span what is at right angles to the given ones (Gram and Schmidt); all axes where there are none. */
function within(rows: readonly Float64Array[], n: number): Matrix {
  const basis: Float64Array[] = [];
  const candidates = [...rows, ...Array.from({ length: n }, (_, j) => unit(n, j))];
  let taken = 0;
  candidates.forEach((candidate, i) => {
    let rest = candidate;
    for (const b of basis) {
      const share = dot(rest, b);
      rest = rest.map((x, j) => x - share * b[j]);
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > 1e-9) {
      basis.push(rest.map((x) => x / length));
      if (i < rows.length) taken++;
    }
  });
  return basis.slice(taken);
}

/** Steps of the differences, in standard errors: truncation and rounding are both some 1e-9 of the result then. */
const STEP = 3e-5;

function minusHessian(
  likelihood: Likelihood,
  theta: Float64Array,
  free: readonly number[],
  steps: readonly number[],
): Matrix {
  const n = free.length;
  const out = zeros(n);
  const gradient = new Float64Array(theta.length);
  const at = (i: number, shift: number): Float64Array => {
    const moved = Float64Array.from(theta);
    moved[i] += shift;
    likelihood.value(moved, gradient);
    return Float64Array.from(free, (j) => gradient[j]);
  };
  free.forEach((i, k) => {
    const h = steps[k];
    const [up, down] = [at(i, h), at(i, -h)];
    for (let j = 0; j < n; j++) out[k][j] = (down[j] - up[j]) / (2 * h);
  });
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) out[i][j] = out[j][i] = 0.5 * (out[i][j] + out[j][i]);
  return out;
}

/** Standard errors of all entries of θ after the change of units; null for those that are not free. */
export function spreads(
  covariance: Matrix | undefined,
  jacobian: Matrix,
  free: readonly number[],
  count: number,
): (number | null)[] {
  return Array.from({ length: count }, (_, i) => {
    if (!covariance || !free.includes(i)) return null;
    let variance = 0;
    free.forEach((a, j) =>
      free.forEach((b, l) => (variance += jacobian[i][a] * covariance[j][l] * jacobian[i][b])),
    );
    return variance > 0 ? Math.sqrt(variance) : null;
  });
}

/** The derivatives of a map of θ, by central differences: row i holds those of its entry i. */
export function jacobianOf(map: (theta: Float64Array) => Float64Array, theta: Float64Array): Matrix {
  const columns = Array.from(theta, (x, i) => {
    const h = 1e-6 * Math.max(1e-3, Math.abs(x));
    const at = (shift: number): Float64Array => map(theta.map((y, j) => (j === i ? y + shift : y)));
    const [up, down] = [at(h), at(-h)];
    return up.map((y, j) => (y - down[j]) / (2 * h));
  });
  return Array.from(theta, (_, i) => Float64Array.from(columns, (column) => column[i]));
}
