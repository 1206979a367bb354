import { checkNumber } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { dot } from "../math/matrix";
import { linearProgram, type LinearRow } from "../math/linearProgram";

/** Lower and upper end of a weight. Infinite ends count as ±1000. */
export type Bounds = readonly [lower: number, upper: number];

/** What every optimiser of this module accepts. */
export interface PortfolioConstraints {
  /** One pair for all assets, or one per asset. Default [−1, 1], as in paper 2 (mosef2025), eq. 9. */
  readonly bounds?: Bounds | readonly Bounds[];
  /** Σwᵢ; 1 by default: all of the capital. */
  readonly budget?: number;
  /** Σ|wᵢ| may not exceed this: 1 forbids short sales, 2 allows as much at stake as twice the capital. No limit by default. */
  readonly grossExposure?: number;
}

/** The portfolios that are allowed. */
export interface Feasible {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly budget: number;
  /** Infinity where there is no limit. */
  readonly grossExposure: number;
  /** Further limits. */
  readonly rows: readonly LinearRow[];
}

/** Where infinite bounds end: then every problem has an answer, and every answer a bound. */
const FAR = 1e3;

/** The constraints on `assets` weights, checked. */
export function feasibleSet(
  where: string,
  assets: number,
  { bounds = [-1, 1], budget = 1, grossExposure = Infinity }: PortfolioConstraints,
): Feasible {
  checkNumber(where, "budget", budget);
  checkNumber(where, "grossExposure", grossExposure, 0, Infinity);
  const pairs = boundsOf(where, assets, bounds);
  const lower = Float64Array.from(pairs, ([low]) => Math.max(low, -FAR));
  const upper = Float64Array.from(pairs, ([, high]) => Math.min(high, FAR));
  const [least, most] = [sum(lower), sum(upper)];
  if (!(least <= budget && budget <= most))
    throw new DomainError(where, "budget", budget, `from ${least} to ${most}, what the bounds add up to`);
  const feasible = { lower, upper, budget, grossExposure, rows: [] };
  const needed = smallestGross(feasible);
  if (grossExposure < needed * (1 - 1e-12))
    throw new DomainError(
      where,
      "grossExposure",
      grossExposure,
      `at least ${needed}, which the bounds and the budget need`,
    );
  return feasible;
}

function boundsOf(where: string, assets: number, bounds: Bounds | readonly Bounds[]): readonly Bounds[] {
  const isList = Array.isArray(bounds) && Array.isArray(bounds[0]);
  if (isList && bounds.length !== assets)
    throw new ShapeError(
      where,
      `bounds must hold one pair per asset, got ${bounds.length} for ${assets} assets`,
    );
  const pairs = isList
    ? (bounds as readonly Bounds[])
    : Array.from({ length: assets }, () => bounds as Bounds);
  pairs.forEach((pair, i) => {
    const [low, high] = Array.isArray(pair) ? (pair as Bounds) : [NaN, NaN];
    const numbers = typeof low === "number" && typeof high === "number" && pair.length === 2;
    if (!numbers || !(low <= high) || low === Infinity || high === -Infinity)
      throw new DomainError(
        where,
        isList ? `bounds[${i}]` : "bounds",
        pair,
        "a pair [lower, upper], lower ≤ upper",
      );
  });
  return pairs;
}

/** The portfolio of the smallest gross exposure, which no other constraint keeps from being a start. */
export function smallestPortfolio({ lower, upper, budget }: Feasible): Float64Array {
  const weights = Float64Array.from(lower, (low, i) => Math.min(Math.max(0, low), upper[i]));
  let rest = budget - sum(weights);
  for (let i = 0; i < weights.length && rest !== 0; i++) {
    const move = rest > 0 ? Math.min(rest, upper[i] - weights[i]) : Math.max(rest, lower[i] - weights[i]);
    weights[i] += move;
    rest -= move;
  }
  return weights;
}

function smallestGross(feasible: Feasible): number {
  return smallestPortfolio(feasible).reduce((total, w) => total + Math.abs(w), 0);
}

/**
 * The portfolio with the largest gain · w.
 *
 * @returns undefined where the rows contradict the rest.
 */
export function bestLinear(gain: ArrayLike<number>, feasible: Feasible): Float64Array | undefined {
  const { lower, upper, budget, grossExposure, rows } = feasible;
  if (grossExposure < Infinity || rows.length > 0) return bestByProgram(gain, feasible);
  const weights = Float64Array.from(lower);
  let rest = budget - sum(lower);
  const order = Array.from(weights.keys()).sort((a, b) => gain[b] - gain[a]);
  for (const i of order) {
    const move = Math.min(rest, upper[i] - lower[i]);
    weights[i] = move === upper[i] - lower[i] ? upper[i] : lower[i] + move;
    rest -= move;
    if (rest <= 0) break;
  }
  return weights;
}

function bestByProgram(gain: ArrayLike<number>, feasible: Feasible): Float64Array | undefined {
  const n = gain.length;
  const { rows, columns } = linearRows(feasible);
  const unit = largest(gain) || 1;
  const cost = new Float64Array(columns);
  for (let i = 0; i < n; i++) cost[i] = -gain[i] / unit;
  const outcome = linearProgram({ cost, ...linearBounds(feasible, columns), rows });
  return outcome.status === "optimal" ? outcome.point.slice(0, n) : undefined;
}

/** Budget, further rows and gross exposure for a linear program: w, and where needed as many u ≥ |w| behind them. */
export function linearRows({ lower, budget, grossExposure, rows }: Feasible): {
  rows: LinearRow[];
  columns: number;
} {
  const n = lower.length;
  const all: LinearRow[] = [{ weights: new Float64Array(n).fill(1), lower: budget, upper: budget }, ...rows];
  if (grossExposure === Infinity) return { rows: all, columns: n };
  for (let i = 0; i < n; i++)
    for (const sign of [-1, 1]) {
      const weights = new Float64Array(2 * n);
      weights[i] = sign;
      weights[n + i] = 1;
      all.push({ weights, lower: 0, upper: Infinity }); // u ≥ w and u ≥ −w
    }
  const weights = new Float64Array(2 * n).fill(1, n);
  all.push({ weights, lower: -Infinity, upper: grossExposure });
  return { rows: all, columns: 2 * n };
}

/** The bounds that belong to {@link linearRows}. */
export function linearBounds(
  { lower, upper }: Feasible,
  columns: number,
): { lower: Float64Array; upper: Float64Array } {
  const n = lower.length;
  return {
    lower: Float64Array.from({ length: columns }, (_, i) => (i < n ? lower[i] : 0)),
    upper: Float64Array.from({ length: columns }, (_, i) => (i < n ? upper[i] : Infinity)),
  };
}

/**
 * By how much a linear function can rise inside the constraints: max_v slope · (v − w). For a convex function with this
 * slope at w (of its negative) it bounds what any other portfolio can gain (Frank and Wolfe 1956).
 */
export function linearGap(slope: ArrayLike<number>, weights: ArrayLike<number>, feasible: Feasible): number {
  const best = bestLinear(slope, feasible);
  if (!best) return NaN;
  let gain = 0;
  for (let i = 0; i < best.length; i++) gain += slope[i] * (best[i] - weights[i]);
  return Math.max(0, gain);
}

function sum(values: ArrayLike<number>): number {
  return dot(values, new Float64Array(values.length).fill(1));
}

function largest(values: ArrayLike<number>): number {
  let size = 0;
  for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]));
  return size;
}
