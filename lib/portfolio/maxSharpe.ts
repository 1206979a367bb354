import { checkNumber } from "../core/checks";
import { dot, times } from "../math/matrix";
import { bestLinear, feasibleSet, linearGap, type Feasible, type PortfolioConstraints } from "./constraints";
import { largestExcess } from "./largestExcess";
import { checkMoments, symmetrised, type Moments } from "./moments";
import { quadraticPortfolio, underGrossLimit } from "./quadraticPortfolio";
import { solution, type Solution } from "./solution";
import { portfolioVariance } from "./variance";

export interface MaxSharpeOptions extends PortfolioConstraints {
  /** Return of the riskless asset per period; 0 by default. */
  readonly riskFree?: number;
}

/**
 * The portfolio with the largest Sharpe ratio.
 *
 *     max (μᵀ·w − r_f·Σwᵢ) / √(wᵀ·Σ·w)   under Σwᵢ = budget and the bounds      paper 2 (mosef2025), eqs. 8 and 9
 *
 * Exact: a maximum of the ratio also minimises ½·wᵀ·Σ·w − λ·excess(w) for λ = variance/excess, a convex quadratic
 * program. Along these minimisers the ratio rises up to its one maximum and falls behind it, and λ is found by Newton's
 * method, which is exact once the constraints that hold are those of the answer. Without bounds in the way the answer is
 * Σ⁻¹(μ − r_f), scaled to the budget.
 *
 * @param moments - μ and Σ per period; Σ may be singular.
 * @returns `value` is the ratio per period. The certificate's gap bounds excess(w) − value·risk(w) for every portfolio
 *   that is allowed, in units of return.
 * @throws {@link DomainError} where Σ is not symmetric or not semidefinite, or the constraints allow no portfolio.
 */
export function maxSharpe(moments: Moments, options: MaxSharpeOptions = {}): Solution {
  const where = "maxSharpe";
  const n = checkMoments(where, moments);
  const { riskFree = 0 } = options;
  checkNumber(where, "riskFree", riskFree);
  const feasible = feasibleSet(where, n, options);
  const covariance = symmetrised(moments.covariance);
  const excess = Float64Array.from(moments.mean, (mu) => mu - riskFree);

  const richest = bestLinear(excess, feasible)!;
  if (dot(excess, richest) <= 0) return largestExcess(covariance, excess, richest, feasible);

  const { weights, finished } = underGrossLimit(feasible, (set) => tangency(covariance, excess, set));
  const excessReturn = dot(excess, weights);
  const risk = Math.sqrt(portfolioVariance(covariance, weights));
  const size = sizeOfRisk(covariance, weights);
  const common = { objective: "Sharpe ratio", weights, excessReturn };
  if (risk <= RISKLESS * size && excessReturn > 0)
    return solution({
      ...common,
      value: Infinity,
      risk: 0,
      status: "riskless",
      certificate: { gap: 0, says: "its excess return is positive and its variance 0 up to rounding" },
    });
  const value = excessReturn / risk;
  const slope = times(covariance, weights).map((x, i) => excess[i] - (value / risk) * x);
  return solution({
    ...common,
    value,
    risk,
    status: finished ? "optimal" : "stalled",
    certificate: {
      gap: linearGap(slope, weights, feasible),
      says: "for each portfolio inside the constraints, excess return ≤ ratio · risk + gap",
    },
  });
}

const ROUNDS = 100;

/** Beside {@link sizeOfRisk}: a risk no larger than this is rounding. */
const RISKLESS = 1e-7;

/** The largest deviation of an asset times the length of the weights: no risk is larger by orders of magnitude. */
function sizeOfRisk(covariance: readonly Float64Array[], weights: Float64Array): number {
  const largest = covariance.reduce((most, row, i) => Math.max(most, row[i]), 0);
  return Math.sqrt(largest * dot(weights, weights));
}

function tangency(
  covariance: readonly Float64Array[],
  excess: Float64Array,
  feasible: Feasible,
): { weights: Float64Array; finished: boolean } {
  const program = quadraticPortfolio(covariance, feasible);
  const richest = bestLinear(excess, feasible)!;
  const lambdaOf = (w: Float64Array): number => portfolioVariance(covariance, w) / dot(excess, w);
  let [low, high] = [0, Infinity]; // the λ sought lies between
  let lambda = lambdaOf(richest);
  if (feasible.lower.some((x) => x < 0)) lambda *= 1e-3; // wide bounds hold less than a corner does
  let best = richest;
  let bestRatio = -Infinity;
  const ended = (): { weights: Float64Array; finished: boolean } => ({
    weights: best,
    finished: program.finished(),
  });
  for (let round = 0; round < ROUNDS; round++) {
    const weights = program.minimise(excess.map((x) => -lambda * x));
    const variance = portfolioVariance(covariance, weights);
    const gain = dot(excess, weights);
    const ratio = gain / Math.sqrt(variance);
    if (ratio >= bestRatio * (1 - 1e-12)) [best, bestRatio] = [weights, ratio]; // so near the top, the later is the nearer
    if (gain > 0 && Math.sqrt(variance) <= RISKLESS * sizeOfRisk(covariance, weights)) return ended();
    const missing = variance - lambda * gain; // above 0 left of the maximum
    if (missing > 0) low = lambda;
    else high = lambda;
    const intercept = gain - lambda * dot(excess, program.slope(excess)); // the excess return where this piece meets λ = 0
    const newton = intercept > 0 ? lambda + missing / intercept : NaN;
    if (Math.abs(newton - lambda) <= 1e-13 * lambda) return ended();
    const middle =
      high < Infinity ? Math.sqrt(Math.max(low, 1e-4 * high) * high) : Math.max(10 * low, lambdaOf(richest));
    const next = newton > low && newton < high ? newton : middle;
    if (Math.abs(next - lambda) <= 1e-13 * lambda) return ended();
    lambda = next;
  }
  return { weights: best, finished: false };
}
