/**
 * Mean of `values[from]` to `values[to − 1]`.
 *
 * The second pass takes the rounding error of the first out: equal values have exactly their value as mean,
 * so their deviations are exactly 0.
 */
export function mean(values: ArrayLike<number>, from = 0, to: number = values.length): number {
  const n = to - from;
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  const rough = sum / n;
  let rest = 0;
  for (let i = from; i < to; i++) rest += values[i] - rough;
  return rough + rest / n;
}

/**
 * Variance of `values[from]` to `values[to − 1]`, around their mean: Σ(xᵢ − x̄)² / (n − ddof).
 *
 * @param ddof - 0 for the population's variance, 1 for the unbiased one of a sample.
 */
export function variance(
  values: ArrayLike<number>,
  ddof: 0 | 1,
  from = 0,
  to: number = values.length,
): number {
  const centre = mean(values, from, to);
  let squares = 0;
  for (let i = from; i < to; i++) squares += (values[i] - centre) ** 2;
  return squares / (to - from - ddof);
}
