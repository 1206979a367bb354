import { checkInteger, checkPositiveVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { printsAs } from "../core/printing";
import { checkSymmetric, isSemidefinite, symmetrised } from "./moments";
import { symmetricEigen } from "../math/eigen";

/** A covariance put together from volatilities and correlations, and whether the latter had to be repaired. */
export interface ComposedCovariance {
  /** Σ = D·C·D, positive semidefinite: n rows of length n. */
  readonly covariance: readonly Float64Array[];
  /** C, as used. */
  readonly correlations: readonly Float64Array[];
  /** Whether the given correlations were not semidefinite and the nearest ones took their place. */
  readonly repaired: boolean;
  /** The largest change of a correlation; 0 where none was needed. */
  readonly largestChange: number;
}

/**
 * Σ = D·C·D from volatilities (forecasts, in paper 2 (mosef2025), section 6.3) and correlations of another source.
 *
 * Sample correlations of the same days are always semidefinite; those put together pair by pair, or by hand, need not be:
 * then the nearest ones take their place ({@link nearestCorrelation}), and the result says so.
 *
 * @param volatilities - one per asset, above 0, as fractions per period.
 * @param correlations - symmetric, ones on the diagonal.
 * @returns Σ in squared units of the volatilities, and what was done to the correlations.
 * @throws {@link DomainError} for a volatility of 0 or less, or correlations that are not symmetric; {@link ShapeError} where
 *   the two don't fit together.
 * @example
 * const { covariance, repaired } = v.composeCovariance([0.02, 0.05], [[1, 0.5], [0.5, 1]]);
 * covariance; // → [[0.000400000, 0.000500000], [0.000500000, 0.00250000]]
 * repaired; // → false
 */
export function composeCovariance(
  volatilities: ArrayLike<number>,
  correlations: readonly ArrayLike<number>[],
): ComposedCovariance {
  const where = "composeCovariance";
  checkPositiveVector(where, "volatilities", volatilities);
  const n = checkSymmetric(where, "correlations", correlations);
  if (volatilities.length !== n)
    throw new ShapeError(
      where,
      `volatilities and correlations must have the same size, got ${volatilities.length} and ${n}`,
    );
  const given = symmetrised(correlations);
  const repaired = !isSemidefinite(given, 1e-10);
  const used = repaired ? nearestCorrelation(given) : given;
  let largestChange = 0;
  used.forEach((row, i) =>
    row.forEach((x, j) => (largestChange = Math.max(largestChange, Math.abs(x - given[i][j])))),
  );
  const covariance = used.map((row, i) => row.map((x, j) => volatilities[i] * x * volatilities[j]));
  const result: ComposedCovariance = { covariance, correlations: used, repaired, largestChange };
  return Object.freeze(
    printsAs(result, () =>
      [
        `covariance of ${n} assets from volatilities and correlations`,
        repaired
          ? `the correlations were not semidefinite: the nearest ones took their place (largest change ${largestChange.toFixed(4)})`
          : "the correlations are semidefinite as given",
      ].join("\n"),
    ),
  );
}

export interface NearestCorrelationOptions {
  /** 10 000 by default; more are an error. */
  readonly maxIterations?: number;
}

/**
 * The correlation matrix nearest to a symmetric one, by the sum of squared differences: Higham's (2002) alternating
 * projections on the semidefinite matrices and on those with ones on the diagonal, with Dykstra's correction.
 *
 * @param matrix - n rows of n, symmetric.
 * @param options - 10 000 rounds at most where it is left out.
 * @returns symmetric, ones on the diagonal, no eigenvalue below 0 but for rounding.
 * @throws {@link DomainError} for a matrix that is not symmetric, and where so many rounds don't get there.
 * @example
 * // of three assets no two pairs can have a correlation of 1 while the third pair has none
 * const nearest = v.nearestCorrelation([[1, 1, 0], [1, 1, 1], [0, 1, 1]]);
 * nearest[0]; // → [1, 0.7607, 0.1573]
 */
export function nearestCorrelation(
  matrix: readonly ArrayLike<number>[],
  { maxIterations = 10_000 }: NearestCorrelationOptions = {},
): Float64Array[] {
  const where = "nearestCorrelation";
  const n = checkSymmetric(where, "matrix", matrix);
  checkInteger(where, "maxIterations", maxIterations, 1);
  let y = symmetrised(matrix);
  let correction = y.map((row) => row.map(() => 0));
  for (let round = 0; round < maxIterations; round++) {
    const shifted = y.map((row, i) => row.map((x, j) => x - correction[i][j]));
    const semidefinite = positivePart(shifted);
    correction = semidefinite.map((row, i) => row.map((x, j) => x - shifted[i][j]));
    const next = semidefinite.map((row, i) => row.map((x, j) => (i === j ? 1 : x)));
    let change = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) change = Math.max(change, Math.abs(next[i][j] - y[i][j]));
    y = next;
    if (change < 1e-12) return onDiagonal(positivePart(y));
  }
  throw new DomainError(
    where,
    "maxIterations",
    maxIterations,
    "larger: the projections have not come to rest on the nearest correlations",
  );
}

/** Scaled to ones on the diagonal: what the last projection on it took from the eigenvalues. */
function onDiagonal(inside: readonly Float64Array[]): Float64Array[] {
  return inside.map((row, i) =>
    row.map((x, j) => (i === j ? 1 : x / Math.sqrt(inside[i][i] * inside[j][j]))),
  );
}

/** The matrix without its negative eigenvalues. */
function positivePart(matrix: readonly Float64Array[]): Float64Array[] {
  const { values, vectors } = symmetricEigen(matrix);
  return matrix.map((_, i) =>
    matrix[i].map((__, j) =>
      values.reduce((sum, value, k) => sum + Math.max(0, value) * vectors[k][i] * vectors[k][j], 0),
    ),
  );
}
