import { checkNumber } from "../core/checks";
import { DomainError } from "../core/errors";
import { dot } from "../math/matrix";
import { bestLinear, feasibleSet, linearGap, type Feasible, type PortfolioConstraints } from "./constraints";
import type { TailOptions } from "../measures/historicalTail";
import { checkScenarios, scenarioMeans, type Scenarios } from "./scenarios";
import { solution, type Solution } from "./solution";
import { tailOf } from "./tail";
import { searchTail } from "./tailSearch";

export interface MinCvarOptions extends PortfolioConstraints, TailOptions {
  /** The mean return over the scenarios to be kept or surpassed; none by default. */
  readonly minimumMean?: number;
}

export interface MaxCvarRatioOptions extends PortfolioConstraints, TailOptions {
  /** Return of the riskless asset per period; 0 by default. */
  readonly riskFree?: number;
}

/**
 * The portfolio with the smallest CVaR: the mean loss in its worst scenarios, as `conditionalValueAtRisk` measures it with
 * the same `level` and `tail`.
 *
 *     min over w, α of α + Σₛ max(0, −rₛ·w − α) / tailCount          Rockafellar and Uryasev (2000)
 *
 * a linear program, solved exactly by cutting planes: many scenarios cost little.
 *
 * @param scenarios - S rows, each with one return per asset, equally likely.
 * @returns `value` and `risk` are the CVaR, positive for a loss. The certificate's gap bounds what any other portfolio can save.
 * @throws {@link ShapeError} where an "exact" tail holds less than one scenario; {@link DomainError} where the constraints allow no portfolio.
 */
export function minCvar(scenarios: readonly ArrayLike<number>[], options: MinCvarOptions = {}): Solution {
  const where = "minCvar";
  const known = checkScenarios(where, scenarios, options);
  const mean = scenarioMeans(known);
  let feasible = feasibleSet(where, known.assets, options);
  const { minimumMean } = options;
  if (minimumMean !== undefined) {
    checkNumber(where, "minimumMean", minimumMean);
    const most = dot(mean, bestLinear(mean, feasible)!);
    if (minimumMean > most)
      throw new DomainError(where, "minimumMean", minimumMean, `at most ${most}, what the constraints allow`);
    feasible = { ...feasible, rows: [{ weights: mean, lower: minimumMean, upper: Infinity }] };
  }
  const { weights, tail, gap, finished } = searchTail(known, new Float64Array(known.assets), feasible, 1)!;
  return solution({
    objective: "CVaR",
    weights,
    value: tail.cvar,
    excessReturn: dot(mean, weights),
    risk: tail.cvar,
    status: finished ? "optimal" : "stalled",
    certificate: { gap, says: "no portfolio inside the constraints has a CVaR below this one's less gap" },
  });
}

/**
 * The portfolio with the largest ratio of mean excess return to CVaR.
 *
 *     max (mean(rₛ·w) − r_f·Σwᵢ) / CVaR(w)   under Σwᵢ = budget and the bounds    paper 2 (mosef2025), eqs. 15 and 16
 *
 * The global maximum, by linear programming. By default the CVaR is that of the paper, a mean over the scenarios at or
 * below an interpolated quantile: as that mean is the largest one of all sets of so many scenarios, it is convex, and the
 * certificate covers all portfolios. (Where several scenarios tie with the last of the tail, the paper's rule would take
 * all of them in; here the tail keeps its count.)
 *
 * @param scenarios - S rows, each with one return per asset, equally likely.
 * @returns `value` is the ratio per period, `risk` the CVaR. Where some portfolio gains without a loss in its tail the
 *   ratio is Infinity, status "riskless".
 * @throws as {@link minCvar}.
 */
export function maxCvarRatio(
  scenarios: readonly ArrayLike<number>[],
  options: MaxCvarRatioOptions = {},
): Solution {
  const where = "maxCvarRatio";
  const known = checkScenarios(where, scenarios, options);
  const { riskFree = 0 } = options;
  checkNumber(where, "riskFree", riskFree);
  const feasible = feasibleSet(where, known.assets, options);
  const excess = scenarioMeans(known).map((mu) => mu - riskFree);
  const richest = bestLinear(excess, feasible)!;
  if (dot(excess, richest) <= 0) return richestPortfolio(known, excess, richest, feasible);

  const rows = [{ weights: excess, lower: 0, upper: Infinity }];
  const { weights, tail, gap, price, finished } = searchTail(known, excess, { ...feasible, rows }, "ratio")!;
  const found = {
    objective: "mean/CVaR ratio",
    weights,
    excessReturn: dot(excess, weights),
    risk: tail.cvar,
  };
  if (price === Infinity)
    return solution({
      ...found,
      value: Infinity,
      status: "riskless",
      certificate: { gap: 0, says: "its excess return is positive and its tail holds no loss" },
    });
  return solution({
    ...found,
    value: price,
    status: finished ? "optimal" : "stalled",
    certificate: {
      gap,
      says: "for each portfolio inside the constraints, excess return ≤ ratio · CVaR + gap",
    },
  });
}

/** Where no portfolio has a positive excess return: the largest one, and among equals the smallest CVaR. */
function richestPortfolio(
  scenarios: Scenarios,
  excess: Float64Array,
  richest: Float64Array,
  feasible: Feasible,
): Solution {
  const most = dot(excess, richest);
  const slack = 1e-9 * excess.reduce((size, x, i) => size + Math.abs(x * richest[i]), 0);
  const rows = [{ weights: excess, lower: most - slack, upper: Infinity }];
  const found = searchTail(scenarios, new Float64Array(excess.length), { ...feasible, rows }, 1);
  const weights = found?.weights ?? richest;
  const { cvar } = tailOf(scenarios, weights);
  const excessReturn = dot(excess, weights);
  return solution({
    objective: "mean/CVaR ratio",
    weights,
    value: excessReturn / cvar,
    excessReturn,
    risk: cvar,
    status: found && !found.finished ? "stalled" : "noPositiveExcess",
    certificate: {
      gap: linearGap(excess, weights, feasible),
      says: "no portfolio inside the constraints has an excess return above this one's plus gap",
    },
  });
}
