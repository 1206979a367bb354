import { mean } from "../math/moments";

/**
 * Autocovariances γ₀ … γ_L around the mean of all values.
 *
 *     γₖ = 1/n Σₜ (xₜ − x̄)(xₜ₋ₖ − x̄)
 *
 * The divisor is n at each lag, so that the sequence is positive semi-definite.
 */
export function autocovariances(values: ArrayLike<number>, lags: number): Float64Array {
  const n = values.length;
  const centre = mean(values);
  const x = Float64Array.from(values, (value) => value - centre);
  return Float64Array.from({ length: lags + 1 }, (_, k) => {
    let sum = 0;
    for (let t = k; t < n; t++) sum += x[t] * x[t - k];
    return sum / n;
  });
}
