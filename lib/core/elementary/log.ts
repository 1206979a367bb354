import { highWord, powerOfTwo } from "./bits";
import { LN2_HIGH, LN2_LOW } from "./ln2";

/**
 * The natural logarithm; NaN below 0. With x = 2ᵏ·(1 + f), √½ < 1 + f < √2 and s = f / (2 + f),
 *
 *     ln(1 + f) = f − s·(f − R(s²)),   R(z) = 2z/3 + 2z²/5 + …
 *
 * Source: the method and the coefficients of fdlibm's e_log.c (Sun Microsystems, 1993).
 */
export function log(x: number): number {
  let k = 0;
  if (!(x >= 2.2250738585072014e-308)) {
    if (x === 0) return -Infinity;
    if (!(x > 0)) return NaN;
    k = -54; // subnormal
    x *= 18014398509481984;
  }
  if (x === Infinity) return x;
  const high = highWord(x);
  const fraction = high & 0xfffff;
  const above = (fraction + 0x95f64) >> 20; // 1 from about √2 on
  const exponent = (high >> 20) - 1023 + above;
  k += exponent;
  const f = x * powerOfTwo(-exponent) - 1;

  if (((fraction + 2) & 0xfffff) < 3) {
    // |f| < 2⁻²⁰
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.33333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r =
    z *
      (6.66666666666673513e-1 +
        w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1))) +
    w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  if (fraction >= 0x6147a && fraction <= 0x6b851) {
    // f about ⅜ to 0.42: with ½f² apart the sum is rounded less
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}
