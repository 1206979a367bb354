import { inverseOf } from "../../math/cholesky";
import { dot, product, transpose, unit, zeros, type Matrix } from "../../math/matrix";
import type { Likelihood } from "./likelihood";
import { meanSpreads, slopesAt, type Slopes } from "./slopes";

/** Three covariance matrices of the free parameters; undefined where the information matrix is not positive definite. */
export interface Covariances {
  readonly hessian?: Matrix;
  readonly opg?: Matrix;
  readonly robust?: Matrix;
  /** How they were taken, and why one is missing, where that is not as usual. */
  readonly notes: readonly string[];
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
 * How far, as a factor, an error of the mean may be from 1/√(Σ x²ₜ/σ²ₜ) where ln L is not smooth: beyond it is noise. Laplace's
 * density makes the true one 1.4 times smaller.
 */
const PLAUSIBLE = 3;

/**
 * Covariances of the free entries of θ, at a maximum, within the inequalities that bind there. Second derivatives are
 * central differences of the analytic gradient, the days' gradients of the variance's path; {@link slopesAt} chooses the
 * steps, and crosses kinks by large ones. Where it had to, a kind whose error of the mean is not {@link PLAUSIBLE} is left out.
 */
export function covariancesAt(
  likelihood: Likelihood,
  theta: Float64Array,
  { free, binding, curvature }: Freedom,
): Covariances {
  const directions = within(
    binding.map((row) => Float64Array.from(free, (i) => row[i])),
    free.length,
  );
  if (directions.length === 0) return { notes: [] };
  const rough = inverseOf(free.map((i) => Float64Array.from(free, (j) => curvature[i]?.[j])));
  const means = meanSpreads(likelihood, theta);
  const sizes = free.map((i, k) => means[i] ?? Math.sqrt(rough ? rough[k][k] : 1 / curvature[i]?.[i]));
  const { slopes, kinked } = slopesAt(likelihood, theta, free, sizes);

  const along = (matrix: Matrix): Matrix => product(product(directions, matrix), transpose(directions));
  const back = (matrix: Matrix): Matrix => product(product(transpose(directions), matrix), directions);
  const meat = along(slopes.map((a) => Float64Array.from(slopes, (b) => dot(a.scores, b.scores))));
  const bread = inverseOf(along(informationFrom(slopes, kinked)));
  const inner = inverseOf(meat);
  const plausible = (covariance: Matrix): boolean =>
    kinked.every((kink, k) => {
      const ratio = Math.sqrt(covariance[k][k]) / sizes[k];
      return !kink || (ratio > 1 / PLAUSIBLE && ratio < PLAUSIBLE);
    });
  const kept = (covariance: Matrix | undefined): Matrix | undefined => {
    const whole = covariance && back(covariance);
    return whole && plausible(whole) ? whole : undefined;
  };
  const found = {
    hessian: kept(bread),
    opg: kept(inner),
    robust: kept(bread && product(product(bread, meat), bread)),
  };
  const rugged = free.filter((_, k) => kinked[k]).map((i) => likelihood.names[i]);
  return { ...found, notes: notesOn(rugged, found) };
}

function notesOn(rugged: readonly string[], found: Omit<Covariances, "notes">): string[] {
  const missing = Object.entries(found).flatMap(([kind, matrix]) => (matrix ? [] : [kind]));
  return [
    ...(rugged.length > 0
      ? [`the log-likelihood is not smooth in ${rugged.join(", ")}, as where a residual is 0: its slopes are taken over a whole standard error`] // prettier-ignore
      : []),
    ...(missing.length > 0
      ? [`no standard errors by ${missing.join(", ")}: around this point the log-likelihood is no hill from whose slopes they follow`] // prettier-ignore
      : []),
  ];
}

/** −∂² ln L/∂θᵢ∂θⱼ: the mean of the differences along i and along j, but not of those along j at a kink of i. */
function informationFrom(slopes: readonly Slopes[], kinked: readonly boolean[]): Matrix {
  return slopes.map(({ bends }, i) =>
    bends.map((bend, j) => {
      if (kinked[i] !== kinked[j]) return kinked[i] ? bend : slopes[j].bends[i];
      return 0.5 * (bend + slopes[j].bends[i]);
    }),
  );
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
  const n = theta.length;
  const jacobian = zeros(n);
  const moved = Float64Array.from(theta);
  for (let j = 0; j < n; j++) {
    const h = 1e-6 * Math.max(1e-3, Math.abs(theta[j]));
    moved[j] = theta[j] + h;
    const up = map(moved);
    moved[j] = theta[j] - h;
    const down = map(moved);
    moved[j] = theta[j];
    for (let i = 0; i < n; i++) jacobian[i][j] = (up[i] - down[i]) / (2 * h);
  }
  return jacobian;
}
