import gammainc from "@stdlib/math-base-special-gammainc";
import tCdf from "@stdlib/stats-base-dists-t-cdf";

/** P(X > x) of χ² with this many degrees of freedom, exact far out too (1 − cdf would be 0 there). */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, degreesOfFreedom / 2, true, true);
}

/** P(|T| > |t|) of Student's t. */
export function tTwoSided(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * tCdf(-Math.abs(t), degreesOfFreedom));
}
