import { DomainError } from "../core/errors";
import { printsAs } from "../core/printing";
import { sampleMoments } from "../math/covariance";
import { checkReturnRows } from "../measures/checkReturns";

/** A covariance matrix, and how far it was drawn to a simple one. */
export interface ShrunkCovariance {
  /** Σ, in squared units of the returns: n rows of length n. */
  readonly covariance: readonly Float64Array[];
  /** From 0, the sample's covariances, to 1, the same variance for all assets and no covariance. */
  readonly shrinkage: number;
}

/**
 * The covariances of Ledoit and Wolf (2004), "A well-conditioned estimator for large-dimensional covariance matrices".
 *
 *     Σ = (1 − ρ) S + ρ m I,      S = 1/T Σₜ x̃ₜ x̃ₜᵀ,   m = tr S / n
 *     ρ = min(b², d²) / d²,       d² = ‖S − m I‖²,    b² = 1/T² Σₜ ‖x̃ₜ x̃ₜᵀ − S‖²
 *
 * Where days are few, the sample's smallest eigenvalues are too small, and the portfolio of the smallest variance is made
 * of them. ρ is what minimises the expected squared distance from the truth, estimated.
 *
 * @param rows - T ≥ 2 rows, one row each, of n assets: simple returns, as fractions.
 * @returns Σ, with T and not T − 1 in the divisor, as in the paper.
 * @throws {@link ShapeError} where rows differ in length; {@link DomainError} where no asset varies by more than rounding.
 */
export function shrunkCovariance(rows: readonly ArrayLike<number>[]): ShrunkCovariance {
  const where = "shrunkCovariance";
  const n = checkReturnRows(where, "rows", rows, 2);
  const days = rows.length;
  const { mean, covariance } = sampleMoments(rows);
  const sample = covariance.map((row) => row.map((s) => (s * (days - 1)) / days));
  const level = sample.reduce((trace, row, i) => trace + row[i], 0) / n;
  if (!(level > 0)) throw new DomainError(where, "rows", rows, "returns that vary");

  const squaredNorm = (entry: (i: number, j: number) => number): number =>
    sample.reduce((sum, row, i) => row.reduce((inner, _, j) => inner + entry(i, j) ** 2, sum), 0);
  const distance = squaredNorm((i, j) => sample[i][j] - (i === j ? level : 0));
  const noise = rows.reduce((sum, row) => {
    const x = mean.map((centre, i) => row[i] - centre);
    return sum + squaredNorm((i, j) => x[i] * x[j] - sample[i][j]);
  }, 0);
  const shrinkage = distance === 0 ? 1 : Math.min(1, noise / days ** 2 / distance);
  const shrunk = sample.map((row, i) =>
    row.map((s, j) => (1 - shrinkage) * s + (i === j ? shrinkage * level : 0)),
  );
  return Object.freeze(
    printsAs(
      { covariance: shrunk, shrinkage },
      () => `covariance of ${n} assets from ${days} days, shrunk by ${(100 * shrinkage).toFixed(1)} %`,
    ),
  );
}
