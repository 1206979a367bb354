import type { Day } from "../../series/days";

/** The coins of both papers. */
export type Coin = "ADA" | "BCH" | "BNB" | "BTC" | "EOS" | "ETC" | "ETH" | "LTC" | "XRP";

/** What sets one coin apart from the others. Rounded facts of public knowledge, none of them estimated. */
export interface CoinModel {
  /** Median price in USD, to which the price returns in the long run: about its level in the middle of 2019–2025. */
  readonly level: number;
  /** Unconditional volatility of the daily log return, as a fraction per year of 365 days. */
  readonly volatility: number;
  /** λ: correlation of the coin's return with the market factor. Two coins correlate by the product of theirs. */
  readonly loading: number;
  /** Coins in circulation on {@link SUPPLY_DAY}. */
  readonly supply: number;
  /** Growth of the supply per year, as a fraction (negative: coins are burnt). */
  readonly issuance: number;
}

export const COINS: Readonly<Record<Coin, CoinModel>> = {
  ADA: { level: 0.4, volatility: 0.9, loading: 0.8, supply: 35e9, issuance: 0.02 },
  BCH: { level: 250, volatility: 0.9, loading: 0.85, supply: 19.6e6, issuance: 0.015 },
  BNB: { level: 300, volatility: 0.75, loading: 0.8, supply: 150e6, issuance: -0.05 },
  BTC: { level: 30_000, volatility: 0.6, loading: 0.85, supply: 19.6e6, issuance: 0.015 },
  EOS: { level: 1, volatility: 0.95, loading: 0.85, supply: 1.1e9, issuance: 0.03 },
  ETC: { level: 20, volatility: 0.95, loading: 0.85, supply: 144e6, issuance: 0.04 },
  ETH: { level: 2_000, volatility: 0.75, loading: 0.92, supply: 120e6, issuance: 0 },
  LTC: { level: 80, volatility: 0.85, loading: 0.85, supply: 74e6, issuance: 0.02 },
  XRP: { level: 0.5, volatility: 0.9, loading: 0.7, supply: 54e9, issuance: 0.04 },
};

export const COIN_NAMES: readonly Coin[] = Object.keys(COINS) as Coin[];

/** The day on which each coin has its {@link CoinModel.supply}. */
export const SUPPLY_DAY: Day = "2024-01-01";

/** The days that the simulated market has lived through: every data set of the project lies within. */
export const SPAN: { readonly from: Day; readonly to: Day } = { from: "2018-12-01", to: "2025-12-31" };

/** Days simulated before the span and thrown away: prices and variances forget where they started. */
export const BURN_IN = 1000;

/**
 * Dynamics of the daily returns, the same for all coins. A persistence α + β of 0.98 and Student's t with few degrees of
 * freedom are what a GARCH(1, 1) fitted to daily crypto returns typically gives. The fourth moment stays finite (its
 * theoretical kurtosis is 31; samples of some years show less). There is no leverage term: crypto returns do not agree on
 * its sign (Baur and Dimpfl 2018).
 */
export const RETURNS = {
  alpha: 0.08,
  beta: 0.9,
  /** ν of Student's t. An even number: see the draw of the day's pace. */
  degreesOfFreedom: 6,
  /** Days in which the pull of the price towards its level halves a deviation. */
  halfLife: 120,
} as const;

/** The daily bar: opening and intraday path. */
export const BARS = {
  /** Standard deviation of open / previous close − 1. Markets that never close open where they closed. */
  openingGap: 1e-4,
  /** Equal parts of the day, between whose ends the extremes are drawn: four sessions of six hours. */
  sessions: 4,
} as const;

/**
 * Log trading volume around its typical value. Rounded so that it varies and persists about as real daily volumes do:
 * standard deviation of the logs 0.7 to 1, correlation with the size of the day's return 0.3 to 0.5.
 */
export const VOLUME = {
  /** Elasticity of the volume to the day's volatility. */
  elasticity: 1.25,
  /** Slow waves of interest: an autoregression of order one. */
  persistence: 0.98,
  waveDeviation: 0.5,
  /** Noise of a single day. */
  noiseDeviation: 0.2,
} as const;

/**
 * The volatility index: implied volatility over the next month. Rounded so that it stays about as high as the real one
 * (75 on average) and moves as slowly (4 per cent a day).
 */
export const CVI = {
  /** Days over which the index looks ahead. */
  horizon: 30,
  /** Implied over expected volatility: options cost more than the volatility that follows is worth. */
  premium: 1.15,
  /** Part of the gap to the fair value that the index closes in a day. */
  reversion: 0.1,
  /** Standard deviation of the index's own daily noise, in logs. */
  noiseDeviation: 0.035,
} as const;

/** What is traded beside the nine coins. */
export const REST_OF_MARKET = {
  /** Coins that a market total counts. */
  coins: 200,
  /** Worth of all other coins without stable coins, as a fraction of the nine: typical value, and how it wanders. */
  share: 0.25,
  shareDeviation: 0.2,
  sharePersistence: 0.9,
  /** Worth of the stable coins in USD. */
  stable: 150e9,
} as const;

/** Where coins are traded: who is listed, and what a typical daily volume is, in the listing's own unit. */
export interface Listing {
  readonly unit: "coins" | "USD";
  readonly typicalVolume: Readonly<Partial<Record<Coin, number>>>;
}

/** The data sets of candles that the simulated market can stand in for. */
export type SimulatedDataset = "qfe2025" | "mosef2025";

export const LISTINGS: Readonly<Record<SimulatedDataset, Listing>> = {
  // one large exchange, volume in coins
  qfe2025: {
    unit: "coins",
    typicalVolume: { BCH: 1e5, BTC: 1e4, EOS: 15e6, ETC: 5e5, ETH: 1.5e5, LTC: 3e5, XRP: 6e7 },
  },
  // all exchanges together, volume in USD
  mosef2025: { unit: "USD", typicalVolume: { ADA: 6e8, BNB: 1e9, BTC: 25e9, ETH: 12e9 } },
};
