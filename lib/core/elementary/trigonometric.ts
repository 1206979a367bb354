import { fromHighWord, highWord } from "./bits";
import { quarterTurns } from "./quarterTurns";

/**
 * The sine of an angle in radians; NaN for ±Infinity. Less its quarter turns, the angle is at most π/4, where
 * polynomials give sine and cosine.
 *
 * Source: the method and the coefficients of fdlibm's k_sin.c and k_cos.c (Sun Microsystems, 1993).
 */
export function sin(x: number): number {
  const { quarters, rest, low } = quarterTurns(Math.abs(x));
  const value = (quarters & 1) === 0 ? sinOf(rest, low) : cosOf(rest, low);
  const upperHalf = (quarters & 2) === 0;
  return upperHalf === (x < 0 || Object.is(x, -0)) ? -value : value;
}

/** The cosine of an angle in radians; NaN for ±Infinity. As {@link sin}. */
export function cos(x: number): number {
  const { quarters, rest, low } = quarterTurns(Math.abs(x));
  const value = (quarters & 1) === 0 ? cosOf(rest, low) : sinOf(rest, low);
  const right = ((quarters + 1) & 2) === 0;
  return right ? value : -value;
}

/** sin(x + low) for |x| up to π/4 and a `low` below the last bit of x. */
function sinOf(x: number, low: number): number {
  if (Math.abs(x) < 7.450580596923828e-9) return x; // 2⁻²⁷
  const z = x * x;
  const cube = z * x;
  const tail =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  if (low === 0) return x + cube * (-1.66666666666666324348e-1 + z * tail);
  return x - (z * (0.5 * low - cube * tail) - low - cube * -1.66666666666666324348e-1);
}

/** cos(x + low), likewise. */
function cosOf(x: number, low: number): number {
  const size = Math.abs(x);
  const z = x * x;
  const tail =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z *
                (-2.75573143513906633035e-7 +
                  z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  if (size < 0.2999999523162842) return 1 - (0.5 * z - (z * tail - x * low));
  // About a quarter of x is taken from both 1 and ½x², so that the rest is rounded less.
  const part = size > 0.78125 ? 0.28125 : fromHighWord(highWord(size) - 0x200000);
  return 1 - part - (0.5 * z - part - (z * tail - x * low));
}
