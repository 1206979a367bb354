import { dot } from "../math/matrix";
import type { Feasible } from "./constraints";
import { linearGap } from "./constraints";
import { quadraticPortfolio } from "./quadraticPortfolio";
import { solution, type Solution } from "./solution";
import { portfolioVariance } from "./variance";

/**
 * What stands in for the largest Sharpe ratio where no portfolio has a positive excess return: the largest excess return,
 * and among equals the smallest variance. (A ratio below 0 would reward risk.)
 */
export function largestExcess(
  covariance: readonly Float64Array[],
  excess: Float64Array,
  richest: Float64Array,
  feasible: Feasible,
): Solution {
  const most = dot(excess, richest);
  const slack = 1e-12 * excess.reduce((size, x, i) => size + Math.abs(x * richest[i]), 0);
  const row = { weights: excess, lower: most - slack, upper: Infinity };
  const program = quadraticPortfolio(covariance, { ...feasible, rows: [...feasible.rows, row] }, richest);
  const weights = program.minimise(new Float64Array(excess.length));
  const excessReturn = dot(excess, weights);
  const risk = Math.sqrt(portfolioVariance(covariance, weights));
  return solution({
    objective: "Sharpe ratio",
    weights,
    value: excessReturn === 0 ? 0 : excessReturn / risk,
    excessReturn,
    risk,
    status: program.finished() ? "noPositiveExcess" : "stalled",
    certificate: {
      gap: linearGap(excess, weights, feasible),
      says: "no portfolio inside the constraints has an excess return above this one's plus gap",
    },
  });
}
