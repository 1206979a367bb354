import { POWERS_OF_TWO, highWord } from "./bits";
import { LN2_PARTS } from "./ln2";

// Constants of this file: V8 reaches them sooner than those of another.
const POWERS = POWERS_OF_TWO;
const [LN2_HIGH, LN2_LOW] = LN2_PARTS;

/**
 * ln(1 + x), also where 1 + x would lose x; NaN below −1. As {@link log} of u = 1 + x rounded, with what the rounding
 * lost put back: ln(1 + x) ≈ ln u + (1 + x − u) / u.
 *
 * Source: the method and the coefficients of fdlibm's s_log1p.c (Sun Microsystems, 1993).
 */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const size = Math.abs(x);
  if (size < 1.862645149230957e-9) return size < 5.551115123125783e-17 ? x : x - x * x * 0.5; // 2⁻²⁹, 2⁻⁵⁴

  let k = 0;
  let f = x;
  let lost = 0;
  let nearPower = false; // |f| < 2⁻²⁰
  // Between √½ and √2, roughly, 1 + x needs no power of 2.
  if (x >= 0.4142136573791504 || x <= -0.292893648147583) {
    const u = x < 9007199254740992 ? 1 + x : x; // 2⁵³
    const high = highWord(u);
    const fraction = high & 0xfffff;
    const exponent = (high >> 20) - 1023;
    const above = fraction < 0x6a09e ? 0 : 1;
    k = exponent + above;
    if (x < 9007199254740992) lost = (exponent > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    f = u * POWERS[1074 - k] - 1;
    nearPower = above === 0 ? fraction === 0 : 0x100000 - fraction < 4;
  }
  const half = 0.5 * f * f;
  if (nearPower) {
    if (f === 0) return k * LN2_HIGH + (lost + k * LN2_LOW);
    const r = half * (1 - 0.66666666666666666 * f);
    return k * LN2_HIGH - (r - (k * LN2_LOW + lost) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const r =
    z *
    (6.66666666666673513e-1 +
      z *
        (3.999999999940941908e-1 +
          z *
            (2.857142874366239149e-1 +
              z *
                (2.222219843214978396e-1 +
                  z *
                    (1.818357216161805012e-1 +
                      z * (1.531383769920937332e-1 + z * 1.479819860511658591e-1))))));
  if (k === 0) return f - (half - s * (half + r)); // the same, sooner
  return k * LN2_HIGH - (half - (s * (half + r) + (k * LN2_LOW + lost)) - f);
}
