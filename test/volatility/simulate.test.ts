import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { mean, variance } from "../../lib/math/moments";
import { DENSITIES } from "../../lib/volatility/densities/densities";
import { modelOf } from "../../lib/volatility/models/models";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { DistributionKind } from "../../lib/volatility/spec";
import { EXAMPLES } from "./examples";

const { spec, params } = EXAMPLES.garch;

describe("the same seed gives the same path, another another", () => {
  test.each(Object.entries(EXAMPLES))("%s", (_, example) => {
    const path = (seed: number): Float64Array =>
      simulateVolatility(example.spec, example.params, { length: 20, rng: createRng(seed) }).returns;
    expect(path(0)).toEqual(path(0));
    expect(path(0)).not.toEqual(path(1));
  });
});

test("returns are μ + σ·z, and σ² follows from the days before", () => {
  const { returns, variance: path } = simulateVolatility(spec, params, {
    length: 50,
    rng: createRng(2),
    burnIn: 0,
  });
  const residuals = returns.map((r) => r - params.mu);
  expect(path[0]).toBeCloseTo(4, 12); // it begins where it belongs: 0.2/(1 − 0.95)
  for (let t = 1; t < 50; t++)
    expect(path[t]).toBeCloseTo(0.2 + 0.1 * residuals[t - 1] ** 2 + 0.85 * path[t - 1], 10);
});

test("days that are thrown away come first", () => {
  const all = simulateVolatility(spec, params, { length: 30, rng: createRng(3), burnIn: 0 }).returns;
  const late = simulateVolatility(spec, params, { length: 10, rng: createRng(3), burnIn: 20 }).returns;
  expect(late).toEqual(all.slice(20));
});

describe("moments, within four standard errors", () => {
  const shapes = { normal: {}, studentT: { nu: 8 }, ged: { nu: 1.3 }, skewT: { nu: 8, lambda: -0.3 } };
  test.each(Object.keys(shapes) as DistributionKind[])(
    "mean μ and variance ω/(1 − α − β): %s",
    (distribution) => {
      const length = 60_000;
      const { returns } = simulateVolatility(
        { kind: "garch", archLags: 1, garchLags: 1 },
        { mu: 0.5, omega: 0.4, alpha: [0.05], beta: [0.75], ...shapes[distribution] },
        { length, rng: createRng(4), distribution },
      );
      // variance 0.4/0.2 = 2; that of a square is some 2·2²·(kurtosis) and its memory short: (1.2/0.2 of it)
      expect(Math.abs(mean(returns) - 0.5)).toBeLessThan(4 * Math.sqrt(2 / length));
      expect(Math.abs(variance(returns, 0) - 2)).toBeLessThan(4 * Math.sqrt((60 * 2) / length));
    },
  );

  test("an autoregressive mean: μ/(1 − φ), and neighbours correlate by φ", () => {
    const length = 40_000;
    const { returns } = simulateVolatility(
      { kind: "garch", archLags: 1, garchLags: 1 },
      { ...params, mu: 0.3, ar: [0.4] },
      { length, rng: createRng(5) },
    );
    expect(mean(returns)).toBeCloseTo(0.3 / 0.6, 1);
    const centre = mean(returns);
    const centred = returns.map((r) => r - centre);
    const products = centred.slice(1).map((r, t) => r * centred[t]);
    expect(mean(products) / variance(returns, 0)).toBeCloseTo(0.4, 1);
  });
});

