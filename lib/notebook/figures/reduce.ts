/** Lines with more points than this are thinned before they are shown. */
export const MOST_POINTS: number = 2500;

const BUCKETS = 800; // of up to three points each, and the two ends

/**
 * Which points of a long line to keep, in order: both ends, and of each stretch the lowest, the highest and one
 * that is missing, so that peaks and gaps stay where they are. All of them where there are few.
 *
 * @param values - NaN or null where a value is missing.
 */
export function reducedIndices(values: ArrayLike<number | null>): number[] {
  const n = values.length;
  if (n <= MOST_POINTS) return Array.from({ length: n }, (_, i) => i);
  const kept = new Set<number>([0, n - 1]);
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    let lowest = -1;
    let highest = -1;
    let missing = -1;
    const end = Math.floor(((bucket + 1) * n) / BUCKETS);
    for (let i = Math.floor((bucket * n) / BUCKETS); i < end; i++) {
      const value = values[i];
      if (value === null || Number.isNaN(value)) missing = i;
      else {
        if (lowest < 0 || value < values[lowest]!) lowest = i;
        if (highest < 0 || value > values[highest]!) highest = i;
      }
    }
    for (const i of [lowest, highest, missing]) if (i >= 0) kept.add(i);
  }
  return [...kept].sort((a, b) => a - b);
}
