import { cholesky, choleskySolve, type Matrix } from "../math/cholesky";
import { maximise, type Maximum, type Objective, type Region } from "../math/maximise";
import type { Likelihood } from "./likelihood";

/** How near to a kink a smooth search may come, for returns of variance 1. */
const BESIDE = 1e-10;
/** Kinks that one climb may pass. */
const MOST_KINKS = 60;
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

/** A problem with its first entries held at given values. */
export function holding({ objective, region }: Problem, held: ArrayLike<number>): Problem {
  const k = held.length;
  const n = region.lower.length;
  const whole = new Float64Array(n);
  const slopes = new Float64Array(n);
  const rest = (row: ArrayLike<number>): Float64Array => Float64Array.from(row).subarray(k);
  return {
    objective: (point, gradient) => {
      for (let i = 0; i < k; i++) whole[i] = held[i];
      for (let i = k; i < n; i++) whole[i] = point[i - k];
      const value = objective(whole, slopes);
      for (let i = k; i < n; i++) gradient[i - k] = slopes[i];
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

/**
 * The highest maximum near a point, of a log-likelihood that has a kink in μ wherever a residual is 0: EGARCH, APARCH, and
 * densities with a sharp middle. Between two kinks it is smooth: so smooth climbs between neighbouring kinks, from one pair
 * to the next as long as ln L rises, and then a look at the kinks around, along the ridge that the curvature foretells.
 *
 * @param near - where a climb ended that took ln L for smooth.
 */
export function climbOverKinks(likelihood: Likelihood, problem: Problem, near: Maximum): Maximum {
  let best = walk(likelihood, problem, near.point, near.curvature);
  for (let round = 0; round < TRIED; round++) {
    const before = best.value;
    for (const candidate of kinksAround(likelihood, best)) {
      const there = walk(likelihood, problem, candidate, best.curvature);
      if (there.value > best.value) best = there;
    }
    if (best.value < before + WORTH) break;
  }
  return best;
}

/** Values of μ at which a residual is 0, the other entries of θ as they are, in order. */
function kinksOf(likelihood: Likelihood, theta: Float64Array): Float64Array {
  likelihood.filter(theta);
  return likelihood.residuals.map((e) => theta[0] + e).sort();
}

/** Climbs from one pair of kinks to the next, until ln L falls on both sides. */
function walk(likelihood: Likelihood, problem: Problem, start: Float64Array, curvature: Matrix): Maximum {
  const kinks = kinksOf(likelihood, start);
  let after = kinks.findIndex((kink) => kink > start[0]); // the kink that follows μ
  if (after < 0) after = kinks.length;
  let here = between(problem, kinks, after, start, curvature);
  for (let k = 0; k < MOST_KINKS; k++) {
    const up = here.gradient[0] > 0;
    const atKink = up ? kinks[after] : kinks[after - 1];
    if (atKink === undefined || Math.abs(here.point[0] - atKink) > 2 * BESIDE) return here; // smooth
    const onKink = at(problem, here, atKink);
    const next = between(problem, kinks, up ? after + 1 : after - 1, onKink.point, here.curvature);
    if (!(next.value > Math.max(here.value, onKink.value) + WORTH))
      return onKink.value >= here.value ? onKink : here;
    here = next;
    after += up ? 1 : -1;
  }
  return here;
}

/** The maximum between the kinks before and at `after`. */
function between(
  { objective, region }: Problem,
  kinks: Float64Array,
  after: number,
  start: Float64Array,
  curvature: Matrix,
): Maximum {
  const lower = Float64Array.from(region.lower);
  const upper = Float64Array.from(region.upper);
  const [from, to] = [kinks[after - 1] ?? lower[0], kinks[after] ?? upper[0]];
  const beside = Math.min(BESIDE, 0.25 * (to - from));
  [lower[0], upper[0]] = [from + beside, to - beside];
  return maximise(objective, start, { ...region, lower, upper }, { known: [], curvature });
}

/** The maximum with μ on a kink: smooth in the other entries of θ. */
function at(problem: Problem, { point, curvature }: Maximum, kink: number): Maximum {
  const own = holding(problem, [kink]);
  const found = maximise(own.objective, point.subarray(1), own.region, {
    known: [],
    curvature: curvature.slice(1).map((row) => row.subarray(1)),
  });
  const theta = Float64Array.of(kink, ...found.point);
  const gradient = new Float64Array(theta.length);
  const value = problem.objective(theta, gradient);
  return { ...found, point: theta, value, gradient, curvature };
}

/** The best few kinks near a maximum, the other entries of θ moved as the curvature foretells. */
function kinksAround(likelihood: Likelihood, best: Maximum): Float64Array[] {
  const { point, curvature } = best;
  const n = likelihood.residuals.length;
  const others = curvature.slice(1).map((row) => row.subarray(1));
  const factor = cholesky(others);
  if (!factor || others.length === 0) return [];
  const ridge = choleskySolve(
    factor,
    curvature.slice(1).map((row) => -row[0]),
  );
  const bend = 1 / n; // of a mean's ln L, for returns of variance 1
  // Jumps of the slope matter less the more days there are.
  const drop = 2 * Math.min(1, (200 / n) ** 2);
  const reach = Math.sqrt(2 * drop * bend);
  const { lower, upper } = likelihood.region;
  return Array.from(kinksOf(likelihood, point))
    .filter((kink) => Math.abs(kink - point[0]) < reach && Math.abs(kink - point[0]) > 2 * BESIDE)
    .map((kink) => {
      const theta = point.map((x, i) =>
        i === 0 ? kink : Math.min(Math.max(x + ridge[i - 1] * (kink - point[0]), lower[i]), upper[i]),
      );
      return { theta, value: likelihood.level(theta).value };
    })
    .filter(({ value }) => value > best.value - NEARLY * drop)
    .sort((a, b) => b.value - a.value)
    .slice(0, TRIED)
    .map(({ theta }) => theta);
}
