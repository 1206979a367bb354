import { log, pow } from "../../core/elementary";
import type { Rng } from "../../core/random";
import { BURN_IN, COIN_NAMES, COINS, RETURNS } from "./marketModel";
import type { Coin } from "./marketModel";

/** One coin's life, an entry per day. */
export interface CoinPath {
  /** Log of the closing price in USD. */
  readonly logClose: Float64Array;
  /** σ, as a fraction per day: the conditional volatility of the day's return, known at the close of the day before. */
  readonly volatility: Float64Array;
  /** s, as a fraction per day: how much the price moved about within the day; s² is σ² times the day's pace. */
  readonly activity: Float64Array;
}

export type MarketPath = Readonly<Record<Coin, CoinPath>>;

/** The day's unconditional variance, (volatility per year)² / 365. */
export function dailyVariance(coin: Coin): number {
  return COINS[coin].volatility ** 2 / 365;
}

/**
 * The joint path of all coins: GARCH(1, 1) with constant conditional correlation and multivariate Student's t,
 * and a log price p that is drawn towards its level a.
 *
 *     pᵢₜ  = pᵢₜ₋₁ + κ (aᵢ − pᵢₜ₋₁) + εᵢₜ
 *     εᵢₜ  = σᵢₜ √gₜ (λᵢ fₜ + √(1 − λᵢ²) eᵢₜ)             Bollerslev (1990), one factor
 *     σ²ᵢₜ = ωᵢ + α ε²ᵢₜ₋₁ + β σ²ᵢₜ₋₁,  ωᵢ = σ̄²ᵢ (1 − α − β)
 *     gₜ   = (ν − 2) / χ²ᵥ,  f and e standard normal     so that √gₜ · normal is Student's t with variance 1
 *     κ    = 1 − 2^(−1 / half-life)
 *
 * The pace gₜ is one number for all coins: on a day of a large g every coin moves a lot, and fat tails come together.
 * Read as a Brownian motion whose clock runs faster or slower from day to day (Clark 1973), sᵢₜ = σᵢₜ √gₜ is the
 * volatility within the day; highs, lows and volumes follow from it.
 *
 * Without the pull κ prices would wander off to absurd levels within the seven years. It explains κ/2 ≈ 0.3 % of the
 * variance of daily returns and adds −κ/2 to their autocorrelations, too little to be seen; but over horizons of months
 * returns revert more than real ones do, and in the long run nothing grows.
 *
 * @param days - how many days after the burn-in. A day reads the draws up to it and none later, so that a longer path
 *   begins with the shorter one.
 */
export function simulatePath(rng: Rng, days: number): MarketPath {
  const { alpha, beta, halfLife } = RETURNS;
  const pull = 1 - pow(2, -1 / halfLife);
  const coins = COIN_NAMES.map((name) => {
    const { level, loading } = COINS[name];
    const variance = dailyVariance(name);
    return {
      name,
      loading,
      own: Math.sqrt(1 - loading ** 2),
      omega: variance * (1 - alpha - beta),
      target: log(level),
      variance,
      price: log(level),
      logClose: new Float64Array(days),
      volatility: new Float64Array(days),
      activity: new Float64Array(days),
    };
  });
  for (let t = -BURN_IN; t < days; t++) {
    const pace = drawPace(rng);
    const factor = rng.normal();
    for (const coin of coins) {
      const normal = coin.loading * factor + coin.own * rng.normal();
      const shock = Math.sqrt(coin.variance * pace) * normal;
      coin.price += pull * (coin.target - coin.price) + shock;
      if (t >= 0) {
        coin.logClose[t] = coin.price;
        coin.volatility[t] = Math.sqrt(coin.variance);
        coin.activity[t] = Math.sqrt(coin.variance * pace);
      }
      coin.variance = coin.omega + alpha * shock ** 2 + beta * coin.variance;
    }
  }
  return Object.fromEntries(
    coins.map(({ name, logClose, volatility, activity }) => [name, { logClose, volatility, activity }]),
  ) as Record<Coin, CoinPath>;
}

/** (ν − 2) / χ²ᵥ, with mean 1. For even ν a χ² is −2 times the log of the product of ν/2 uniforms. */
function drawPace(rng: Rng): number {
  const { degreesOfFreedom } = RETURNS;
  let product = 1;
  for (let k = 0; k < degreesOfFreedom / 2; k++) product *= 1 - rng.uniform();
  return (degreesOfFreedom - 2) / (-2 * log(product));
}
