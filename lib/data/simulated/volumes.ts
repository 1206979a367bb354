import { exp, log } from "../../core/elementary";
import type { Rng } from "../../core/random";
import { VOLUME } from "./marketModel";

/**
 * Trading volume relative to its typical value: busy days are volatile days (mixture of distributions: Clark 1973,
 * Tauchen and Pitts 1983), and interest in a coin comes and goes in slow waves u.
 *
 *     log vₜ = θ log(sₜ / σ̄) + uₜ + noise,   uₜ = ρ uₜ₋₁ + √(1 − ρ²) · noise
 *
 * @param activity - s, as fractions per day.
 * @param typical - σ̄, the coin's unconditional volatility per day.
 * @returns v, positive, around 1; entry t reads s and the draws up to t.
 */
export function simulateVolume(activity: ArrayLike<number>, typical: number, rng: Rng): Float64Array {
  const { elasticity, persistence, waveDeviation, noiseDeviation } = VOLUME;
  const step = waveDeviation * Math.sqrt(1 - persistence ** 2);
  const volume = new Float64Array(activity.length);
  let wave = waveDeviation * rng.normal();
  for (let t = 0; t < volume.length; t++) {
    wave = persistence * wave + step * rng.normal();
    volume[t] = exp(elasticity * log(activity[t] / typical) + wave + noiseDeviation * rng.normal());
  }
  return volume;
}
