import { POWERS_OF_TWO, scaled } from "./bits";
import { HALF_LN2, LN2_PARTS, THREE_HALVES_LN2 } from "./ln2";

// Constants of this file: V8 reaches them sooner than those of another.
const POWERS = POWERS_OF_TWO;
const [LN2_HIGH, LN2_LOW] = LN2_PARTS;
const [HALF, THREE_HALVES] = [HALF_LN2, THREE_HALVES_LN2];

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
  if (size < HALF) {
    if (size < 3.725290298461914e-9) return 1 + x; // 2⁻²⁸
    const t = x * x;
    const c = x - t * even(t);
    return 1 - ((x * c) / (c - 2) - x);
  }
  if (x === 1) return Math.E;
  if (!(size < 708)) return atTheEnds(x);
  const k = size < THREE_HALVES ? (x < 0 ? -1 : 1) : multipleOfLn2(x);
  return fraction(x, k) * POWERS[k + 1074];
}

/** Where eˣ is subnormal, 0, near the largest double, Infinity or NaN. */
function atTheEnds(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  if (x !== x) return NaN;
  const k = multipleOfLn2(x);
  return scaled(fraction(x, k), k);
}

/** The whole number nearest to x/ln 2. */
function multipleOfLn2(x: number): number {
  return (1.4426950408889634 * x + (x < 0 ? -0.5 : 0.5)) | 0;
}

/** eˣ·2⁻ᵏ. */
function fraction(x: number, k: number): number {
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * even(t);
  return 1 - (low - (r * c) / (2 - c) - high);
}

function even(t: number): number {
  return (
    1.6666666666666601904e-1 +
    t *
      (-2.7777777777015593384e-3 +
        t * (6.6137563214379343612e-5 + t * (-1.6533902205465251539e-6 + t * 4.1381367970572384604e-8)))
  );
}
