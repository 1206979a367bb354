import { powerOfTwo, scaled } from "./bits";

const STEPS = 128;
const LN2 = 0.6931471805599453;

/** 2^(j/128) for j = 0 … 127, rounded, and what the rounding left. */
const [ROOTS, ROOTS_LOW] = rootsOfTwo();

/** 2^exponent·(root + rest), `root` the nearest 2^(j/128). */
interface Power {
  readonly exponent: number;
  readonly root: number;
  readonly rest: number;
}

/**
 * 2^(high + low), `low` small beside `high`, to about 2⁻⁶⁰ of itself. With the nearest k/128 taken off,
 *
 *     2^(k/128 + r) = 2^(k/128)·(1 + (eˣ − 1)),   x = r·ln 2,   |x| ≤ ln 2/256
 */
export function exp2Parts(high: number, low: number): Power {
  const sum = (high + low) * STEPS;
  const k = (sum + (sum < 0 ? -0.5 : 0.5)) | 0;
  const x = (high - k / STEPS + low) * LN2;
  const p = x + x * x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x / 720))));
  const j = k & (STEPS - 1);
  return { exponent: (k - j) / STEPS, root: ROOTS[j], rest: ROOTS_LOW[j] + ROOTS[j] * p };
}

/** 2^(high + low) as one double, to 0.51 units in the last place. */
export function exp2(high: number, low: number): number {
  if (high > 1025) return Infinity;
  if (high < -1076) return 0;
  const { exponent, root, rest } = exp2Parts(high, low);
  return scaled(root + rest, exponent);
}

/** In whole numbers of 2⁻¹²⁰: seven square roots of 2, and the powers of the last. */
function rootsOfTwo(): [Float64Array, Float64Array] {
  const digits = 120n;
  const unit = powerOfTwo(-Number(digits));
  let root = 2n << digits;
  for (let steps = 1; steps < STEPS; steps *= 2) root = squareRoot(root << digits);
  const rounded = new Float64Array(STEPS);
  const left = new Float64Array(STEPS);
  for (let j = 0, power = 1n << digits; j < STEPS; j++, power = (power * root) >> digits) {
    const nearest = Number(power);
    rounded[j] = nearest * unit;
    left[j] = Number(power - BigInt(nearest)) * unit;
  }
  return [rounded, left];
}

/** The largest whole number whose square is at most n (Newton's method from above). */
function squareRoot(n: bigint): bigint {
  for (let root = n; ;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
