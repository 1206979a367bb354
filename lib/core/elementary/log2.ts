import { highWord, powerOfTwo, rounded26 } from "./bits";

/** 2/(3·ln 2), its first bits and the rest. */
const SLOPE = 9.61796693925975554329e-1;
const SLOPE_HIGH = 9.61796700954437255859e-1;
const SLOPE_LOW = -7.02846165095275826516e-9;

/** log₂ 1.5, its first bits and the rest. */
const LOG2_OF_BASE_HIGH = 5.84962487220764160156e-1;
const LOG2_OF_BASE_LOW = 1.35003920212974897128e-8;

/**
 * Fills `parts` with two doubles whose sum is log₂ x to about 2⁻⁶⁶ of itself, the first of 26 bits, for x from 0 to
 * Infinity, both left out. With x = 2ⁿ·m, m from √¾ to √3,
 *
 *     log₂ m = log₂ base + 2/ln 2·(s + s³/3 + s⁵/5 + …),   s = (m − base)/(m + base)
 *
 * and `base` the nearer one of 1 and 1.5.
 *
 * Source: the method and the coefficients of fdlibm's e_pow.c (Sun Microsystems, 2004).
 */
export function log2(x: number, parts: Float64Array): void {
  const shift = x < 2.2250738585072014e-308 ? -53 : 0;
  const normal = x * powerOfTwo(-shift);
  const high = highWord(normal);
  const fraction = high & 0xfffff;
  const above = fraction < 0xbb67a ? 0 : 1;
  const exponent = (high >> 20) - 1023 + above;
  const m = normal * powerOfTwo(-exponent);
  const n = exponent + shift;
  const mid = fraction > 0x3988e && above === 0;
  const base = mid ? 1.5 : 1;

  const difference = m - base;
  const inverse = 1 / (m + base);
  const s = difference * inverse;
  const sHigh = rounded26(s);
  const sumHigh = rounded26(m + base);
  const sumLow = m - (sumHigh - base);
  const sLow = inverse * (difference - sHigh * sumHigh - sHigh * sumLow);
  const z = s * s;
  const r =
    z *
      z *
      (5.99999999999994648725e-1 +
        z *
          (4.28571428578550184252e-1 +
            z *
              (3.33333329818377432918e-1 +
                z *
                  (2.72728123808534006489e-1 +
                    z * (2.30660745775561754067e-1 + z * 2.06975017800338417784e-1))))) +
    sLow * (sHigh + s);
  const zHigh = sHigh * sHigh;
  const factorHigh = rounded26(3 + zHigh + r);
  const factorLow = r - (factorHigh - 3 - zHigh);
  const first = sHigh * factorHigh;
  const second = sLow * factorHigh + factorLow * s;
  const productHigh = rounded26(first + second);
  const productLow = second - (productHigh - first);
  const partHigh = SLOPE_HIGH * productHigh;
  const partLow = SLOPE_LOW * productHigh + productLow * SLOPE + (mid ? LOG2_OF_BASE_LOW : 0);
  const ofBase = mid ? LOG2_OF_BASE_HIGH : 0;
  const logHigh = rounded26(partHigh + partLow + ofBase + n);
  const logLow = partLow - (logHigh - n - ofBase - partHigh);
  parts[0] = logHigh;
  parts[1] = logLow;
}
