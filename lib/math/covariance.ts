import { mean } from "./moments";
import { settled } from "./varies";
import { transpose, zeros, type Matrix } from "./matrix";

/**
 * Means and covariances of the columns: Σ = 1/(n − 1) Σ_t (x_t − μ)(x_t − μ)ᵀ.
 * A column that is constant but for rounding has no variance, and no covariance with any other.
 *
 * @param rows - n ≥ 2 observations, one row each.
 */
export function sampleMoments(rows: readonly ArrayLike<number>[]): {
  mean: Float64Array;
  covariance: Matrix;
} {
  const columns = transpose(rows).map((column) => settled(column));
  const centre = Float64Array.from(columns, (column) => mean(column));
  const covariance = zeros(columns.length);
  columns.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let t = 0; t < rows.length; t++) sum += (a[t] - centre[i]) * (columns[j][t] - centre[j]);
      covariance[i][j] = covariance[j][i] = sum / (rows.length - 1);
    }
  });
  return { mean: centre, covariance };
}
