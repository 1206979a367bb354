import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { checkNumber } from "../core/checks";
import { shapeOf, type Shape } from "../math/moments";
import { checkedSharpe } from "./sharpe";

export interface ProbabilisticSharpeOptions {
  /** SR*, the Sharpe ratio per period that is to be beaten; 0 by default. */
  readonly benchmark?: number;
  /** Return of the riskless asset per period, as a fraction; 0 by default. */
  readonly riskFree?: number;
}

/**
 * Probabilistic Sharpe ratio of Bailey and López de Prado (2012), "The Sharpe ratio efficient frontier": how probable it
 * is that the true ratio lies above a benchmark, where returns are skewed and have fat tails.
 *
 *     PSR(SR*) = Φ( (SR − SR*) √(n − 1) / √(1 − γ₃ SR + (γ₄ − 1)/4 · SR²) )
 *
 * SR is the `sharpeRatio` with ddof 1, γ₃ the skewness and γ₄ the kurtosis (3 if normal) of the returns. Returns are
 * taken to be independent from one period to the next.
 *
 * @param returns - one a period, as fractions; length n ≥ 2, not all the same.
 * @returns a probability; 0.5 where the observed ratio equals the benchmark.
 * @throws {@link DomainError} when all returns are the same but for rounding.
 * @example
 * v.probabilisticSharpe([0.02, -0.01, 0.03, 0.01, -0.02, 0.02]); // → 0.8064
 */
export function probabilisticSharpe(
  returns: ArrayLike<number>,
  options: ProbabilisticSharpeOptions = {},
): number {
  return checkedProbability("probabilisticSharpe", returns, options);
}

/** {@link probabilisticSharpe} on behalf of another function. */
export function checkedProbability(
  where: string,
  returns: ArrayLike<number>,
  { benchmark = 0, riskFree = 0 }: ProbabilisticSharpeOptions,
): number {
  checkNumber(where, "benchmark", benchmark);
  const sharpe = checkedSharpe(where, returns, { riskFree });
  return sharpeProbability({ sharpe, ...shapeOf(returns), observations: returns.length }, benchmark);
}

/** What the probability is made of. */
export interface SharpeEvidence extends Shape {
  /** SR, per period. */
  readonly sharpe: number;
  readonly observations: number;
}

/** The formula of {@link probabilisticSharpe}. */
export function sharpeProbability(
  { sharpe, skewness, kurtosis, observations }: SharpeEvidence,
  benchmark: number,
): number {
  if (sharpe === benchmark) return 0.5;
  // Never below 0, as γ₄ ≥ 1 + γ₃²; rounding may take it there for returns of two values
  const spread = Math.max(0, 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2);
  return normalCdf(((sharpe - benchmark) * Math.sqrt(observations - 1)) / Math.sqrt(spread), 0, 1);
}
