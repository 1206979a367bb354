import { maximise, type Maximum } from "../../math/maximise";
import { climbOverKinks, holding, type Problem } from "./kinks";
import { Likelihood } from "./likelihood";
import { startingMean } from "../mean";
import { nestedSpecs } from "../models/nested";
import type { VolatilityOptions, VolatilitySpec } from "../spec";
import { startsOf, type Rated } from "./startMap";

/** ln L that a climb may leave on the table until its hill turns out to be the highest. */
const ROUGH = 5e-5;
/** Days from which the starts of a search in a long sample are taken. */
const ENOUGH = 500;
/** A start so far below another in ln L is left out: measured, not proved; of 2900 fits none lost a maximum by it. */
const FAR = 30;
/** Of a likelihood with kinks in μ: how far, in ln L, a hill may be from the highest while μ is held. */
const WITHIN_REACH = 3;

/** The climb over kinks as if there were none, and what the kinks may make of it in ln L. */
const NEAR = { maxIterations: 30, tolerance: 1e-6, known: [] };
const BY_KINKS = 1;

/** Best points of models that have been searched already: a larger model begins where the smaller ones ended. */
export type SearchMemory = Map<string, Maximum>;

/**
 * The highest maximum that can be found, for returns of variance 1: a climb from each peak of a coarse map of the
 * likelihood, and from the maxima of the nested models with one lag less, so that ln L never falls when a lag is added.
 * A climb is given up only where value and gradient show that it is on the way to a maximum that is known.
 */
export function searchMaximum(
  returns: Float64Array,
  spec: VolatilitySpec,
  options: VolatilityOptions,
  memory: SearchMemory = new Map(),
): Maximum {
  const key = JSON.stringify(spec);
  const before = memory.get(key);
  if (before) return before;

  const likelihood = new Likelihood(returns, spec, options);
  const problem: Problem = {
    objective: (theta, gradient) => likelihood.value(theta, gradient),
    region: likelihood.region,
  };
  const mean = startingMean(likelihood.mean);
  const nested = nestedSpecs(spec).map(({ smaller, embed }): Rated => {
    const { point, value } = searchMaximum(returns, smaller, options, memory);
    return { theta: embed(point, mean.length), value };
  });
  const kinked = mean.length > 0 && (likelihood.model.kinked === true || likelihood.density.kinked === true);
  const fresh =
    kinked || spec.kind === "figarch"
      ? startsOfMany(likelihood, returns, spec, options, mean)
      : startsOf(likelihood, mean);
  const maximum = kinked
    ? highestOverKinks(likelihood, problem, mean, nested, fresh)
    : highestOf(problem, [...nested, ...fresh])[0];
  memory.set(key, maximum);
  return maximum;
}

/** {@link startsOf} where a day costs most: of a long sample from its first days, which are enough to tell hills apart. */
function startsOfMany(
  likelihood: Likelihood,
  returns: Float64Array,
  spec: VolatilitySpec,
  options: VolatilityOptions,
  mean: Float64Array,
): Rated[] {
  if (returns.length < 2 * ENOUGH) return startsOf(likelihood, mean);
  const first = new Likelihood(returns.subarray(0, ENOUGH), spec, options);
  return startsOf(first, mean).map(({ theta }) => ({ theta, value: likelihood.level(theta).value }));
}

/** The maxima to which the starts lead, the highest first and exact, the others rough. */
function highestOf({ objective, region }: Problem, starts: readonly Rated[]): Maximum[] {
  const [first, ...rest] = [...starts]
    .sort((a, b) => b.value - a.value)
    .filter(({ value }, _, [highest]) => value > highest.value - FAR);
  const known = [maximise(objective, first.theta, region)];
  for (const { theta } of rest) {
    const other = maximise(objective, theta, region, { tolerance: ROUGH, known });
    if (other.value > known[0].value) {
      const polished = maximise(objective, other.point, region);
      known.unshift(polished.value >= other.value ? polished : other);
    } else if (other.stalled === "") known.push(other);
  }
  return known;
}

/** As {@link highestOf}, where ln L is smooth in all entries of θ but the mean's: with the mean held, then with all. */
function highestOverKinks(
  likelihood: Likelihood,
  problem: Problem,
  mean: Float64Array,
  nested: readonly Rated[],
  fresh: readonly Rated[],
): Maximum {
  const held = likelihood.mean.names.map((_, i) => i);
  const whole = Float64Array.from(problem.region.lower, (bound, i) => mean[i] ?? bound);
  const starts = fresh.map(({ theta, value }) => ({ theta: theta.subarray(mean.length), value }));
  const hills = highestOf(holding(problem, whole, held), starts).filter(
    ({ value }, _, [highest]) => value > highest.value - WITHIN_REACH,
  );
  const near = [
    ...hills.map(({ point }) => Float64Array.of(...mean, ...point)),
    ...nested.map(({ theta }) => theta),
  ].map((theta) => maximise(problem.objective, theta, problem.region, NEAR));
  const top = Math.max(...near.map(({ value }) => value));
  return near
    .filter(({ value }) => value > top - BY_KINKS)
    .map((maximum) => climbOverKinks(likelihood, problem, maximum))
    .reduce((a, b) => (b.value > a.value ? b : a));
}
