import { unit, zeros, type Matrix } from "./matrix";

/** The lower triangle L with L·Lᵀ = A, or `undefined` where A is not positive definite. */
export function cholesky(a: readonly ArrayLike<number>[]): Matrix | undefined {
  const n = a.length;
  const lower = zeros(n);
  for (let i = 0; i < n; i++) {
    const row = lower[i];
    for (let j = 0; j <= i; j++) {
      const other = lower[j];
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= row[k] * other[k];
      if (i !== j) row[j] = sum / other[j];
      else if (sum > 0 && Number.isFinite(sum)) row[i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}

/** x with L·Lᵀ·x = b. */
export function choleskySolve(lower: Matrix, b: ArrayLike<number>): Float64Array {
  const n = lower.length;
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = lower[i];
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= row[k] * x[k];
    x[i] = sum / row[i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < n; k++) sum -= lower[k][i] * x[k];
    x[i] = sum / lower[i][i];
  }
  return x;
}

/** The inverse of a positive definite matrix, or `undefined` where it is not positive definite. */
export function inverseOf(a: readonly ArrayLike<number>[]): Matrix | undefined {
  const lower = cholesky(a);
  return lower && a.map((_, j) => choleskySolve(lower, unit(a.length, j)));
}
