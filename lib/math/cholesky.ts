/** Small dense symmetric matrices, as arrays of rows. */
export type Matrix = Float64Array[];

/** An n × n matrix of zeros. */
export function zeros(rows: number, columns: number = rows): Matrix {
  const out: Matrix = []; // a loop: Array.from takes longer than filling a small matrix
  for (let i = 0; i < rows; i++) out.push(new Float64Array(columns));
  return out;
}

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
  return transposedSolve(lower, lowerSolve(lower, b));
}

/** x with L·x = b. */
export function lowerSolve(lower: Matrix, b: ArrayLike<number>): Float64Array {
  const n = lower.length;
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = lower[i];
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= row[k] * x[k];
    x[i] = sum / row[i];
  }
  return x;
}

/** x with Lᵀ·x = b. */
export function transposedSolve(lower: Matrix, b: ArrayLike<number>): Float64Array {
  const n = lower.length;
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= lower[k][i] * x[k];
    x[i] = sum / lower[i][i];
  }
  return x;
}

/** Lᵀ·x */
export function transposedTimes(lower: Matrix, x: ArrayLike<number>): Float64Array {
  const out = new Float64Array(lower.length);
  for (let i = 0; i < out.length; i++) for (let k = i; k < out.length; k++) out[i] += lower[k][i] * x[k];
  return out;
}

/** The inverse of a positive definite matrix, or `undefined` where it is not positive definite. */
export function inverseOf(a: readonly ArrayLike<number>[]): Matrix | undefined {
  const lower = cholesky(a);
  return lower && a.map((_, j) => choleskySolve(lower, unit(a.length, j)));
}

/** The j-th unit vector of length n. */
export function unit(n: number, j: number): Float64Array {
  const e = new Float64Array(n);
  e[j] = 1;
  return e;
}

/** Σ aᵢ bᵢ */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** A·x */
export function times(a: readonly ArrayLike<number>[], x: ArrayLike<number>): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = dot(a[i], x);
  return out;
}

/** Aᵀ, of a matrix with at least one row. */
export function transpose(a: readonly ArrayLike<number>[]): Matrix {
  return Array.from(a[0], (_, j) => Float64Array.from(a, (row) => row[j]));
}

/** A·B */
export function product(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): Matrix {
  const columns = b[0].length;
  return a.map((row) => {
    const out = new Float64Array(columns);
    for (let k = 0; k < b.length; k++) for (let j = 0; j < columns; j++) out[j] += row[k] * b[k][j];
    return out;
  });
}
