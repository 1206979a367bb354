import { scaled } from "./bits";
import { HALF_LN2, LN2_HIGH, LN2_LOW, multipleOfLn2 } from "./ln2";

/**
 * eˣ. With x = k·ln 2 + r and |r| ≤ ½ ln 2,
 *
 *     eʳ = 1 + r + r·c / (2 − c),   c = r − r²·P(r²)
 *
 * where P is the polynomial closest to the even part of (r·coth(r/2) − 2)/r².
 *
 * Source: the method and the coefficients of fdlibm's e_exp.c (Sun Microsystems, 1993).
 */
export function exp(x: number): number {
  const size = Math.abs(x);
  if (!(size < 709.7)) {
    if (x > 709.782712893384) return Infinity;
    if (x < -745.1332191019411) return 0;
    if (x !== x) return x;
  }
  if (size < HALF_LN2) {
    if (size < 3.725290298461914e-9) return 1 + x; // 2⁻²⁸
    const t = x * x;
    const c = x - t * even(t);
    return 1 - ((x * c) / (c - 2) - x);
  }
  if (x === 1) return Math.E;
  const k = multipleOfLn2(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * even(t);
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
}

function even(t: number): number {
  return (
    1.66666666666666019037e-1 +
    t *
      (-2.77777777770155933842e-3 +
        t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8)))
  );
}
