import { panelProduct } from "./product";
import { multiplyAdd, overSigmoid, splat, tanh } from "./vector";

// One LSTM layer over all steps of a batch. Steps come first, then the rows of the batch, a multiple of 8.
//
//   z       the rows [x | 1 | h | 0…] of every step, and one step more for the last h; zRow bytes each
//   gates   a panel of 64 bytes for every 4 units: i, f, u, o of those units
//   cells   C₀ and C of every step;  squashed: tanh C of every step; 16 bytes for every 4 units
//
// `panels` is the number of units over 4, rounded up. The units that fill the last panel have no weights: they stay 0.

/**
 * Equations 5 to 10 of paper 1 for every step.
 *
 * @param depth - columns of z that meet weights: features + 1 + units.
 * @param firstDepth - the same in the first step: features + 1 where h₀ is 0.
 * @param hidden - where h begins in a row of z, in bytes.
 */
export function lstmForward(
  z: usize,
  zRow: usize,
  depth: usize,
  firstDepth: usize,
  hidden: usize,
  weights: usize,
  panelBytes: usize,
  gates: usize,
  cells: usize,
  squashed: usize,
  steps: usize,
  rows: usize,
  panels: usize,
): void {
  for (let t: usize = 0; t < steps; t++) {
    const next = z + rows * zRow + hidden;
    const used = t == 0 ? firstDepth : depth;
    for (let p: usize = 0; p < panels; p++) {
      const ofPanel = gates + p * 64;
      panelProduct(z, zRow, 4, weights + p * panelBytes, used, ofPanel, panels * 64, rows, false);
      const unit = p * 16;
      openGates(ofPanel, cells + unit, squashed + unit, next + unit, zRow, rows, panels);
    }
    z += rows * zRow;
    gates += rows * panels * 64;
    cells += rows * panels * 16;
    squashed += rows * panels * 16;
  }
}

/**
 * From the arguments of σ and tanh to C and h, for 4 units in all rows of a step. The second loop would lengthen the first
 * one's chain of operations: apart, the processor has more rows in flight.
 */
function openGates(
  gates: usize,
  cell: usize,
  squashed: usize,
  hidden: usize,
  zRow: usize,
  rows: usize,
  panels: usize,
): void {
  const cellsOfStep = rows * panels * 16;
  for (let r: usize = 0; r < rows; r++) {
    // The three σ share a division: σ(a) = (b·c) / (a·b·c), of what each is one over.
    const overI = overSigmoid(v128.load(gates));
    const overF = overSigmoid(v128.load(gates, 16));
    const overO = overSigmoid(v128.load(gates, 48));
    const overFO = f32x4.mul(overF, overO);
    const all = f32x4.div(splat(1), f32x4.mul(overI, overFO));
    const i = f32x4.mul(all, overFO);
    const f = f32x4.mul(f32x4.mul(all, overI), overO);
    const o = f32x4.mul(f32x4.mul(all, overI), overF);
    const u = tanh(v128.load(gates, 32));
    const c = multiplyAdd(f, v128.load(cell), f32x4.mul(i, u));
    v128.store(gates, i);
    v128.store(gates, f, 16);
    v128.store(gates, u, 32);
    v128.store(gates, o, 48);
    v128.store(cell + cellsOfStep, c);
    gates += panels * 64;
    cell += panels * 16;
  }
  gates -= 4 * cellsOfStep;
  for (let r: usize = 0; r < rows; r++) {
    const s = tanh(v128.load(cell)); // the first loop ended where the new C begin
    v128.store(squashed, s);
    v128.store(hidden, f32x4.mul(v128.load(gates, 48), s));
    gates += panels * 64;
    cell += panels * 16;
    squashed += panels * 16;
    hidden += zRow;
  }
}

/**
 * Backpropagation through one step: from the gradients by h and C to those by the arguments of σ and tanh, which replace
 * the gates, and by C of the step before, which replaces that by C.
 *
 * @param later - the gradient by h through later steps, `laterRow` bytes a row; 0 after the last step.
 * @param outside - the gradient by h through the layer's output, `outsideRow` bytes a row; 0 where there is none.
 */
export function lstmStepBackward(
  gates: usize,
  cells: usize,
  squashed: usize,
  byCell: usize,
  later: usize,
  laterRow: usize,
  outside: usize,
  outsideRow: usize,
  rows: usize,
  panels: usize,
): void {
  const one = splat(1);
  for (let r: usize = 0; r < rows; r++) {
    for (let p: usize = 0; p < panels; p++) {
      const unit = p * 16;
      let byHidden = splat(0);
      if (later) byHidden = v128.load(later + unit);
      if (outside) byHidden = f32x4.add(byHidden, v128.load(outside + unit));
      const i = v128.load(gates);
      const f = v128.load(gates, 16);
      const u = v128.load(gates, 32);
      const o = v128.load(gates, 48);
      const s = v128.load(squashed);
      const slope = f32x4.sub(one, f32x4.mul(s, s));
      const c = multiplyAdd(f32x4.mul(byHidden, o), slope, v128.load(byCell));
      const ci = f32x4.mul(c, i);
      const cf = f32x4.mul(c, f);
      const so = f32x4.mul(f32x4.mul(byHidden, s), o);
      v128.store(gates, f32x4.mul(f32x4.mul(ci, u), f32x4.sub(one, i)));
      v128.store(gates, f32x4.mul(f32x4.mul(cf, v128.load(cells)), f32x4.sub(one, f)), 16);
      v128.store(gates, f32x4.mul(ci, f32x4.sub(one, f32x4.mul(u, u))), 32);
      v128.store(gates, f32x4.mul(so, f32x4.sub(one, o)), 48);
      v128.store(byCell, cf);
      gates += 64;
      cells += 16;
      squashed += 16;
      byCell += 16;
    }
    later += later ? laterRow : 0;
    outside += outside ? outsideRow : 0;
  }
}
