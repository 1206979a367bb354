import { checkInteger, checkNumber, checkSameLength, checkVector } from "../core/checks";
import { log, log1p } from "../core/elementary";
import { DomainError } from "../core/errors";
import { checkRng, type Rng } from "../core/random";
import { mean } from "../math/moments";
import { varies } from "../math/varies";
import { checkReturns } from "../measures/checkReturns";
import { digits, pText, report, type TestResult } from "./report";
import { chiSquareTail } from "./tails";

export interface BacktestOptions {
  /** The level that the value at risk was forecast for; 0.95 by default. */
  readonly level?: number;
}

export interface KupiecResult extends TestResult {
  /** Days on which the loss was above the value at risk. */
  readonly violations: number;
  readonly observations: number;
  /** (1 − level)·observations. */
  readonly expected: number;
  readonly level: number;
}

export interface ChristoffersenResult extends KupiecResult {
  /** Likelihood ratio of independence alone, χ² with 1 degree of freedom. */
  readonly independence: TestResult;
  /** Likelihood ratio of the number of violations alone: {@link kupiecTest}. */
  readonly coverage: TestResult;
  /** Violations on the day after one, and the days after one. */
  readonly clustered: number;
  readonly followed: number;
}

export interface ExpectedShortfallTestOptions extends BacktestOptions {
  /** Bootstrap replications; 10 000 by default. */
  readonly replications?: number;
  /** The stream that the resamples come from. */
  readonly rng: Rng;
}

export interface ExpectedShortfallResult extends TestResult {
  readonly violations: number;
  readonly observations: number;
  /** Mean loss beyond the forecast shortfall on days of violation, as a share of it: above 0 where risk was understated. */
  readonly meanExcess: number;
  /** Acerbi and Székely's (2014) second statistic: 0 expected, below 0 where tail risk was understated. */
  readonly acerbiSzekely: number;
  readonly level: number;
}

/**
 * Kupiec's (1995) test of the number of violations. Null hypothesis: the value at risk is surpassed with probability
 * p = 1 − level.
 *
 *     LR = 2 ln [ (1 − x/n)^(n−x) (x/n)^x / ((1 − p)^(n−x) p^x) ],   χ² with 1 degree of freedom
 *
 * @param returns - one a day, as fractions; n of them.
 * @param valueAtRisk - the loss forecast for each of these days, positive, made before the day.
 * @throws {@link DomainError} for prices in place of returns, or a level outside of 0 … 1.
 * @throws {@link ShapeError} for lists of different lengths.
 * @example
 * const returns = Array.from({ length: 100 }, (_, t) => (t % 20 === 7 ? -0.06 : 0.01));
 * const valueAtRisk = returns.map(() => 0.05);
 * const test = v.kupiecTest(returns, valueAtRisk, { level: 0.95 });
 * test.violations; // → 5
 * test.pValue; // → 1
 */
export function kupiecTest(
  returns: ArrayLike<number>,
  valueAtRisk: ArrayLike<number>,
  { level = 0.95 }: BacktestOptions = {},
): KupiecResult {
  const hits = violationsOf("kupiecTest", returns, valueAtRisk, level);
  const counted = countsOf(hits, level);
  const statistic = coverageRatio(counted.violations, hits.length, 1 - level);
  const pValue = chiSquareTail(statistic, 1);
  return report({ statistic, pValue, ...counted }, (test) => [
    `Kupiec, VaR at ${digits(100 * level)} %: ${countText(test)}, LR = ${digits(statistic)}, ${pText(pValue)} (χ², 1 degree of freedom)`,
    "null hypothesis: the value at risk is surpassed as often as its level says",
  ]);
}

