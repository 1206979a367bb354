import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { checkInteger, checkVector } from "../core/checks";
import { variance } from "../math/moments";
import { checkedProbability } from "./probabilisticSharpe";

export interface DeflatedSharpeOptions {
  /** The Sharpe ratios, per period, of the strategies that were tried, this one among them; 2 or more. */
  readonly trialSharpes: ArrayLike<number>;
  /** How many independent strategies were tried; as many as `trialSharpes` by default. */
  readonly trials?: number;
}

export interface DeflatedSharpe {
  /** That the true Sharpe ratio lies above `benchmark`. */
  readonly probability: number;
  /** The ratio, per period, that the best of so many worthless strategies is expected to show. */
  readonly benchmark: number;
}

/**
 * Deflated Sharpe ratio of Bailey and López de Prado (2014), "The deflated Sharpe ratio": the probabilistic Sharpe ratio
 * of a strategy that was picked among several, against the best ratio that luck alone would have shown.
 *
 * @param returns - one a period, as fractions; length n ≥ 2, not all the same.
 * @throws {@link DomainError} when all returns are the same but for rounding.
 * @see {@link expectedMaximumSharpe} for the benchmark, whose V is the variance (ddof 1) of `trialSharpes`.
 * @example
 * const returns = [0.02, -0.01, 0.03, 0.01, -0.02, 0.02];
 * v.deflatedSharpe(returns, { trialSharpes: [0.1, 0.2, 0.42] }); // → { probability: 0.7202, benchmark: 0.1396 }
 */
export function deflatedSharpe(
  returns: ArrayLike<number>,
  { trialSharpes, trials = trialSharpes?.length }: DeflatedSharpeOptions,
): DeflatedSharpe {
  checkVector("deflatedSharpe", "trialSharpes", trialSharpes, 2);
  checkInteger("deflatedSharpe", "trials", trials, 1);
  const benchmark = expectedMaximumSharpe(variance(trialSharpes, 1), trials);
  return Object.freeze({
    probability: checkedProbability("deflatedSharpe", returns, { benchmark }),
    benchmark,
  });
}

/**
 * The expected best of N Sharpe ratios that are all truly 0 and vary with V.
 *
 *     SR₀ = √V ( (1 − γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N e)) )             Bailey and López de Prado (2014)
 *
 * γ = 0.5772… is Euler's constant. With one trial there was no choice, and SR₀ is 0.
 */
export function expectedMaximumSharpe(trialVariance: number, trials: number): number {
  if (trials === 1) return 0;
  const quantile = (tail: number): number => normalQuantile(1 - tail, 0, 1);
  return (
    Math.sqrt(trialVariance) * ((1 - EULER) * quantile(1 / trials) + EULER * quantile(1 / (trials * Math.E)))
  );
}

const EULER = 0.5772156649015329;
