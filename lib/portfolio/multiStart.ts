import { checkInteger } from "../core/checks";
import { DomainError } from "../core/errors";
import type { Rng } from "../core/random";
import { maximise } from "../math/maximise";
import { feasibleSet, type PortfolioConstraints } from "./constraints";

export interface MultiStartOptions extends Omit<PortfolioConstraints, "grossExposure"> {
  /** How many weights. */
  readonly assets: number;
  /** Random starts; 100 by default. */
  readonly starts?: number;
  /** Where the search ends: how much the quadratic model still promises. 1e-6 by default, as in scipy's SLSQP. */
  readonly tolerance?: number;
  /** The stream that the starts come from. */
  readonly rng: Rng;
}

/** Where a local search ended. */
export interface LocalOptimum {
  readonly weights: Float64Array;
  readonly value: number;
  /** Whether it ended because there was no more to gain, and not because the search got stuck or came to its last step. */
  readonly converged: boolean;
}

/** The step of the differences that stand in for derivatives: the root of the machine's precision, as in SLSQP. */
const STEP = 1.5e-8;

/**
 * What a local search finds from random starts: sequential quadratic programming with differences for derivatives, as
 * SLSQP, with which paper 2 (mosef2025, section 6.3) looked for its portfolios. It shows how far one such search
 * can be trusted; {@link maxSharpe} and {@link maxCvarRatio} need no luck.
 *
 * @param objective - what is to be made large, of one weight per asset.
 * @returns one answer per start, in the order of the starts.
 */
export function multiStart(
  objective: (weights: Float64Array) => number,
  { assets, starts = 100, tolerance = 1e-6, rng, ...constraints }: MultiStartOptions,
): LocalOptimum[] {
  const where = "multiStart";
  checkInteger(where, "assets", assets, 2);
  checkInteger(where, "starts", starts, 1);
  if (typeof rng?.uniform !== "function")
    throw new DomainError(where, "rng", rng, "a stream made by createRng");
  const { lower, upper, budget } = feasibleSet(where, assets, constraints);
  const free = assets - 1; // the last weight is what the others leave of the budget
  const whole = (w: Float64Array): Float64Array =>
    Float64Array.from({ length: assets }, (_, i) =>
      i < free ? w[i] : budget - w.reduce((a, b) => a + b, 0),
    );
  const differences = (w: Float64Array, gradient: Float64Array): number => {
    const value = objective(whole(w));
    for (let i = 0; i < free; i++)
      gradient[i] = (objective(whole(w.map((x, j) => (j === i ? x + STEP : x)))) - value) / STEP;
    return value;
  };
  const ones = new Float64Array(free).fill(1);
  const inequalities = {
    rows: [ones, ones.map((x) => -x)],
    upper: [budget - lower[free], upper[free] - budget],
  };
  return Array.from({ length: starts }, () => {
    const start = randomPortfolio(lower, upper, budget, rng);
    const region = { lower: lower.slice(0, free), upper: upper.slice(0, free), inequalities };
    const { point, value, stalled } = maximise(differences, start.slice(0, free), region, {
      maxIterations: 100,
      tolerance,
    });
    return Object.freeze({ weights: whole(point), value, converged: stalled === "" });
  });
}

/** Uniform between the bounds, moved along to the budget; drawn again where that leaves the bounds. */
function randomPortfolio(lower: Float64Array, upper: Float64Array, budget: number, rng: Rng): Float64Array {
  for (let attempt = 0; ; attempt++) {
    const drawn = lower.map((low, i) => low + rng.uniform() * (upper[i] - low));
    const missing = (budget - drawn.reduce((a, b) => a + b, 0)) / drawn.length;
    const moved = drawn.map((w) => w + missing);
    if (attempt > 1000 || moved.every((w, i) => w >= lower[i] && w <= upper[i]))
      return moved.map((w, i) => Math.min(Math.max(w, lower[i]), upper[i]));
  }
}
