import { highWord, powerOfTwo } from "./bits";
import { exp } from "./exp";
import { log } from "./log";

/*
 * exp and log for the passes over days: in half of the time of the exact ones, with the same bits on every engine. Tables
 * bring the argument so near to 0 that a short polynomial without a division is enough.
 */

const STEPS = 64;
const PER_STEP = Math.LN2 / STEPS;
/** 2^{j/64} */
const ROOTS = Float64Array.from({ length: STEPS }, (_, j) => exp(j * PER_STEP));

/** Added and taken away again, it rounds to a whole number. */
const ROUNDING = 6755399441055744; // 1.5·2⁵²

/** eˣ, with a relative error below 1e-15·(1 + |x|). */
export function quickExp(x: number): number {
  if (!(Math.abs(x) <= 700)) return exp(x);
  const k = x * (1 / PER_STEP) + ROUNDING - ROUNDING;
  const r = x - k * PER_STEP;
  const whole = k | 0;
  const square = r * r;
  const series = 1 + r + square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120)));
  return ROOTS[whole & (STEPS - 1)] * powerOfTwo(whole >> 6) * series;
}

const CELLS = 128;
/** 1/m and −ln(1/m) of the middle m of each of 128 cells from 1 to 2. */
const INVERSES = Float64Array.from({ length: CELLS }, (_, j) => 1 / (1 + (j + 0.5) / CELLS));
const LOGS = INVERSES.map((inverse) => -log(inverse));

/** ln x, with an error below 1e-15·(1 + |ln x|). */
export function quickLog(x: number): number {
  if (!(x > 1e-300 && x < 1e300)) return log(x);
  const high = highWord(x);
  const k = (high >> 20) - 1023;
  const cell = (high >> 13) & (CELLS - 1);
  const r = x * powerOfTwo(-k) * INVERSES[cell] - 1; // at most 1/256 from 0
  const square = r * r;
  const series =
    r + square * (-0.5 + r * (1 / 3) + square * (-0.25 + r * 0.2 + square * (-1 / 6 + r * (1 / 7))));
  return k * Math.LN2 + LOGS[cell] + series;
}
