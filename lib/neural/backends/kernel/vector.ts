// Four numbers at a time. All addresses count bytes; a vector is 16 of them.

/** a·b + c: rounded once where the module is built with relaxed SIMD, twice elsewhere. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
export function splat(value: f32): v128 {
  return f32x4.splat(value);
}

// Constants stand in tables: V8 would build each anew, with three instructions, wherever it is used.
const EXP = memory.data<f32>([
  -1.44269504, 12582912, 0.693359375, -2.1219444e-4, 1.381454058e-3, -8.368745446e-3, 4.1668389e-2, -0.16666521,
  0.49999994, -1, 1, -27, 27,
]);
const TANH = memory.data<f32>([
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
  6.37261928875436e-4, 4.89352455891786e-3, 1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3,
  4.89352518554385e-3, -7.90531110763549805, 7.90531110763549805,
]);

// @ts-ignore: decorator
@inline
function entry(table: usize, k: usize): v128 {
  return v128.load_splat<f32>(table + 4 * k);
}

/** e⁻ˣ to 1e-7 relative, for |x| up to 87: x = n·ln 2 + r, a polynomial for e⁻ʳ, and −n added to its exponent. */
// @ts-ignore: decorator
@inline
function expOfMinus(x: v128): v128 {
  // Adding 1.5·2²³ leaves no bits after the point, and −n in the lowest bits.
  const rounded = multiplyAdd(x, entry(EXP, 0), entry(EXP, 1));
  const n = f32x4.sub(rounded, entry(EXP, 1));
  let r = multiplyAdd(n, entry(EXP, 2), x);
  r = multiplyAdd(n, entry(EXP, 3), r);
  let p = multiplyAdd(entry(EXP, 4), r, entry(EXP, 5));
  p = multiplyAdd(p, r, entry(EXP, 6));
  p = multiplyAdd(p, r, entry(EXP, 7));
  p = multiplyAdd(p, r, entry(EXP, 8));
  p = multiplyAdd(p, r, entry(EXP, 9));
  p = multiplyAdd(p, r, entry(EXP, 10));
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/** 1 + e⁻ˣ: what σ(x) is one over. Beyond ±27 it stays, so that the product of three is finite. */
// @ts-ignore: decorator
@inline
export function overSigmoid(x: v128): v128 {
  return f32x4.add(entry(EXP, 10), expOfMinus(f32x4.pmin(f32x4.pmax(x, entry(EXP, 11)), entry(EXP, 12))));
}

/** tanh x to 4e-7 relative: an odd rational function (Eigen's coefficients), ±1 beyond ±7.9. */
// @ts-ignore: decorator
@inline
export function tanh(value: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(value, entry(TANH, 11)), entry(TANH, 12));
  const s = f32x4.mul(x, x);
  let p = multiplyAdd(entry(TANH, 0), s, entry(TANH, 1));
  p = multiplyAdd(p, s, entry(TANH, 2));
  p = multiplyAdd(p, s, entry(TANH, 3));
  p = multiplyAdd(p, s, entry(TANH, 4));
  p = multiplyAdd(p, s, entry(TANH, 5));
  p = multiplyAdd(p, s, entry(TANH, 6));
  let q = multiplyAdd(entry(TANH, 7), s, entry(TANH, 8));
  q = multiplyAdd(q, s, entry(TANH, 9));
  q = multiplyAdd(q, s, entry(TANH, 10));
  return f32x4.div(f32x4.mul(x, p), q);
}
