import { checkNumber } from "../core/checks";
import { DomainError } from "../core/errors";
import { dot } from "../math/matrix";
import {
  bestLinear,
  feasibleSet,
  linearGap,
  smallestPortfolio,
  type Feasible,
  type PortfolioConstraints,
} from "./constraints";
import { quadraticPortfolio } from "./quadraticPortfolio";
import { flatScenarios, scenarioMeans } from "./scenarios";
import { solution, type Solution } from "./solution";

export interface MinDownsideOptions extends PortfolioConstraints {
  /** τ: what counts as a loss is a return below this; 0 by default. */
  readonly target?: number;
  /** The mean return over the scenarios to be kept or surpassed; none by default. */
  readonly minimumMean?: number;
}

const ROUNDS = 200;

/** Mean squared shortfall of a portfolio, its slope, and the scenarios that fall short. */
interface Shortfall {
  readonly value: number;
  readonly slope: Float64Array;
  readonly short: readonly number[];
}

/**
 * The portfolio with the smallest downside deviation (Markowitz 1959; the benchmark strategy "MD" of paper 1, qfe2025).
 *
 *     min √( Σₛ max(0, τ − rₛ·w)² / S )   under Σwᵢ = budget and the bounds
 *
 * Newton's method: over the scenarios that fall short now, the square is a quadratic program; its answer is the next
 * portfolio, cut short where the true square has its minimum on the way. Exact once the scenarios no longer change.
 *
 * @param scenarios - S rows, each with one return per asset, equally likely.
 * @returns `value` and `risk` are the downside deviation per period. The certificate's gap bounds, for the square of it, what
 *   any other portfolio can save.
 * @throws {@link DomainError} where the constraints allow no portfolio.
 */
export function minDownside(
  scenarios: readonly ArrayLike<number>[],
  options: MinDownsideOptions = {},
): Solution {
  const where = "minDownside";
  const known = flatScenarios(where, scenarios);
  const { target = 0, minimumMean } = options;
  checkNumber(where, "target", target);
  const mean = scenarioMeans(known);
  let feasible: Feasible = feasibleSet(where, known.assets, options);
  let start = smallestPortfolio(feasible);
  if (minimumMean !== undefined) {
    checkNumber(where, "minimumMean", minimumMean);
    start = bestLinear(mean, feasible)!;
    if (minimumMean > dot(mean, start))
      throw new DomainError(
        where,
        "minimumMean",
        minimumMean,
        `at most ${dot(mean, start)}, what the constraints allow`,
      );
    feasible = { ...feasible, rows: [{ weights: mean, lower: minimumMean, upper: Infinity }] };
  }
  const { returns, count, assets } = known;
  const rows = Array.from({ length: count }, (_, s) => returns.subarray(s * assets, (s + 1) * assets));
  const { weights, finished } = smallestShortfall(rows, target, feasible, start);
  const { value, slope } = shortfallOf(rows, target, weights);
  const deviation = Math.sqrt(value);
  return solution({
    objective: "downside deviation",
    weights,
    value: deviation,
    excessReturn: dot(mean, weights),
    risk: deviation,
    status: finished ? "optimal" : "stalled",
    certificate: {
      gap: linearGap(slope.map((x) => -x), weights, feasible), // prettier-ignore
      says: "no portfolio inside the constraints has a mean squared shortfall below this one's less gap",
    },
  });
}

function smallestShortfall(
  rows: readonly Float64Array[],
  target: number,
  feasible: Feasible,
  start: Float64Array,
): { weights: Float64Array; finished: boolean } {
  let weights = start;
  for (let round = 0; round < ROUNDS; round++) {
    const { value, slope, short } = shortfallOf(rows, target, weights);
    const curvature = curvatureOf(rows, short);
    const linear = slope.map((x, i) => x - dot(curvature[i], weights));
    const program = quadraticPortfolio(curvature, feasible, weights);
    const next = program.minimise(linear);
    const step = next.map((x, i) => x - weights[i]);
    const promised = -dot(slope, step);
    if (!(promised > 1e-15 * value)) return { weights, finished: program.finished() };
    const length = bestLength(rows, target, weights, step);
    weights = weights.map((w, i) => (length === 1 ? next[i] : w + length * step[i]));
  }
  return { weights, finished: false };
}

function shortfallOf(rows: readonly Float64Array[], target: number, weights: ArrayLike<number>): Shortfall {
  const slope = new Float64Array(weights.length);
  const short: number[] = [];
  let value = 0;
  rows.forEach((row, s) => {
    const missing = target - dot(row, weights);
    if (missing <= 0) return;
    short.push(s);
    value += missing ** 2 / rows.length;
    for (let i = 0; i < slope.length; i++) slope[i] -= (2 * missing * row[i]) / rows.length;
  });
  return { value, slope, short };
}

/** 2·Σ rₛ·rₛᵀ/S over the scenarios that fall short. */
function curvatureOf(rows: readonly Float64Array[], short: readonly number[]): Float64Array[] {
  const n = rows[0].length;
  const curvature = Array.from({ length: n }, () => new Float64Array(n));
  for (const s of short)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) curvature[i][j] += (2 * rows[s][i] * rows[s][j]) / rows.length;
  return curvature;
}

/** The length from 0 to 1 at which the shortfall along the step is smallest: where its slope crosses 0, by halving. */
function bestLength(
  rows: readonly Float64Array[],
  target: number,
  weights: Float64Array,
  step: Float64Array,
): number {
  const slopeAt = (length: number): number =>
    dot(shortfallOf(rows, target, weights.map((w, i) => w + length * step[i])).slope, step); // prettier-ignore
  if (slopeAt(1) <= 0) return 1;
  let [low, high] = [0, 1];
  for (let k = 0; k < 60; k++) {
    const middle = 0.5 * (low + high);
    if (slopeAt(middle) > 0) high = middle;
    else low = middle;
  }
  return 0.5 * (low + high);
}
