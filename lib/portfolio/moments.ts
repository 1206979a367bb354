import { checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { cholesky } from "../math/cholesky";

/** What is expected of the assets' returns, per period. */
export interface Moments {
  /** Expected returns, as fractions, length n. */
  readonly mean: ArrayLike<number>;
  /** Covariances of the returns: n rows of length n, symmetric and positive semidefinite. */
  readonly covariance: readonly ArrayLike<number>[];
}

/** The covariances alone: for what needs no means. */
export interface Covariances {
  readonly covariance: readonly ArrayLike<number>[];
  /** Expected returns: only reported, not used. */
  readonly mean?: ArrayLike<number>;
}

/** Beside the largest variance: a negative eigenvalue no larger than this is rounding. */
const ROUNDING = 1e-10;

/** The number of assets. @throws unless mean and covariance fit together, and the latter is symmetric and semidefinite. */
export function checkMoments(where: string, moments: Moments): number {
  if (moments == null || typeof moments !== "object")
    throw new DomainError(where, "moments", moments, "a record { mean, covariance }");
  checkVector(where, "mean", moments.mean);
  const n = checkCovariance(where, "covariance", moments.covariance);
  if (moments.mean.length !== n)
    throw new ShapeError(
      where,
      `mean and covariance must have the same size, got ${moments.mean.length} and ${n}`,
    );
  return n;
}

/** The size of the matrix. @throws unless it is square, finite, symmetric and positive semidefinite. */
export function checkCovariance(where: string, name: string, matrix: readonly ArrayLike<number>[]): number {
  const n = checkSymmetric(where, name, matrix);
  let largest = 0;
  for (let i = 0; i < n; i++) {
    if (matrix[i][i] < 0) throw new DomainError(where, `${name}[${i}][${i}]`, matrix[i][i], "at least 0");
    largest = Math.max(largest, matrix[i][i]);
  }
  if (!isSemidefinite(matrix, ROUNDING * largest))
    throw new DomainError(
      where,
      name,
      matrix,
      "positive semidefinite (some portfolio would have a negative variance; `nearestCorrelation` repairs correlations)",
    );
  return n;
}

/** The size of the matrix. @throws unless it is square, finite and symmetric up to rounding. */
export function checkSymmetric(where: string, name: string, matrix: readonly ArrayLike<number>[]): number {
  if ((matrix as unknown) == null || typeof matrix !== "object" || !(matrix.length > 0))
    throw new DomainError(where, name, matrix, "an array of rows");
  const n = matrix.length;
  matrix.forEach((row, i) => {
    checkVector(where, `${name}[${i}]`, row);
    if (row.length !== n)
      throw new ShapeError(
        where,
        `${name} must be square, got ${n} rows and ${row.length} entries in row ${i}`,
      );
  });
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [matrix[i][j], matrix[j][i]];
      const size = Math.sqrt(Math.abs(matrix[i][i] * matrix[j][j])) + Math.abs(a) + Math.abs(b);
      if (Math.abs(a - b) > 1e-9 * size)
        throw new DomainError(where, `${name}[${i}][${j}]`, a, `equal to ${name}[${j}][${i}], ${b}`);
    }
  return n;
}

/** Whether no eigenvalue is below −slack. */
export function isSemidefinite(matrix: readonly ArrayLike<number>[], slack: number): boolean {
  const raised = slack || Number.MIN_VALUE;
  if (matrix.every((row) => Array.from(row).every((x) => x === 0))) return true;
  return (
    cholesky(matrix.map((row, i) => Float64Array.from(row, (x, j) => (i === j ? x + raised : x)))) !==
    undefined
  );
}

/** Exactly symmetric rows: what is left of rounding is shared. */
export function symmetrised(matrix: readonly ArrayLike<number>[]): Float64Array[] {
  return matrix.map((row, i) => Float64Array.from(row, (x, j) => 0.5 * (x + matrix[j][i])));
}
