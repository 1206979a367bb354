/**
 * √(x₁² + x₂² + …), without overflow on the way: divided by the largest, and summed with Kahan's compensation.
 * 0 of nothing.
 */
export function hypot(...values: number[]): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0 || largest === Infinity) return largest;
  let sum = 0;
  let excess = 0;
  for (const value of values) {
    const part = value / largest;
    const square = part * part - excess;
    const next = sum + square;
    excess = next - sum - square;
    sum = next;
  }
  return Math.sqrt(sum) * largest;
}
