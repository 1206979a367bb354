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

/** eˣ to 8e-8 relative (Cephes), for |x| up to 87: x = n·ln 2 + r, a polynomial for eʳ, and n added to its exponent. */
// @ts-ignore: decorator
@inline
function exp(x: v128): v128 {
  // Adding 1.5·2²³ leaves no bits after the point, and n in the lowest bits.
  const rounded = multiplyAdd(x, splat(1.44269504), splat(12582912));
  const n = f32x4.sub(rounded, splat(12582912));
  let r = multiplyAdd(n, splat(-0.693359375), x);
  r = multiplyAdd(n, splat(2.12194440e-4), r);
  let p = splat(1.9875691500e-4);
  p = multiplyAdd(p, r, splat(1.3981999507e-3));
  p = multiplyAdd(p, r, splat(8.3334519073e-3));
  p = multiplyAdd(p, r, splat(4.1665795894e-2));
  p = multiplyAdd(p, r, splat(1.6666665459e-1));
  p = multiplyAdd(p, r, splat(5.0000001201e-1));
  p = multiplyAdd(p, f32x4.mul(r, r), f32x4.add(r, splat(1)));
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/** 1 + e⁻ˣ: what σ(x) is one over. Beyond ±27 it stays, so that the product of three is finite. */
// @ts-ignore: decorator
@inline
export function overSigmoid(x: v128): v128 {
  return f32x4.add(splat(1), exp(f32x4.neg(f32x4.pmin(f32x4.pmax(x, splat(-27)), splat(27)))));
}

/** tanh x to 4e-7 relative: an odd rational function (Eigen's coefficients), ±1 beyond ±7.9. */
// @ts-ignore: decorator
@inline
export function tanh(value: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(value, splat(-7.90531110763549805)), splat(7.90531110763549805));
  const s = f32x4.mul(x, x);
  let p = splat(-2.76076847742355e-16);
  p = multiplyAdd(p, s, splat(2.00018790482477e-13));
  p = multiplyAdd(p, s, splat(-8.60467152213735e-11));
  p = multiplyAdd(p, s, splat(5.12229709037114e-8));
  p = multiplyAdd(p, s, splat(1.48572235717979e-5));
  p = multiplyAdd(p, s, splat(6.37261928875436e-4));
  p = multiplyAdd(p, s, splat(4.89352455891786e-3));
  let q = splat(1.19825839466702e-6);
  q = multiplyAdd(q, s, splat(1.18534705686654e-4));
  q = multiplyAdd(q, s, splat(2.26843463243900e-3));
  q = multiplyAdd(q, s, splat(4.89352518554385e-3));
  return f32x4.div(f32x4.mul(x, p), q);
}
