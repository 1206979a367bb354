import { rounded26 } from "./bits";
import { exp2 } from "./exp2";
import { log2 } from "./log2";

/** 2⁶⁴: raised to it, the double beside 1 is 0 or Infinity. */
const ALL_OR_NOTHING = 18446744073709552000;

/** log₂ x in two parts, anew in each call. */
const logarithm = new Float64Array(2);

/**
 * x ** y = 2^(y·log₂ x), to 0.51 units in the last place. As the standard has it: 1 where y is 0; else NaN where x or y is
 * NaN, where ±1 is raised to ±Infinity, and where a negative x is raised to a fraction. x·x for y = 2, √x for y = ½.
 */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 0) return 1;
  if (!(x > 0 && x < Infinity && Math.abs(y) < ALL_OR_NOTHING)) return atTheEdge(x, y);
  if (y === 0.5) return Math.sqrt(x);
  log2(x, logarithm);
  const yHigh = rounded26(y);
  return exp2(yHigh * logarithm[0], (y - yHigh) * logarithm[0] + y * logarithm[1]);
}

/** Where x is not positive, and where x or y is without end or nearly so. */
function atTheEdge(x: number, y: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || Number.isNaN(y) || (size === 1 && !Number.isFinite(y))) return NaN;
  if (x < 0 && x > -Infinity && Number.isFinite(y) && !Number.isInteger(y)) return NaN;
  const value = ofSize(size, y);
  return (x < 0 || Object.is(x, -0)) && Math.abs(y % 2) === 1 ? -value : value;
}

function ofSize(size: number, y: number): number {
  if (size === 1) return 1;
  if (size === 0 || size === Infinity || Math.abs(y) >= ALL_OR_NOTHING)
    return size > 1 === y > 0 ? Infinity : 0;
  return pow(size, y);
}
