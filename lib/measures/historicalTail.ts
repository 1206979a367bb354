/**
 * What the p-quantile of a sample is. "interpolated": between the two values next to position p·(n − 1), counted from 0, as
 * numpy's and the code of paper 2 (mosef2025) have it. "orderStatistic": the smallest value x with at least p·n values at
 * or below x, as its eqs. 10 and 12 define it.
 */
export type HistoricalQuantile = "interpolated" | "orderStatistic";

/** The p-quantile of sorted values. */
export function sortedQuantile(sorted: Float64Array, p: number, convention: HistoricalQuantile): number {
  const n = sorted.length;
  if (convention === "orderStatistic") return sorted[Math.max(1, Math.ceil(p * n - 1e-9)) - 1];
  const position = p * (n - 1);
  const below = Math.floor(position);
  const above = Math.min(n - 1, below + 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/**
 * The mean of the p-tail of sorted values. "interpolated": of those at or below the interpolated quantile.
 * "orderStatistic": of the p·n lowest, the last of them in part (Acerbi and Tasche 2002).
 */
export function sortedTailMean(sorted: Float64Array, p: number, convention: HistoricalQuantile): number {
  if (convention === "interpolated") {
    const threshold = sortedQuantile(sorted, p, convention);
    let [sum, count] = [0, 0];
    for (; count < sorted.length && sorted[count] <= threshold; count++) sum += sorted[count];
    return sum / count;
  }
  const weight = Math.max(1, p * sorted.length);
  let [sum, rest] = [0, weight];
  for (let i = 0; rest > 1e-9; i++, rest--) sum += Math.min(1, rest) * sorted[i];
  return sum / weight;
}