describe("refuses processes that explode, in words", () => {
  const run = (example: keyof typeof EXAMPLES, change: object, options: object = {}): (() => unknown) => {
    const { spec, params } = EXAMPLES[example];
    return () =>
      simulateVolatility(spec, { ...params, ...change }, { length: 10, rng: createRng(0), ...options });
  };

  test.each([
    ["garch", { beta: [0.9] }, "a stationary process (the persistence is 1.00000 and must be below 1)"],
    ["garch", { beta: [0.95] }, "the persistence is 1.05000"],
    ["gjr", { gamma: [0.3] }, "the persistence is 1.04000"],
    ["aparch", { beta: [0.95] }, "must be below 1"],
    ["egarch", { beta: [1] }, "the persistence is 1.00000"],
    ["longEgarch", { beta: [-1, 0.5] }, "the variance does not stay finite"],
    ["garch", { ar: [1.01] }, "params.ar must be weights of a stationary mean"],
    ["egarch", { alpha: [2000], omega: 500 }, "the variance does not stay finite"],
  ] as const)("%s %o", (example, change, message) => {
    expect(run(example, change)).toThrow("simulateVolatility: params");
    expect(run(example, change)).toThrow(message);
  });

  test("leverage counts by the share of negative shocks: a skew to the left makes GJR explode earlier", () => {
    const skew = (lambda: number): (() => unknown) =>
      run("gjr", { gamma: [0.219], nu: 8, lambda }, { distribution: "skewT" });
    expect(skew(0.3)).not.toThrow();
    expect(skew(-0.3)).toThrow("stationary");
  });
});

describe("refuses what is missing, in words", () => {
  const rng = createRng(0);
  test.each([
    [
      () => simulateVolatility(spec, undefined as never, { length: 5, rng }),
      "params must be a record such as",
    ],
    [
      () => simulateVolatility(spec, { ...params, mu: undefined as never }, { length: 5, rng }),
      "params.mu must be a number",
    ],
    [
      () => simulateVolatility(spec, { ...params, alpha: undefined as never }, { length: 5, rng }),
      "params.alpha must hold 1",
    ],
    [
      () => simulateVolatility(spec, params, { length: 5, rng: undefined as never }),
      "rng must be a stream from createRng(seed)",
    ],
    [
      () => simulateVolatility(spec, params, { length: 5, rng, distribution: "cauchy" as never }),
      'distribution must be one of "normal"',
    ],
    [
      () => simulateVolatility(spec, params, { length: 5, rng, distribution: "studentT" }),
      "params.nu must be a number from 2.05",
    ],
    [() => simulateVolatility(spec, params, { length: 0, rng }), "length must be a whole number, at least 1"],
    [
      () => simulateVolatility({ kind: "garch", archLags: 0, garchLags: 1 }, params, { length: 5, rng }),
      "archLags must be a whole number from 1",
    ],
  ] as const)("%s", (call, message) => {
    expect(call).toThrow("simulateVolatility: ");
    expect(call).toThrow(message);
  });
});

describe("the level about which a long path moves is the one that a fit would state", () => {
  // EGARCH states the mean of ln σ², APARCH that of σᵟ, the others that of σ²
  test.each([
    ["gjr", "skewT", (v: number) => v],
    ["longGjr", "normal", (v: number) => v],
    ["egarch", "studentT", Math.log],
    ["longEgarch", "ged", Math.log],
    ["aparch", "skewT", (v: number) => v ** (1.3 / 2)],
    ["longAparch", "studentT", (v: number) => v ** (1.7 / 2)],
  ] as const)("%s, %s", (name, distribution, of) => {
    const { spec, params } = EXAMPLES[name];
    const shape = { nu: distribution === "ged" ? 1.2 : 9, lambda: -0.4 };
    const { variance: path } = simulateVolatility(
      spec,
      { ...params, ...shape },
      { length: 60_000, rng: createRng(8), distribution },
    );
    const model = modelOf(spec);
    const density = DENSITIES[distribution];
    const values = density.shapes.map(({ name }) => shape[name]);
    const level = model.unconditional(model.fromParams("test", params), (p) => density.moment(p, values));
    const found = path.map(of);
    // neighbours are alike for some 40 days or less: so many days count as one
    const error = Math.sqrt((variance(found, 0) * 2 * 40) / found.length);
    expect(Math.abs(mean(found) - of(level))).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.05 * Math.max(1, Math.abs(of(level))));
  });
});
