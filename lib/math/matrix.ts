/** A small dense matrix, as an array of rows. */
export type Matrix = Float64Array[];

/** A matrix of zeros; square where only the rows are given. */
export function zeros(rows: number, columns: number = rows): Matrix {
  const out: Matrix = []; // a loop: Array.from takes longer than filling a small matrix
  for (let i = 0; i < rows; i++) out.push(new Float64Array(columns));
  return out;
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
