import { log, pow } from "../../core/elementary";
import type { Rng } from "../../core/random";
import { CVI, RETURNS } from "./marketModel";
import type { MarketPath } from "./returns";
import { dailyVariance } from "./returns";

/**
 * The variance per day that a GARCH(1, 1) expects on average over the days t + 1 … t + h.
 *
 *     σ̄² + (σ²ₜ₊₁ − σ̄²) (1 − πʰ) / (h (1 − π)),   π = α + β
 *
 * @param next - σ²ₜ₊₁, known at the close of t.
 * @param unconditional - σ̄².
 */
export function expectedVariance(next: number, unconditional: number, horizon: number): number {
  const persistence = RETURNS.alpha + RETURNS.beta;
  const weight = (1 - pow(persistence, horizon)) / (horizon * (1 - persistence));
  return unconditional + (next - unconditional) * weight;
}

/**
 * Log of the volatility index (per cent per year) at the close of each day.
 *
 * Like the real one it is about BTC and ETH over the next month. Its fair value F is what the market's own GARCH
 * expects, times a premium; the index I follows it with a lag and with noise of its own.
 *
 *     log Iₜ = log Iₜ₋₁ + k (log Fₜ − log Iₜ₋₁) + noise
 *
 * @returns one entry less than the path has days: the last day would need the variance of a day after it.
 */
export function simulateIndex(path: MarketPath, rng: Rng): Float64Array {
  const days = path.BTC.volatility.length - 1;
  const fair = (t: number): number => {
    const variance =
      (expectedVariance(path.BTC.volatility[t + 1] ** 2, dailyVariance("BTC"), CVI.horizon) +
        expectedVariance(path.ETH.volatility[t + 1] ** 2, dailyVariance("ETH"), CVI.horizon)) /
      2;
    return log(100 * CVI.premium * Math.sqrt(365 * variance));
  };
  const index = new Float64Array(days);
  index[0] = fair(0);
  for (let t = 1; t < days; t++)
    index[t] = index[t - 1] + CVI.reversion * (fair(t) - index[t - 1]) + CVI.noiseDeviation * rng.normal();
  return index;
}
