import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { DistributionKind, VolatilityOptions } from "../../lib/volatility/spec";
import { EXAMPLES } from "./examples";

const SHAPES: Readonly<Record<DistributionKind, { nu?: number; lambda?: number }>> = {
  normal: {},
  studentT: { nu: 6 },
  ged: { nu: 1.4 },
  skewT: { nu: 7, lambda: -0.2 },
};

const ORDER = ["mu", "ar", "omega", "alpha", "gamma", "phi", "d", "beta", "delta", "nu", "lambda"];
const inOrder = (record: object): (number | null)[] =>
  ORDER.flatMap((name) => (record as Record<string, number | null | (number | null)[]>)[name] ?? []);

const CASES: [string, DistributionKind, VolatilityOptions][] = [
  ["garch", "normal", {}],
  ["garch", "studentT", {}],
  ["garch", "skewT", {}],
  ["arch", "ged", {}],
  ["gjr", "normal", {}],
  ["gjr", "skewT", {}],
  ["egarch", "normal", {}],
  ["egarch", "studentT", {}],
  ["aparch", "normal", {}],
  ["aparch", "ged", {}],
  ["figarch", "normal", {}],
  ["figarch", "studentT", {}],
  ["garch", "normal", { mean: "ar", arLags: 2 }],
];

describe("a fit lands where the simulation came from, within 3.5 of its own standard errors", () => {
  test.each(CASES)("%s, %s", (name, distribution, options) => {
    const { spec } = EXAMPLES[name];
    const params = {
      ...EXAMPLES[name].params,
      ...SHAPES[distribution],
      ...(options.mean === "ar" && { ar: [0.2, -0.1] }),
    };
    const rng = createRng(41);
    const path = { length: 4000, rng, distribution, burnIn: 1500 };
    const { returns, variance } = simulateVolatility(spec, params, path);
    const { estimate } = fitVolatility(returns, spec, { ...options, distribution });
    const found = inOrder(estimate.params) as number[];
    const errors = inOrder(estimate.standardErrors.robust);
    expect(estimate.convergence.status).toBe("converged");
    expect(errors).not.toContain(null);
    expect(found).toHaveLength(inOrder(params).length);
    inOrder(params).forEach((truth, i) =>
      expect(
        Math.abs(found[i] - truth!) / errors[i]!,
        `parameter ${i}: ${found[i]} for ${truth}`,
      ).toBeLessThan(3.5),
    );
    // and the errors say something
    inOrder(params).forEach((truth, i) => expect(errors[i]!).toBeLessThan(0.15 + 0.2 * Math.abs(truth!)));
    // the filtered volatility is that of the simulation
    const late = estimate.conditionalVolatility.slice(-2000);
    const gaps = late.map((s, t) => Math.abs(s / Math.sqrt(variance[2000 + t]) - 1));
    expect(gaps.reduce((a, b) => a + b, 0) / gaps.length).toBeLessThan(0.05);
  });

  test("ewma, whose variance has no level to return to", () => {
    const { spec, params } = EXAMPLES.ewma;
    const { returns } = simulateVolatility(spec, params, { length: 3000, rng: createRng(42), burnIn: 0 });
    const { estimate } = fitVolatility(returns, spec);
    const error = estimate.standardErrors.robust.beta![0]!;
    expect(Math.abs(estimate.params.beta[0] - 0.94) / error).toBeLessThan(3.5);
    expect(estimate.standardErrors.robust.alpha).toEqual(estimate.standardErrors.robust.beta);
    expect(estimate.params.alpha[0]).toBeCloseTo(1 - estimate.params.beta[0], 14);
  });
});

test("the three kinds of standard errors agree where the model is right", () => {
  const { spec, params } = EXAMPLES.garch;
  const { returns } = simulateVolatility(spec, params, { length: 4000, rng: createRng(43) });
  const { hessian, opg, robust } = fitVolatility(returns, spec).estimate.standardErrors;
  const [a, b, c] = [hessian, opg, robust].map((errors) => inOrder(errors) as number[]);
  expect(b).toBeAllClose(a, { rtol: 0.15 });
  expect(c).toBeAllClose(a, { rtol: 0.15 });
});

test("with fat tails only the robust ones are right: normal likelihood on Student's t understates them", () => {
  // The spread of the estimates over samples, beside the mean of the errors that they state
  const { spec, params } = EXAMPLES.garch;
  const fits = Array.from({ length: 60 }, (_, seed) => {
    const { returns } = simulateVolatility(
      spec,
      { ...params, nu: 5 },
      { length: 1000, rng: createRng(1000 + seed), distribution: "studentT" },
    );
    return fitVolatility(returns, spec).estimate;
  });
  const alphas = fits.map((fit) => fit.params.alpha[0]);
  const centre = alphas.reduce((a, b) => a + b) / alphas.length;
  const spread = Math.sqrt(alphas.reduce((sum, a) => sum + (a - centre) ** 2, 0) / (alphas.length - 1));
  const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];
  const stated = (kind: "hessian" | "robust"): number =>
    median(fits.map(({ standardErrors }) => standardErrors[kind].alpha![0]).filter((e) => e !== null));
  expect(stated("hessian")).toBeLessThan(0.75 * spread);
  expect(stated("robust")).toBeGreaterThan(0.75 * spread);
});
