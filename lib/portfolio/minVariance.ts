import { checkNumber } from "../core/checks";
import { DomainError } from "../core/errors";
import { dot, times } from "../math/matrix";
import { bestLinear, feasibleSet, linearGap, type Feasible, type PortfolioConstraints } from "./constraints";
import { checkCovariance, checkMoments, symmetrised, type Covariances, type Moments } from "./moments";
import { quadraticPortfolio, underGrossLimit } from "./quadraticPortfolio";
import { solution, type Solution } from "./solution";
import { portfolioVariance } from "./variance";

/**
 * The portfolio with the smallest variance: min wᵀ·Σ·w under Σwᵢ = budget and the bounds.
 *
 * @returns `value` is the variance per period, `risk` its root. The certificate's gap bounds what any other portfolio
 *   that is allowed can save of the variance.
 * @throws {@link DomainError} where Σ is not symmetric or not semidefinite, or the constraints allow no portfolio.
 */
export function minVariance(covariances: Covariances, options: PortfolioConstraints = {}): Solution {
  const where = "minVariance";
  const n =
    covariances?.mean === undefined
      ? checkCovariance(where, "covariance", covariances?.covariance)
      : checkMoments(where, covariances as Moments);
  const feasible = feasibleSet(where, n, options);
  return smallestVariance(symmetrised(covariances.covariance), covariances.mean, feasible);
}

/** Exactly one of the two. */
export interface MeanVarianceOptions extends PortfolioConstraints {
  /** The expected return to be reached, per period. By default none: give this or `minimumMean`. */
  readonly targetMean?: number;
  /** The expected return to be kept or surpassed, per period. By default none. */
  readonly minimumMean?: number;
}

/**
 * Markowitz's (1952) portfolio: the smallest variance at a given expected return, or at no less than that.
 *
 *     min wᵀ·Σ·w   under μᵀ·w = targetMean (or ≥ minimumMean), Σwᵢ = budget and the bounds
 *
 * @returns `value` is the variance per period, `risk` its root, `excessReturn` the expected return.
 * @throws {@link DomainError} naming the range of expected returns where the constraints don't reach the one asked for.
 */
export function meanVariance(moments: Moments, options: MeanVarianceOptions): Solution {
  const where = "meanVariance";
  const n = checkMoments(where, moments);
  const { targetMean, minimumMean } = options ?? {};
  if ((targetMean === undefined) === (minimumMean === undefined))
    throw new DomainError(where, "options", options, "a record with targetMean or minimumMean, one of them");
  const [name, wanted] =
    targetMean === undefined ? ["minimumMean", minimumMean!] : ["targetMean", targetMean];
  checkNumber(where, name, wanted);
  const feasible = feasibleSet(where, n, options);
  const covariance = symmetrised(moments.covariance);
  const mean = Float64Array.from(moments.mean);

  const most = bestLinear(mean, feasible)!;
  const least = bestLinear(mean.map((mu) => -mu), feasible)!; // prettier-ignore
  const [from, to] = [dot(mean, least), dot(mean, most)];
  const slack = 1e-12 * Math.max(Math.abs(from), Math.abs(to));
  if (wanted > to + slack || (targetMean !== undefined && wanted < from - slack))
    throw new DomainError(where, name, wanted, `at most ${to}${targetMean === undefined ? "" : ` and at least ${from}`}, what the constraints allow`); // prettier-ignore
  if (to - from <= slack) return smallestVariance(covariance, mean, feasible); // every portfolio has this mean

  const goal = Math.min(Math.max(wanted, from), to);
  const share = (goal - from) / (to - from);
  const start = least.map((w, i) => (share === 1 ? most[i] : w + share * (most[i] - w)));
  const row = { weights: mean, lower: goal, upper: targetMean === undefined ? Infinity : goal };
  return smallestVariance(covariance, mean, { ...feasible, rows: [row] }, start);
}

function smallestVariance(
  covariance: readonly Float64Array[],
  mean: ArrayLike<number> | undefined,
  feasible: Feasible,
  start?: Float64Array,
): Solution {
  const nothing = new Float64Array(covariance.length);
  const solve = (set: Feasible): { weights: Float64Array; finished: boolean } => {
    const program = quadraticPortfolio(covariance, set, start);
    return { weights: program.minimise(nothing), finished: program.finished() };
  };
  const { weights, finished } = underGrossLimit(feasible, solve);
  const value = portfolioVariance(covariance, weights);
  const slope = times(covariance, weights).map((x) => -2 * x);
  return solution({
    objective: "variance",
    weights,
    value,
    excessReturn: mean ? dot(mean, weights) : NaN,
    risk: Math.sqrt(value),
    status: finished ? "optimal" : "stalled",
    certificate: {
      gap: linearGap(slope, weights, feasible),
      says: "no portfolio inside the constraints has a variance below this one's less gap",
    },
  });
}
