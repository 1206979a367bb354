import { hypot } from "../core/elementary";

/**
 * The Cholesky factor of the rows and columns of a matrix that belong to the free variables: L·Lᵀ = H[free, free].
 * Variables come and go at the price of a triangular solve each, f² for f free ones.
 */
export class FreeFactor {
  /** The free variables, in the order of the factor's rows. */
  readonly free: number[] = [];
  private readonly rows: Float64Array[] = [];

  constructor(
    private readonly matrix: readonly ArrayLike<number>[],
    /** Added to the diagonal. */
    private readonly ridge: number,
  ) {}

  add(variable: number): void {
    const source = this.matrix[variable];
    const f = this.free.length;
    const row = new Float64Array(f + 1);
    for (let i = 0; i < f; i++) {
      const other = this.rows[i];
      row[i] = (source[this.free[i]] - dotOfFirst(i, other, row)) / other[i];
    }
    const pivot = source[variable] + this.ridge - dotOfFirst(f, row, row);
    row[f] = Math.sqrt(Math.max(pivot, this.ridge)); // rounding may take more than the ridge has given
    this.free.push(variable);
    this.rows.push(row);
  }

  /** Takes out the variable at `position` of {@link free}. */
  removeAt(position: number): void {
    this.free.splice(position, 1);
    this.rows.splice(position, 1);
    // The rows below now reach one column too far to the right: rotate it away, pair of columns by pair.
    for (let i = position; i < this.rows.length; i++) {
      const row = this.rows[i];
      const [a, b] = [row[i], row[i + 1]];
      const length = hypot(a, b);
      const [c, s] = [a / length, b / length];
      for (let k = i; k < this.rows.length; k++) {
        const lower = this.rows[k];
        const [x, y] = [lower[i], lower[i + 1]];
        lower[i] = c * x + s * y;
        lower[i + 1] = c * y - s * x;
      }
      this.rows[i] = row.slice(0, i + 1);
    }
  }

  /** H[free, free]⁻¹ · b, with b in the order of {@link free}. */
  solve(b: Float64Array): Float64Array {
    const x = Float64Array.from(b);
    const { rows } = this;
    for (let i = 0; i < x.length; i++) {
      const row = rows[i];
      x[i] = (x[i] - dotOfFirst(i, row, x)) / row[i];
    }
    for (let i = x.length - 1; i >= 0; i--) {
      const row = rows[i];
      const value = (x[i] /= row[i]);
      for (let k = 0; k < i; k++) x[k] -= row[k] * value;
    }
    return x;
  }
}

/** Σ aₖ·bₖ over k < count. In four sums: each addition waits for the one before it in the same sum only. */
function dotOfFirst(count: number, a: Float64Array, b: Float64Array): number {
  let [s, t, u, v] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s += a[k] * b[k];
    t += a[k + 1] * b[k + 1];
    u += a[k + 2] * b[k + 2];
    v += a[k + 3] * b[k + 3];
  }
  for (; k < count; k++) s += a[k] * b[k];
  return s + t + (u + v);
}
