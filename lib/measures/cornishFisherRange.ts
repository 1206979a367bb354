import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { DomainError } from "../core/errors";
import type { Shape } from "../math/moments";

/** The largest skewness of either sign that any kurtosis goes with: 6 (√2 − 1). */
const MOST_SKEWNESS = 6 * (Math.SQRT2 - 1);

/**
 * Kurtosis (3 if normal) for which the expansion of Cornish and Fisher rises with z, at a given skewness.
 *
 *     d/dz = a z² + b z + c ≥ 0,   a = K/8 − S²/6,   b = S/3,   c = 1 − K/8 + 5S²/36,   K the kurtosis less 3
 *     4 (1 + 11s² − √(s⁴ − 6s² + 1)) ≤ K ≤ 4 (1 + 11s² + √(s⁴ − 6s² + 1)),   s = S/6        Maillard (2012), for all z
 *
 * Below the lower end it falls only far out. That does no harm beyond ±z★, where less than one in a hundred of the tail
 * lies, so it has to rise from −z★ to z★; without this, half of all samples of thirty normal days would be refused.
 *
 * @param p - the tail, below 0.5.
 * @returns [lowest, highest]; undefined where no kurtosis goes with the skewness.
 */
export function cornishFisherRange(p: number, skewness: number): readonly [number, number] | undefined {
  if (Math.abs(skewness) > MOST_SKEWNESS) return undefined;
  const s2 = (skewness / 6) ** 2;
  const root = Math.sqrt(Math.max(0, s2 * s2 - 6 * s2 + 1));
  const highest = 4 * (1 + 11 * s2 + root);
  let lowest = 4 * (1 + 11 * s2 - root);
  const reach = reachOf(p);
  const touches = -skewness / 6 / (lowest / 8 - skewness ** 2 / 6); // where the slope at `lowest` is 0
  if (!(Math.abs(touches) < reach)) {
    const atEnd = (z: number): number =>
      (-24 * (1 + (skewness * z) / 3 - ((6 * z * z - 5) * skewness ** 2) / 36)) / (3 * z * z - 3);
    lowest = Math.max(atEnd(-reach), atEnd(reach));
  }
  return [3 + lowest, 3 + highest];
}

/** z★: one in a hundred of the tail lies beyond −z★; at least 2, as the ends only bound the kurtosis beyond ±1. */
function reachOf(p: number): number {
  return Math.max(2, -normalQuantile(Math.min(p, 1 - p) / 100, 0, 1));
}

/** @throws {@link DomainError} where the expansion does not rise, with the range in which it would. */
export function checkCornishFisher(where: string, p: number, shape: Shape): void {
  if (rises(p, shape)) return;
  const { skewness, kurtosis } = shape;
  const range = cornishFisherRange(p, skewness);
  const mustBe = range
    ? `from ${range[0].toFixed(3)} to ${range[1].toFixed(3)} at the skewness ${skewness.toFixed(3)}`
    : `that of returns with a skewness from ${(-MOST_SKEWNESS).toFixed(3)} to ${MOST_SKEWNESS.toFixed(3)} (theirs is ${skewness.toFixed(3)})`;
  throw new DomainError(
    where,
    "the kurtosis of returns",
    kurtosis,
    `${mustBe}, where the Cornish–Fisher expansion rises (or take cornishFisherRange: "shrink")`,
  );
}

/**
 * Skewness and excess kurtosis, both multiplied by the largest number up to 1 that brings them into the range: where
 * Cornish and Fisher's correction of the normal goes too far, as much of it as there can be.
 */
export function shrunkShape(p: number, shape: Shape): Shape {
  const at = (share: number): Shape => ({
    skewness: share * shape.skewness,
    kurtosis: 3 + share * (shape.kurtosis - 3),
  });
  if (rises(p, shape)) return shape;
  let [low, high] = [0, 1];
  while (high - low > 1e-12) {
    const middle = 0.5 * (low + high);
    if (rises(p, at(middle))) low = middle;
    else high = middle;
  }
  return at(low);
}

function rises(p: number, { skewness, kurtosis }: Shape): boolean {
  const range = cornishFisherRange(p, skewness);
  return range !== undefined && kurtosis >= range[0] && kurtosis <= range[1];
}
