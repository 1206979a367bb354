/**
 * Mean of `values[from]` to `values[to − 1]`.
 *
 * The second pass takes the rounding error of the first out: equal values have exactly their value as mean,
 * so their deviations are exactly 0. The `mean` of the entry is the plain sum of one pass, for tables.
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

/** Of a list of values, without unit. */
export interface Shape {
  /** m₃ / m₂^(3/2); 0 for symmetric values. */
  readonly skewness: number;
  /** m₄ / m₂²; 3 for the normal distribution. */
  readonly kurtosis: number;
}

/** Skewness and kurtosis, from moments m around the mean that divide by n; NaN where all values are the same. */
export function shapeOf(values: ArrayLike<number>): Shape {
  const n = values.length;
  const centre = mean(values);
  let [m2, m3, m4] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const d = values[i] - centre;
    m2 += (d * d) / n;
    m3 += (d * d * d) / n;
    m4 += (d * d * d * d) / n;
  }
  return { skewness: m3 / (m2 * Math.sqrt(m2)), kurtosis: m4 / (m2 * m2) };
}