/**
 * Christoffersen's (1998) test of conditional coverage. Null hypothesis: each day violates with probability 1 − level,
 * whatever the day before did.
 *
 *     LR = LR(coverage, n days) + LR(independence, the n − 1 pairs of days),   χ² with 2 degrees of freedom
 *
 * @param returns - one a day, as fractions, in the order of time.
 * @param valueAtRisk - the loss forecast for each of these days, positive, made before the day.
 * @throws {@link DomainError} for prices in place of returns, or a level outside of 0 … 1.
 * @throws {@link ShapeError} for lists of different lengths.
 * @example
 * const returns = Array.from({ length: 100 }, (_, t) => (t % 20 === 7 ? -0.06 : 0.01));
 * const valueAtRisk = returns.map(() => 0.05);
 * v.christoffersenTest(returns, valueAtRisk).pValue; // → 0.7664
 */
export function christoffersenTest(
  returns: ArrayLike<number>,
  valueAtRisk: ArrayLike<number>,
  { level = 0.95 }: BacktestOptions = {},
): ChristoffersenResult {
  const hits = violationsOf("christoffersenTest", returns, valueAtRisk, level);
  const counted = countsOf(hits, level);
  const pairs = [[0, 0], [0, 0]]; // prettier-ignore
  for (let t = 1; t < hits.length; t++) pairs[hits[t - 1]][hits[t]]++;
  const [[n00, n01], [n10, n11]] = pairs;
  const together = (n01 + n11) / (hits.length - 1);
  const independent = logLikelihood(n01 + n11, n00 + n10, together);
  const dependent = logLikelihood(n01, n00, n01 / (n00 + n01)) + logLikelihood(n11, n10, n11 / (n10 + n11));
  const ind = Math.max(0, 2 * (dependent - independent));
  const cov = coverageRatio(counted.violations, hits.length, 1 - level);
  const statistic = cov + ind;
  const pValue = chiSquareTail(statistic, 2);
  return report(
    {
      statistic,
      pValue,
      ...counted,
      independence: Object.freeze({ statistic: ind, pValue: chiSquareTail(ind, 1) }),
      coverage: Object.freeze({ statistic: cov, pValue: chiSquareTail(cov, 1) }),
      clustered: n11,
      followed: n10 + n11,
    },
    (test) => [
      `Christoffersen, VaR at ${digits(100 * level)} %: ${countText(test)}, ${n11} of them the day after one; LR = ${digits(statistic)}, ${pText(pValue)} (χ², 2 degrees of freedom)`,
      `independence alone: LR = ${digits(ind)}, ${pText(test.independence.pValue)}`,
      "null hypothesis: violations come as often as the level says, and independently of each other",
    ],
  );
}

/**
 * McNeil and Frey's (2000) test of the expected shortfall. Null hypothesis: on days of violation the loss is the forecast
 * shortfall on average; alternative: it is larger.
 *
 *     eₜ = (lossₜ − ESₜ)/ESₜ on the days with lossₜ > VaRₜ,   t = ē / (s/√k)
 *
 * The p-value is the share of bootstrap samples of e less its mean with a t at least as large (Efron and Tibshirani 1993, 16.4).
 * Beside it stands Acerbi and Székely's second statistic, 1 − Σ lossₜ·1{violation}/(n(1 − level)·ESₜ), which counts too
 * many violations as well.
 *
 * @param returns - one a day, as fractions.
 * @param valueAtRisk - forecast loss, positive, made before the day.
 * @param expectedShortfall - forecast mean loss beyond it, positive.
 * @throws {@link DomainError} where fewer than two days violate, or all of them by the same share of the shortfall.
 * @example
 * const returns = Array.from({ length: 100 }, (_, t) => (t % 20 === 7 ? -0.06 - t / 10000 : 0.01));
 * const forecast = (loss: number) => returns.map(() => loss);
 * const test = v.expectedShortfallTest(returns, forecast(0.05), forecast(0.06), { rng: v.createRng(1) });
 * test.violations; // → 5
 * test.meanExcess; // → 0.07833
 */
