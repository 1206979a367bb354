import { cholesky, choleskySolve } from "../../math/cholesky";
import { type Matrix } from "../../math/matrix";
import { maximise, moved, type Maximum, type Objective, type Region } from "../../math/maximise";
import type { Likelihood } from "./likelihood";

/** How near to a kink a smooth search may come, for returns of variance 1. */
const BESIDE = 1e-10;
/** Kinks that one climb may pass. */
const MOST_KINKS = 60;
/** A climb in all weights of an AR mean, as if there were no kinks. */
const TOGETHER = { maxIterations: 30, known: [] };
/** Rounds over the weights of the mean. */
const MOST_ROUNDS = 4;
/** Kinks at which a further climb is tried. */
const TRIED = 3;
/** The share of the height over which kinks are looked at that one may lie below the best and still be tried. */
const NEARLY = 0.02;
/** A rise of ln L that is worth going on for. */
const WORTH = 1e-8;

/** An objective and its region. */
export interface Problem {
  readonly objective: Objective;
  readonly region: Region;
}

/** A problem with some entries held at their values in `at`: the same numbers for the others, in their order. */
export function holding(
  { objective, region }: Problem,
  at: ArrayLike<number>,
  held: readonly number[],
): Problem {
  const whole = Float64Array.from(at);
  const slopes = new Float64Array(whole.length);
  const free = freeOf(whole.length, held);
  const rest = (row: ArrayLike<number>): Float64Array => Float64Array.from(free, (i) => row[i]);
  return {
    objective: (point, gradient) => {
      for (let k = 0; k < free.length; k++) whole[free[k]] = point[k];
      const value = objective(whole, slopes);
      for (let k = 0; k < free.length; k++) gradient[k] = slopes[free[k]];
      return value;
    },
    region: {
      lower: rest(region.lower),
      upper: rest(region.upper),
      inequalities: region.inequalities && {
        rows: region.inequalities.rows.map(rest),
        upper: region.inequalities.upper,
      },
    },
  };
}

const freeOf = (count: number, held: readonly number[]): number[] =>
  Array.from({ length: count }, (_, i) => i).filter((i) => !held.includes(i));

/** The maximum over the entries that are not held; all others as in `start`. */
function maximiseHolding(
  problem: Problem,
  start: Float64Array,
  held: readonly number[],
  curvature: Matrix,
): Maximum {
  const free = freeOf(start.length, held);
  const own = holding(problem, start, held);
  const found = maximise(
    own.objective,
    Float64Array.from(free, (i) => start[i]),
    own.region,
    {
      known: [],
      curvature: free.map((i) => Float64Array.from(free, (j) => curvature[i][j])),
    },
  );
  const point = Float64Array.from(start);
  free.forEach((i, k) => (point[i] = found.point[k]));
  const gradient = new Float64Array(point.length);
  const value = problem.objective(point, gradient);
  return { ...found, point, value, gradient, curvature };
}

/**
 * The highest maximum near a point, of a log-likelihood that has a kink in μ wherever a residual is 0: EGARCH, APARCH, and
 * densities with a sharp middle. Between two kinks it is smooth: so smooth climbs between neighbouring kinks, from one pair
 * to the next as long as ln L rises, and then a look at the kinks around, along the ridge that the curvature foretells. An
 * AR mean has kinks in each of its weights: one weight after the other, the others held, and then all together.
 *
 * @param near - where a climb ended that took ln L for smooth.
 */
export function climbOverKinks(likelihood: Likelihood, problem: Problem, near: Maximum): Maximum {
  const weights = likelihood.mean.names.map((_, i) => i);
  let best = near;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = best.value;
    for (const weight of weights) {
      const kinkWalk: KinkWalk = { likelihood, problem, weight, held: weights.filter((i) => i !== weight) };
      const here = walk(kinkWalk, best.point, near.curvature);
      if (here.value >= best.value) best = here;
      for (const candidate of kinksAround(kinkWalk, best)) {
        const there = walk(kinkWalk, candidate, near.curvature);
        if (there.value > best.value) best = there;
      }
    }
    if (weights.length > 1) {
      const all = maximise(problem.objective, best.point, problem.region, {
        ...TOGETHER,
        curvature: near.curvature,
      });
      if (all.value > best.value) best = all;
    }
    if (best.value < before + WORTH) break;
  }
  return best;
}

