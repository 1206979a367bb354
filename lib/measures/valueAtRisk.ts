import { checkNumber, checkOneOf } from "../core/checks";
import { checkRng, type Rng } from "../core/random";
import { mean, shapeOf, variance } from "../math/moments";
import { checkVaries } from "../math/varies";
import { checkReturns } from "./checkReturns";
import { checkCornishFisher, shrunkShape } from "./cornishFisherRange";
import {
  checkedTail,
  sortedQuantile,
  sortedTailMean,
  tailCountOf,
  type TailOptions,
  type TailRule,
} from "./historicalTail";
import { monteCarloRisk } from "./monteCarloRisk";
import {
  cornishFisherTail,
  likeliestDegreesOfFreedom,
  normalTail,
  studentTTail,
  type UnitTail,
} from "./normalTail";

/** Where the tail comes from: the sample itself, or a distribution with its moments. */
export type RiskMethod = "historical" | "normal" | "studentT" | "cornishFisher" | "monteCarlo";

/** Options of {@link valueAtRisk} and {@link conditionalValueAtRisk}. `tail` is for "historical" and "monteCarlo". */
export interface RiskOptions extends TailOptions {
  /** "historical" by default. */
  readonly method?: RiskMethod;
  /**
   * For "cornishFisher", where skewness and kurtosis are so far from the normal that the expansion no longer rises:
   * "refuse" (default) throws, "shrink" draws both towards the normal until it does.
   */
  readonly cornishFisherRange?: "refuse" | "shrink";
  /** For "studentT": the likeliest ones of the sample by default. */
  readonly degreesOfFreedom?: number;
  /** For every method but "historical"; the sample's mean by default. */
  readonly mean?: number;
  /** For every method but "historical", a forecast, for example; the sample's deviation (ddof 1) by default. */
  readonly volatility?: number;
  /** For "monteCarlo", returns that are drawn: 10 000 by default, as in paper 2. */
  readonly replications?: number;
  /** For "monteCarlo", which is refused without: the stream that the draws come from. */
  readonly rng?: Rng;
}

/**
 * Value at risk: the loss that is surpassed with probability 1 − level, positive for a loss.
 *
 *     VaR = −inf{x : P(R ≤ x) ≥ 1 − level}                         paper 2 (mosef2025), eq. 10
 *
 * @param returns - one a period, as fractions; length n ≥ 2.
 * @returns a fraction per period: 0.05 is a loss of five per cent; below 0 where even the quantile is a gain.
 * @throws {@link DomainError} for "studentT" and "cornishFisher" where all returns are the same but for rounding; for
 *   "cornishFisher" where skewness and kurtosis are out of the range in which the expansion rises (Maillard, 2012).
 * @example
 * v.valueAtRisk([-0.05, -0.02, 0.01, 0.03, 0.04], { level: 0.75 }); // → 0.02
 */
export function valueAtRisk(returns: ArrayLike<number>, options: RiskOptions = {}): number {
  return -tailOf("valueAtRisk", returns, options).quantile;
}

/**
 * Conditional value at risk, or expected shortfall: the mean loss beyond the {@link valueAtRisk}, positive for a loss.
 *
 *     CVaR = −E[R | R ≤ −VaR]                                        paper 2 (mosef2025), eq. 11
 *
 * The number that `minCvar` makes small: of the same returns, with the same `level` and `tail`, it is the same.
 *
 * @param returns - one a period, as fractions; length n ≥ 2.
 * @returns a fraction per period, as {@link valueAtRisk}.
 * @throws as {@link valueAtRisk}.
 * @example
 * v.conditionalValueAtRisk([-0.05, -0.02, 0.01, 0.03, 0.04], { level: 0.75 }); // → 0.035
 */
export function conditionalValueAtRisk(returns: ArrayLike<number>, options: RiskOptions = {}): number {
  return -tailOf("conditionalValueAtRisk", returns, options).mean;
}

function tailOf(where: string, returns: ArrayLike<number>, options: RiskOptions): UnitTail {
  const { level = 0.95, method = "historical" } = options;
  checkReturns(where, returns, 2);
  checkNumber(where, "level", level, Number.MIN_VALUE, 1 - Number.EPSILON);
  checkOneOf(where, "method", method, ["historical", "normal", "studentT", "cornishFisher", "monteCarlo"]);
  const tail = checkedTail(where, options.tail);
  const p = 1 - level;
  if (method === "historical") return historicalTail(where, returns, p, tail);

  const { mean: centre = mean(returns), volatility = Math.sqrt(variance(returns, 1)) } = options;
  checkNumber(where, "mean", centre);
  checkNumber(where, "volatility", volatility, 0);
  if (method === "monteCarlo") {
    const { replications, rng } = options;
    checkRng(where, rng);
    const drawn = monteCarloRisk({ mean: centre, volatility, level, replications, tail, rng });
    return { quantile: -drawn.valueAtRisk, mean: -drawn.conditionalValueAtRisk };
  }
  const unit = unitTail(where, method, returns, p, options);
  return { quantile: centre + volatility * unit.quantile, mean: centre + volatility * unit.mean };
}

function historicalTail(where: string, returns: ArrayLike<number>, p: number, tail: TailRule): UnitTail {
  const count = tailCountOf(where, "returns", returns.length, p, tail);
  const sorted = Float64Array.from(returns).sort();
  return { quantile: sortedQuantile(sorted, p, tail), mean: sortedTailMean(sorted, count) };
}

function unitTail(
  where: string,
  method: "normal" | "studentT" | "cornishFisher",
  returns: ArrayLike<number>,
  p: number,
  { degreesOfFreedom, cornishFisherRange = "refuse" }: RiskOptions,
): UnitTail {
  if (method === "normal") return normalTail(p);
  checkVaries(where, "returns", returns, 2);
  if (method === "cornishFisher") {
    checkOneOf(where, "cornishFisherRange", cornishFisherRange, ["refuse", "shrink"]);
    const shape = shapeOf(returns);
    if (cornishFisherRange === "refuse") checkCornishFisher(where, p, shape);
    const { skewness, kurtosis } = shrunkShape(p, shape);
    return cornishFisherTail(p, skewness, kurtosis);
  }
  const deviation = Math.sqrt(variance(returns, 1));
  if (degreesOfFreedom !== undefined) checkNumber(where, "degreesOfFreedom", degreesOfFreedom, 2 + 1e-6);
  const centre = mean(returns);
  const standardised = Float64Array.from(returns, (r) => (r - centre) / deviation);
  return studentTTail(p, degreesOfFreedom ?? likeliestDegreesOfFreedom(standardised));
}
