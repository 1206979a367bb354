import { multiplyAdd, splat } from "./vector";

// The product of matrices that all else rests on. The right factor B stands in panels: 16 of its columns at a time,
// row after row (64 bytes a row), so that the innermost loop reads it from front to back.

/** Whether V8 makes one instruction on 8 numbers of two on 4: set by who compiled the module. */
export let wide: bool = false;

/**
 * C = A·B, or C += A·B, for one panel of B.
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
  const tall = wide ? rows & ~3 : 0;
  if (tall) tilesOf4Rows(a, aRow, aStep, panel, depth, c, cRow, tall, add);
  if (rows - tall)
    tilesOf2Rows(a + tall * aRow, aRow, aStep, panel, depth, c + tall * cRow, cRow, rows - tall, add);
}

/**
 * The tile of 2 rows by 16 columns keeps its 8 sums, a row of B and two of A in the 16 registers of x86-64; a larger
 * one spills, and so does a loop unrolled over k.
 */
function tilesOf2Rows(
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

/** With registers of 8 numbers, 4 rows fit: the same sums in the same order, in half the time. */
function tilesOf4Rows(
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
  for (let left = rows; left > 0; left -= 4) {
    const d = c + cRow;
    const e = d + cRow;
    const f = e + cRow;
    let c0 = splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let d0 = c0;
    let d1 = c0;
    let d2 = c0;
    let d3 = c0;
    let e0 = c0;
    let e1 = c0;
    let e2 = c0;
    let e3 = c0;
    let f0 = c0;
    let f1 = c0;
    let f2 = c0;
    let f3 = c0;
    if (add) {
      c0 = v128.load(c);
      c1 = v128.load(c, 16);
      c2 = v128.load(c, 32);
      c3 = v128.load(c, 48);
      d0 = v128.load(d);
      d1 = v128.load(d, 16);
      d2 = v128.load(d, 32);
      d3 = v128.load(d, 48);
      e0 = v128.load(e);
      e1 = v128.load(e, 16);
      e2 = v128.load(e, 32);
      e3 = v128.load(e, 48);
      f0 = v128.load(f);
      f1 = v128.load(f, 16);
      f2 = v128.load(f, 32);
      f3 = v128.load(f, 48);
    }
    let p = a;
    for (let b = panel; b != end; b += 64) {
      const w = v128.load_splat<f32>(p);
      const x = v128.load_splat<f32>(p + aRow);
      const y = v128.load_splat<f32>(p + 2 * aRow);
      const z = v128.load_splat<f32>(p + 3 * aRow);
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const b2 = v128.load(b, 32);
      const b3 = v128.load(b, 48);
      c0 = multiplyAdd(w, b0, c0);
      c1 = multiplyAdd(w, b1, c1);
      c2 = multiplyAdd(w, b2, c2);
      c3 = multiplyAdd(w, b3, c3);
      d0 = multiplyAdd(x, b0, d0);
      d1 = multiplyAdd(x, b1, d1);
      d2 = multiplyAdd(x, b2, d2);
      d3 = multiplyAdd(x, b3, d3);
      e0 = multiplyAdd(y, b0, e0);
      e1 = multiplyAdd(y, b1, e1);
      e2 = multiplyAdd(y, b2, e2);
      e3 = multiplyAdd(y, b3, e3);
      f0 = multiplyAdd(z, b0, f0);
      f1 = multiplyAdd(z, b1, f1);
      f2 = multiplyAdd(z, b2, f2);
      f3 = multiplyAdd(z, b3, f3);
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
    v128.store(e, e0);
    v128.store(e, e1, 16);
    v128.store(e, e2, 32);
    v128.store(e, e3, 48);
    v128.store(f, f0);
    v128.store(f, f1, 16);
    v128.store(f, f2, 32);
    v128.store(f, f3, 48);
    a += 4 * aRow;
    c += 4 * cRow;
  }
}

/** C = A·B for a narrow panel of 8 columns (32 bytes a row): what is left where B's width is no multiple of 16. */
export function narrowProduct(
  a: usize,
  aRow: usize,
  panel: usize,
  depth: usize,
  c: usize,
  cRow: usize,
  rows: usize,
): void {
  const end = panel + depth * 32;
  for (let left = rows; left > 0; left -= 4) {
    let c0 = splat(0);
    let c1 = c0;
    let d0 = c0;
    let d1 = c0;
    let e0 = c0;
    let e1 = c0;
    let f0 = c0;
    let f1 = c0;
    let p = a;
    for (let b = panel; b != end; b += 32) {
      const w = v128.load_splat<f32>(p);
      const x = v128.load_splat<f32>(p + aRow);
      const y = v128.load_splat<f32>(p + 2 * aRow);
      const z = v128.load_splat<f32>(p + 3 * aRow);
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      c0 = multiplyAdd(w, b0, c0);
      c1 = multiplyAdd(w, b1, c1);
      d0 = multiplyAdd(x, b0, d0);
      d1 = multiplyAdd(x, b1, d1);
      e0 = multiplyAdd(y, b0, e0);
      e1 = multiplyAdd(y, b1, e1);
      f0 = multiplyAdd(z, b0, f0);
      f1 = multiplyAdd(z, b1, f1);
      p += 4;
    }
    v128.store(c, c0);
    v128.store(c, c1, 16);
    v128.store(c + cRow, d0);
    v128.store(c + cRow, d1, 16);
    v128.store(c + 2 * cRow, e0);
    v128.store(c + 2 * cRow, e1, 16);
    v128.store(c + 3 * cRow, f0);
    v128.store(c + 3 * cRow, f1, 16);
    a += 4 * aRow;
    c += 4 * cRow;
  }
}
