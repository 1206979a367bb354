import { describe, expect, test } from "vitest";
import { dot } from "../../lib/math/matrix";
import type { PortfolioConstraints } from "../../lib/portfolio/constraints";
import {
  maxCvarRatio,
  maxSharpe,
  meanVariance,
  minCvar,
  minDownside,
  minVariance,
  type Solution,
} from "../../lib/portfolio";
import fixture from "../fixtures/portfolio/optimisers.json";

/** Of the value, relative: the solvers' own tolerances are 1e-10 or tighter, on their scale. */
const VALUE = 1e-7;
/** Of each weight: the minimum is flat, so a weight knows half as many digits as the value. */
const WEIGHTS = 1e-5;
/** By how much a local search may seem better, relative: it may step out of the constraints by 1e-9. */
const LOCAL = 1e-6;

type Markets = Record<string, { mean: number[]; covariance: number[][] }>;
const markets = fixture.markets as Markets;
const scenarios = fixture.scenarios as Record<string, number[][]>;

interface Case {
  readonly of: string;
  readonly options: PortfolioConstraints & { readonly targetMean: number };
  readonly value: number;
  readonly weights?: readonly number[];
  readonly slsqp: number;
}

/** The tail of the fixture, where it names no other. */
const EXACT = { tail: "exact" } as const;

const OPTIMISERS: readonly [name: keyof typeof fixture, best: 1 | -1, solve: (given: Case) => Solution][] = [
  ["maxSharpe", 1, ({ of, options }) => maxSharpe(markets[of], options)],
  ["minVariance", -1, ({ of, options }) => minVariance(markets[of], options)],
  ["meanVariance", -1, ({ of, options }) => meanVariance(markets[of], options)],
  ["minDownside", -1, ({ of, options }) => minDownside(scenarios[of], options)],
  ["minCvar", -1, ({ of, options }) => minCvar(scenarios[of], { ...EXACT, ...options })],
  ["maxCvarRatio", 1, ({ of, options }) => maxCvarRatio(scenarios[of], { ...EXACT, ...options })],
];

describe.each(OPTIMISERS)("%s agrees with cvxpy", (name, best, solve) => {
  test.each(
    (fixture[name] as unknown as Case[]).map((given) => [given.of, short(given.options), given] as const),
  )("%s assets, %s", (_, __, given) => {
    const answer = solve(given);
    expect(answer.status).toBe("optimal");
    expect([answer.value]).toBeAllClose([given.value], { rtol: VALUE, atol: 0 });
    if (given.weights) expect(answer.weights).toBeAllClose(given.weights, { rtol: 0, atol: WEIGHTS });
    expect(best * answer.value).toBeGreaterThan(best * given.slsqp - LOCAL * Math.abs(given.slsqp));
    const { budget = 1, grossExposure = Infinity } = given.options;
    expect(dot(answer.weights, answer.weights.map(() => 1))).toBeCloseTo(budget, 9); // prettier-ignore
    expect(answer.grossExposure).toBeLessThanOrEqual(grossExposure + 1e-9);
  });
});

function short(options: Case["options"]): string {
  const text = JSON.stringify(options).replace(/"/g, "");
  return text.length > 60 ? `${text.slice(0, 60)} …` : text;
}
