/**
 * Conditional value at risk: the mean loss of the days at or below the (1 − level) quantile of the returns, which lies
 * between the two nearest returns, linearly. Positive where it is a loss.
 */
export function conditionalValueAtRisk(returns: ArrayLike<number>, { level }: { level: number }): number {
  const sorted = Float64Array.from(returns).sort();
  const at = (1 - level) * (sorted.length - 1);
  const low = Math.floor(at);
  const quantile = sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  const tail = sorted.filter((r) => r <= quantile);
  return -tail.reduce((sum, r) => sum + r, 0) / tail.length;
}