/** Along one weight of the mean, the others held. */
interface KinkWalk {
  readonly likelihood: Likelihood;
  readonly problem: Problem;
  readonly weight: number;
  readonly held: readonly number[];
}

/** Values of the weight at which a residual is 0, the other entries of θ as they are, in order. */
function kinksOf({ likelihood, weight }: KinkWalk, theta: Float64Array): Float64Array {
  likelihood.filter(theta);
  const column = likelihood.mean.columns[weight];
  return likelihood.residuals
    .map((e, t) => theta[weight] + e / column[t])
    .filter(Number.isFinite)
    .sort();
}

/** Climbs from one pair of kinks to the next, until ln L falls on both sides. */
function walk(kinkWalk: KinkWalk, start: Float64Array, curvature: Matrix): Maximum {
  const { problem, weight, held } = kinkWalk;
  const kinks = kinksOf(kinkWalk, start);
  let after = kinks.findIndex((kink) => kink > start[weight]); // the kink that follows
  if (after < 0) after = kinks.length;
  let here = between(kinkWalk, kinks, after, start, curvature);
  for (let k = 0; k < MOST_KINKS; k++) {
    const up = here.gradient[weight] > 0;
    const atKink = up ? kinks[after] : kinks[after - 1];
    if (atKink === undefined || Math.abs(here.point[weight] - atKink) > 2 * BESIDE) return here; // smooth
    const onto = Float64Array.from(here.point);
    onto[weight] = atKink;
    const onKink = maximiseHolding(problem, onto, [...held, weight], curvature);
    const next = between(kinkWalk, kinks, up ? after + 1 : after - 1, onKink.point, curvature);
    if (!(next.value > Math.max(here.value, onKink.value) + WORTH))
      return onKink.value >= here.value ? onKink : here;
    here = next;
    after += up ? 1 : -1;
  }
  return here;
}

/** The maximum between the kinks before and at `after`. */
function between(
  { problem: { objective, region }, weight, held }: KinkWalk,
  kinks: Float64Array,
  after: number,
  start: Float64Array,
  curvature: Matrix,
): Maximum {
  const lower = Float64Array.from(region.lower);
  const upper = Float64Array.from(region.upper);
  const [from, to] = [kinks[after - 1] ?? lower[weight], kinks[after] ?? upper[weight]];
  const beside = Math.min(BESIDE, 0.25 * (to - from));
  [lower[weight], upper[weight]] = [from + beside, to - beside];
  return maximiseHolding({ objective, region: { ...region, lower, upper } }, start, held, curvature);
}

/** The best few kinks near a maximum, the other free entries of θ moved as the curvature foretells. */
function kinksAround(kinkWalk: KinkWalk, { point, value, curvature }: Maximum): Float64Array[] {
  const { likelihood, problem, weight, held } = kinkWalk;
  const n = likelihood.residuals.length;
  const others = freeOf(point.length, [...held, weight]);
  const factor = cholesky(others.map((i) => Float64Array.from(others, (j) => curvature[i][j])));
  if (!factor || others.length === 0) return [];
  const ridge = choleskySolve(
    factor,
    others.map((i) => -curvature[i][weight]),
  );
  // Jumps of the slope matter less the more days there are.
  const drop = 2 * Math.min(1, (200 / n) ** 2);
  const reach = Math.sqrt((2 * drop) / n); // for regressors of variance 1
  return Array.from(kinksOf(kinkWalk, point))
    .map((kink) => kink - point[weight])
    .filter((way) => Math.abs(way) < reach && Math.abs(way) > 2 * BESIDE)
    .map((way) => {
      const step = new Float64Array(point.length);
      step[weight] = 1;
      others.forEach((i, k) => (step[i] = ridge[k]));
      const theta = moved(point, step, way, problem.region);
      return { theta, height: likelihood.level(theta).value };
    })
    .filter(({ height }) => height > value - NEARLY * drop)
    .sort((a, b) => b.height - a.height)
    .slice(0, TRIED)
    .map(({ theta }) => theta);
}
