import { dot, inverseOf, product, zeros, type Matrix } from "../math/cholesky";
import type { Likelihood } from "./likelihood";

/** Three covariance matrices of the free parameters; undefined where the information matrix is not positive definite. */
export interface Covariances {
  readonly hessian?: Matrix;
  readonly opg?: Matrix;
  readonly robust?: Matrix;
}

/**
 * Covariances of the entries of θ listed in `free`, at a maximum. Second derivatives are central differences
 * of the analytic gradient, the days' gradients of the variance's path; steps are fractions of a standard error.
 *
 * @param curvature - a rough matrix of minus the second derivatives, by all entries of θ: it sets the steps.
 */
export function covariancesAt(
  likelihood: Likelihood,
  theta: Float64Array,
  free: readonly number[],
  curvature: Matrix,
): Covariances {
  const rough = inverseOf(free.map((i) => Float64Array.from(free, (j) => curvature[i][j])));
  if (!rough) return {};
  const steps = rough.map((row, i) => STEP * Math.sqrt(row[i]));
  const information = minusHessian(likelihood, theta, free, steps);
  const scores = likelihood.scores(theta, free, steps);
  const outer = scores.map((a) => Float64Array.from(scores, (b) => dot(a, b)));
  const hessian = inverseOf(information);
  return {
    hessian,
    opg: inverseOf(outer),
    robust: hessian && product(product(hessian, outer), hessian),
  };
}

/** Steps of the differences, in standard errors: truncation and rounding are both some 1e-8 of the result then. */
const STEP = 2e-4;

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