export function expectedShortfallTest(
  returns: ArrayLike<number>,
  valueAtRisk: ArrayLike<number>,
  expectedShortfall: ArrayLike<number>,
  { level = 0.95, replications = 10_000, rng }: ExpectedShortfallTestOptions,
): ExpectedShortfallResult {
  const where = "expectedShortfallTest";
  const hits = violationsOf(where, returns, valueAtRisk, level);
  checkVector(where, "expectedShortfall", expectedShortfall);
  checkSameLength(where, "returns", returns, "expectedShortfall", expectedShortfall);
  checkInteger(where, "replications", replications, 1);
  checkRng(where, rng);
  const shares: number[] = []; // of the shortfall that is lost
  for (let t = 0; t < hits.length; t++) {
    if (!(expectedShortfall[t] > 0))
      throw new DomainError(where, `expectedShortfall[${t}]`, expectedShortfall[t], "above 0");
    if (hits[t] === 0) continue;
    shares.push(-returns[t] / expectedShortfall[t]);
  }
  if (shares.length < 2)
    throw new DomainError(where, "days of violation", shares.length, "at least 2: there is no mean to test");
  if (!varies(shares))
    throw new DomainError(where, "losses over expectedShortfall", shares, "values that are not all the same");
  const excess = shares.map((share) => share - 1);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const meanExcess = mean(excess);
  const statistic = tOf(excess);
  const centred = excess.map((e) => e - meanExcess);
  let asLarge = 0;
  for (let k = 0; k < replications; k++) {
    const drawn = centred.map(() => centred[rng.integer(centred.length)]);
    if (tOf(drawn) >= statistic) asLarge++;
  }
  const pValue = asLarge / replications;
  const acerbiSzekely = 1 - total / (hits.length * (1 - level));
  const { violations, observations } = countsOf(hits, level);
  return report({ statistic, pValue, violations, observations, meanExcess, acerbiSzekely, level }, () => [
    `McNeil–Frey, ES at ${digits(100 * level)} %: ${violations} violations, losses ${digits(100 * meanExcess)} % beyond the shortfall, t = ${digits(statistic)}, ${pText(pValue)} (bootstrap, one-sided)`,
    `Acerbi–Székely: ${digits(acerbiSzekely)} (0 expected, below 0 where risk is understated)`,
    "null hypothesis: on days of violation the mean loss is the forecast shortfall",
  ]);
}

/** 1 where the loss was above the value at risk. */
function violationsOf(
  where: string,
  returns: ArrayLike<number>,
  valueAtRisk: ArrayLike<number>,
  level: number,
): Uint8Array {
  checkReturns(where, returns, 2);
  checkVector(where, "valueAtRisk", valueAtRisk);
  checkSameLength(where, "returns", returns, "valueAtRisk", valueAtRisk);
  checkNumber(where, "level", level, Number.MIN_VALUE, 1 - Number.EPSILON);
  return Uint8Array.from({ length: returns.length }, (_, t) => (-returns[t] > valueAtRisk[t] ? 1 : 0));
}

function countsOf(hits: Uint8Array, level: number): Omit<KupiecResult, keyof TestResult> {
  const violations = hits.reduce((sum, hit) => sum + hit, 0);
  return { violations, observations: hits.length, expected: (1 - level) * hits.length, level };
}

function countText({ violations, observations, expected }: Omit<KupiecResult, keyof TestResult>): string {
  return `${violations} violations in ${observations} days (${digits(expected)} expected)`;
}

function coverageRatio(violations: number, observations: number, p: number): number {
  const calm = observations - violations;
  const own = logLikelihood(violations, calm, violations / observations);
  return Math.max(0, 2 * (own - logLikelihood(violations, calm, p)));
}

/** ln of p^hits·(1 − p)^calm, with 0·ln 0 = 0. */
function logLikelihood(hits: number, calm: number, p: number): number {
  return (hits === 0 ? 0 : hits * log(p)) + (calm === 0 ? 0 : calm * log1p(-p));
}

function tOf(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, x) => sum + (x - centre) ** 2, 0);
  return centre === 0 ? 0 : centre / Math.sqrt(squares / (values.length - 1) / values.length);
}
