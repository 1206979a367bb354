import { POWERS_OF_TWO, highWord } from "./bits";
import { LN2_PARTS } from "./ln2";

// Constants of this file: V8 reaches them sooner than those of another.
const POWERS = POWERS_OF_TWO;
const [LN2_HIGH, LN2_LOW] = LN2_PARTS;

/**
 * The natural logarithm; NaN below 0. With x = 2ᵏ·(1 + f), √½ < 1 + f < √2 and s = f / (2 + f),
 *
 *     ln(1 + f) = f − s·(f − R(s²)),   R(z) = 2z/3 + 2z²/5 + …
 *
 * Source: the method and the coefficients of fdlibm's e_log.c (Sun Microsystems, 1993).
 */
export function log(x: number): number {
  let shift = 0;
  if (!(x >= 2.2250738585072014e-308 && x < Infinity)) {
    if (!(x > 0 && x < Infinity)) return x > 0 ? x : x === 0 ? -Infinity : NaN;
    shift = -54; // subnormal
    x *= 18014398509481984;
  }
  const high = highWord(x);
  const fraction = high & 0xfffff;
  const exponent = ((high + 0x95f64) >> 20) - 1023; // one more from about √2 on
  const k = exponent + shift;
  const f = x * POWERS[1074 - exponent] - 1;

  if (((fraction + 2) & 0xfffff) < 3) {
    // |f| < 2⁻²⁰
    if (f === 0) return k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r =
    z *
      (6.66666666666673513e-1 +
        w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1))) +
    w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  if (fraction < 0x6147a || fraction > 0x6b851) return k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
  // f about ⅜ to 0.42: with ½f² apart the sum is rounded less
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
}
