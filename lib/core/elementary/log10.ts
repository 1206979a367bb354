import { log } from "./log";
import { log2 } from "./log2";

/** log₁₀ 2, its first 21 bits and the rest. */
const LOG10_OF_2_HIGH = 0.30102992057800293;
const LOG10_OF_2_LOW = 7.508597826552624e-8;

/** log₂ x in two parts, anew in each call. */
const logarithm = new Float64Array(2);

/** The logarithm to base 10, from {@link log2}; NaN below 0. Exact for powers of 10. */
export function log10(x: number): number {
  if (!(x > 0 && x < Infinity)) return log(x);
  log2(x, logarithm);
  const [high, low] = logarithm;
  return high * LOG10_OF_2_HIGH + (high * LOG10_OF_2_LOW + low * 0.3010299956639812);
}
