import { multiplyAdd, splat } from "./vector";

// The product of matrices that all else rests on. The right factor B stands in panels: 16 of its columns at a time,
// row after row (64 bytes a row), so that the innermost loop reads it from front to back.

/**
 * C = A·B, or C += A·B, for one panel of B.
 *
 * The tile of 2 rows by 16 columns keeps its 8 sums, a row of B and two of A in the 16 registers of x86-64; a larger
 * one spills, and so does a loop unrolled over k.
 *
 * @param a, aRow, aStep - A[r][k] is at a + r·aRow + k·aStep: transposed or not.
 * @param depth - columns of A, rows of B; at least 1.
 * @param rows - of A and C; even.
 */
export function panelProduct(
  a: usize,
  aRow: usize,
  aStep: usize,
  panel: usize,
  depth: usize,
  c: usize,
  cRow: usize,
  rows: usize,
  add: bool,
): void {
  const end = panel + depth * 64;
  for (let left = rows; left > 0; left -= 2) {
    const d = c + cRow;
    let c0 = splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let d0 = c0;
    let d1 = c0;
    let d2 = c0;
    let d3 = c0;
    if (add) {
      c0 = v128.load(c);
      c1 = v128.load(c, 16);
      c2 = v128.load(c, 32);
      c3 = v128.load(c, 48);
      d0 = v128.load(d);
      d1 = v128.load(d, 16);
      d2 = v128.load(d, 32);
      d3 = v128.load(d, 48);
    }
    let p = a;
    for (let b = panel; b != end; b += 64) {
      const x = v128.load_splat<f32>(p);
      const y = v128.load_splat<f32>(p + aRow);
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const b2 = v128.load(b, 32);
      const b3 = v128.load(b, 48);
      c0 = multiplyAdd(x, b0, c0);
      c1 = multiplyAdd(x, b1, c1);
      c2 = multiplyAdd(x, b2, c2);
      c3 = multiplyAdd(x, b3, c3);
      d0 = multiplyAdd(y, b0, d0);
      d1 = multiplyAdd(y, b1, d1);
      d2 = multiplyAdd(y, b2, d2);
      d3 = multiplyAdd(y, b3, d3);
      p += aStep;
    }
    v128.store(c, c0);
    v128.store(c, c1, 16);
    v128.store(c, c2, 32);
    v128.store(c, c3, 48);
    v128.store(d, d0);
    v128.store(d, d1, 16);
    v128.store(d, d2, 32);
    v128.store(d, d3, 48);
    a += 2 * aRow;
    c += 2 * cRow;
  }
}

/** C = A·B for a narrow panel of 4 columns (16 bytes a row): what is left where B's width is no multiple of 16. */
export function narrowProduct(
  a: usize,
  aRow: usize,
  panel: usize,
  depth: usize,
  c: usize,
  cRow: usize,
  rows: usize,
): void {
  const end = panel + depth * 16;
  for (let left = rows; left > 0; left -= 8) {
    let c0 = splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    let c5 = c0;
    let c6 = c0;
    let c7 = c0;
    let p = a;
    let q = a + 4 * aRow;
    for (let b = panel; b != end; b += 16) {
      const row = v128.load(b);
      c0 = multiplyAdd(v128.load_splat<f32>(p), row, c0);
      c1 = multiplyAdd(v128.load_splat<f32>(p + aRow), row, c1);
      c2 = multiplyAdd(v128.load_splat<f32>(p + 2 * aRow), row, c2);
      c3 = multiplyAdd(v128.load_splat<f32>(p + 3 * aRow), row, c3);
      c4 = multiplyAdd(v128.load_splat<f32>(q), row, c4);
      c5 = multiplyAdd(v128.load_splat<f32>(q + aRow), row, c5);
      c6 = multiplyAdd(v128.load_splat<f32>(q + 2 * aRow), row, c6);
      c7 = multiplyAdd(v128.load_splat<f32>(q + 3 * aRow), row, c7);
      p += 4;
      q += 4;
    }
    const d = c + 4 * cRow;
    v128.store(c, c0);
    v128.store(c + cRow, c1);
    v128.store(c + 2 * cRow, c2);
    v128.store(c + 3 * cRow, c3);
    v128.store(d, c4);
    v128.store(d + cRow, c5);
    v128.store(d + 2 * cRow, c6);
    v128.store(d + 3 * cRow, c7);
    a += 8 * aRow;
    c += 8 * cRow;
  }
}
