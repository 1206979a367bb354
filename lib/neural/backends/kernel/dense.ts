import { panelProduct } from "./product";
import { splat, tanh } from "./vector";

/** A·W + b: `panels` panels of W, each of `panelBytes`; A has `depth` columns, and rows that are a multiple of 2. */
export function denseForward(
  a: usize,
  aRow: usize,
  depth: usize,
  weights: usize,
  panelBytes: usize,
  bias: usize,
  out: usize,
  rows: usize,
  panels: usize,
): void {
  for (let r: usize = 0; r < rows; r++) memory.copy(out + r * panels * 64, bias, panels * 64);
  for (let p: usize = 0; p < panels; p++)
    panelProduct(a, aRow, 4, weights + p * panelBytes, depth, out + p * 64, panels * 64, rows, true);
}

/** The sum of each column of D: the gradient by the bias. */
export function columnSums(d: usize, rows: usize, panels: usize, sums: usize): void {
  for (let j: usize = 0; j < panels * 64; j += 16) {
    let sum = splat(0);
    for (let r: usize = 0; r < rows; r++) sum = f32x4.add(sum, v128.load(d + r * panels * 64 + j));
    v128.store(sums + j, sum);
  }
}

// Activations act in place, on `count` numbers, a multiple of 4. Each leaves 0 at 0, so that what fills a panel stays 0.
// Their gradients replace those by the activated values by those by the arguments.

export function relu(values: usize, count: usize): void {
  for (let at = values; at < values + count * 4; at += 16) v128.store(at, f32x4.max(v128.load(at), splat(0)));
}

export function reluGradient(gradient: usize, values: usize, count: usize): void {
  for (let k: usize = 0; k < count * 4; k += 16) {
    const open = f32x4.gt(v128.load(values + k), splat(0));
    v128.store(gradient + k, v128.and(v128.load(gradient + k), open));
  }
}

export function hyperbolic(values: usize, count: usize): void {
  for (let at = values; at < values + count * 4; at += 16) v128.store(at, tanh(v128.load(at)));
}

export function hyperbolicGradient(gradient: usize, values: usize, count: usize): void {
  for (let k: usize = 0; k < count * 4; k += 16) {
    const y = v128.load(values + k);
    const slope = f32x4.sub(splat(1), f32x4.mul(y, y));
    v128.store(gradient + k, f32x4.mul(v128.load(gradient + k), slope));
  }
}

/** `out` = A ∘ mask, `columns` (a multiple of 4) of each row: dropout, forward and backward. */
export function maskRows(a: usize, aRow: usize, mask: usize, out: usize, rows: usize, columns: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    for (let k: usize = 0; k < columns * 4; k += 16)
      v128.store(out + k, f32x4.mul(v128.load(a + k), v128.load(mask + k)));
    a += aRow;
    mask += columns * 4;
    out += columns * 4;
  }
}

/** Copies `columns` numbers of each row. */
export function copyRows(
  from: usize,
  fromRow: usize,
  to: usize,
  toRow: usize,
  rows: usize,
  columns: usize,
): void {
  for (let r: usize = 0; r < rows; r++) {
    for (let k: usize = 0; k < columns * 4; k += 4) f32.store(to + k, f32.load(from + k));
    from += fromRow;
    to += toRow;
  }
}
