import { narrowProduct, panelProduct } from "./product";

/** Rows of a block: a panel of it (8 kB) and the columns of A that it meets stay in the first cache. */
const BLOCK: usize = 128;
const block = memory.data(128 * 64, 16);

/**
 * dW = Aᵀ·D over all steps at once, panel by panel as the weights themselves stand.
 *
 * @param a - one row a row of D, `aRow` bytes each; the first `inputs` columns of it count, a multiple of 2.
 * @param d - `panels`·64 bytes a row.
 */
export function weightGradient(
  a: usize,
  aRow: usize,
  inputs: usize,
  d: usize,
  rows: usize,
  panels: usize,
  gradient: usize,
): void {
  for (let from: usize = 0; from < rows; from += BLOCK) {
    const count = min(BLOCK, rows - from);
    for (let p: usize = 0; p < panels; p++) {
      copyPanel(d + (from * panels + p) * 64, panels * 64, count, block);
      panelProduct(a + from * aRow, 4, aRow, block, count, gradient + p * inputs * 64, 64, inputs, from > 0);
    }
  }
}

function copyPanel(from: usize, fromRow: usize, rows: usize, to: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    from += fromRow;
    to += 64;
  }
}

/**
 * Writes rows of the weights as columns of Wᵀ: in panels of 16 columns, then, where the width leaves a rest, of 8.
 *
 * @param weights - `panels` panels of `inputs` rows; `count` rows from `first` on are taken.
 * @param column - the column of Wᵀ where the first of them goes.
 * @param columns - the width of Wᵀ, a multiple of 8.
 */
export function transposeWeights(
  weights: usize,
  inputs: usize,
  panels: usize,
  first: usize,
  count: usize,
  transposed: usize,
  column: usize,
  columns: usize,
): void {
  const depth = panels * 16;
  const wide = columns & ~15;
  for (let r: usize = 0; r < count; r++) {
    const j = column + r;
    const isWide = j < wide;
    const width: usize = isWide ? 16 : 8;
    const at = isWide ? (j & ~15) * depth + (j & 15) : wide * depth + (j & 7);
    let from = weights + (first + r) * 64;
    let to = transposed + at * 4;
    for (let p: usize = 0; p < panels; p++) {
      for (let k: usize = 0; k < 64; k += 4) {
        f32.store(to, f32.load(from + k));
        to += width * 4;
      }
      from += inputs * 64;
    }
  }
}

/** D·Wᵀ: the gradient by the inputs, `columns` of them (a multiple of 8), for rows that are a multiple of 8. */
export function inputGradient(
  d: usize,
  panels: usize,
  transposed: usize,
  columns: usize,
  gradient: usize,
  gradientRow: usize,
  rows: usize,
): void {
  const depth = panels * 16;
  const dRow = panels * 64;
  let j: usize = 0;
  for (; j + 16 <= columns; j += 16)
    panelProduct(d, dRow, 4, transposed + j * depth * 4, depth, gradient + j * 4, gradientRow, rows, false);
  if (j < columns)
    narrowProduct(d, dRow, transposed + j * depth * 4, depth, gradient + j * 4, gradientRow, rows);
}
