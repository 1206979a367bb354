import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { fitVolatility, type VolatilityFit } from "../../lib/volatility/estimation/fit";
import type { forecastDistribution } from "../../lib/volatility/forecasting/forecast";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { VolatilityOptions } from "../../lib/volatility/options";
import { EXAMPLES } from "./examples";

function fitted(name: keyof typeof EXAMPLES, options: VolatilityOptions = {}): VolatilityFit {
  const { spec, params } = EXAMPLES[name];
  const shape = { nu: 7, lambda: -0.3 };
  const { returns } = simulateVolatility(
    spec,
    { ...params, ...shape },
    { length: 800, rng: createRng(61), distribution: options.distribution },
  );
  return fitVolatility(returns, spec, options);
}

describe("by hand: GARCH(1,1)", () => {
  const fit = fitted("garch");
  const { estimate } = fit;
  const { omega, alpha, beta } = estimate.params;

  test("tomorrow from today, the day after from tomorrow", () => {
    const [tomorrow, next] = fit.forecast(2);
    const shock = estimate.residuals.at(-1)!;
    const today = estimate.conditionalVolatility.at(-1)! ** 2;
    expect([tomorrow]).toBeAllClose([omega + alpha[0] * shock ** 2 + beta[0] * today]);
    expect([next]).toBeAllClose([omega + (alpha[0] + beta[0]) * tomorrow]);
  });

  test("h days ahead: σ̄² + (α + β)ʰ⁻¹·(σ²₁ − σ̄²), and so to σ̄² in the end", () => {
    const level = omega / (1 - alpha[0] - beta[0]);
    const path = fit.forecast(3000);
    expect(path).toBeAllClose(
      path.map((_, h) => level + (alpha[0] + beta[0]) ** h * (path[0] - level)),
      { rtol: 1e-9 },
    );
    expect([path.at(-1)!, estimate.unconditionalVariance]).toBeAllClose([level, level], { rtol: 1e-9 });
  });
});

describe("a long forecast tends to the unconditional variance", () => {
  test.each([
    ["longGarch", {}],
    ["gjr", {}],
    ["gjr", { distribution: "skewT" }],
    ["longGjr", { distribution: "studentT" }],
    ["shortFigarch", {}],
  ] as const)("%s %o", (name, options) => {
    const fit = fitted(name, options);
    expect([fit.forecast(6000).at(-1)!]).toBeAllClose([fit.estimate.unconditionalVariance], { rtol: 1e-6 });
  });

  test("EWMA has none: tomorrow's variance for ever", () => {
    const fit = fitted("ewma");
    expect(fit.estimate.unconditionalVariance).toBe(Infinity);
    const path = fit.forecast(50);
    expect(path).toBeAllClose(path.map(() => path[0]));
  });
});

describe("the mean of simulated futures is the analytic forecast, within four of its standard errors", () => {
  test.each([
    ["garch", {}],
    ["longGarch", {}],
    ["gjr", {}],
    ["gjr", { distribution: "skewT" }],
    ["figarch", {}],
    ["ewma", {}],
    ["garch", { mean: "ar" }],
  ] as const)("%s %o", (name, options) => {
    const fit = fitted(name, options);
    const replications = name === "figarch" ? 1000 : 4000;
    const { variance, standardError } = fit.forecastDistribution(8, { replications, rng: createRng(62) });
    const analytic = fit.forecast(8);
    expect([variance[0]]).toBeAllClose([analytic[0]]);
    expect(standardError[0]).toBeLessThan(1e-12 * variance[0]);
    for (let h = 1; h < 8; h++)
      expect(Math.abs(variance[h] - analytic[h])).toBeLessThan(4 * standardError[h]);
  });
});

test("EGARCH and APARCH forecast by simulation, from seed 0, beyond the first day", () => {
  for (const name of ["egarch", "aparch"]) {
    const fit = fitted(name);
    expect(fit.forecast(4)).toEqual(fit.forecastDistribution(4).variance);
    expect([fit.forecast(1)[0]]).toBeAllClose([fit.forecast(4)[0]]);
    // the expectation that follows lies near: the same with another seed, within its error
    const other = fit.forecastDistribution(4, { rng: createRng(9) });
    for (let h = 1; h < 4; h++)
      expect(Math.abs(other.variance[h] - fit.forecast(4)[h])).toBeLessThan(6 * other.standardError[h]);
  }
});

describe("intervals", () => {
  const fit = fitted("gjr", { distribution: "studentT" });

  test.each(["simulation", "bootstrap"] as const)(
    "are ordered, and wider for a higher level: %s",
    (method) => {
      const at = (level: number): ReturnType<typeof forecastDistribution> =>
        fit.forecastDistribution(6, { method, level, replications: 2000, rng: createRng(63) });
      const [narrow, wide] = [at(0.5), at(0.95)];
      for (let h = 0; h < 6; h++) {
        expect(narrow.lower[h]).toBeLessThanOrEqual(narrow.upper[h]);
        expect(wide.lower[h]).toBeLessThanOrEqual(narrow.lower[h]);
        expect(wide.upper[h]).toBeGreaterThanOrEqual(narrow.upper[h]);
      }
      expect([wide.lower[0], wide.upper[0]]).toBeAllClose([wide.variance[0], wide.variance[0]]);
      expect(wide.lower[5]).toBeLessThan(wide.variance[5]);
      expect(wide.upper[5]).toBeGreaterThan(wide.variance[5]);
    },
  );

  test("by hand: the lowest σ² two days ahead", () => {
    // ω + (α + γ[z < 0])·z²·σ²₁ + βσ²₁ is lowest where z = 0
    const { params } = fit.estimate;
    const [tomorrow] = fit.forecast(1);
    const { lower } = fit.forecastDistribution(2, {
      level: 0.9999,
      replications: 20_000,
      rng: createRng(66),
    });
    const floor = params.omega + params.beta[0] * tomorrow;
    expect(lower[1]).toBeGreaterThan(floor);
    expect([lower[1]]).toBeAllClose([floor], { rtol: 1e-4 });
  });

  test("the bootstrap draws the sample's own shocks, and no others", () => {
    const { estimate } = fit;
    const z = estimate.residuals.map((e, t) => e / estimate.conditionalVolatility[t]);
    const { omega, alpha, gamma, beta } = estimate.params;
    const [tomorrow] = fit.forecast(1);
    const possible = z.map(
      (s) => omega + ((alpha[0] + (s < 0 ? gamma![0] : 0)) * s ** 2 + beta[0]) * tomorrow,
    );
    const { lower, upper } = fit.forecastDistribution(2, {
      method: "bootstrap",
      level: 0.9999,
      replications: 30_000,
      rng: createRng(67),
    });
    expect(lower[1]).toBeGreaterThanOrEqual(Math.min(...possible) * (1 - 1e-12));
    expect(upper[1]).toBeLessThanOrEqual(Math.max(...possible) * (1 + 1e-12));
    expect([upper[1]]).toBeAllClose([Math.max(...possible)], { rtol: 0.2 });
  });
});

test("the same seed gives the same futures, another others", () => {
  const fit = fitted("garch");
  const paths = (seed: number): Float64Array =>
    fit.forecastDistribution(3, { replications: 50, rng: createRng(seed) }).variance;
  expect(paths(0)).toEqual(paths(0));
  expect(paths(0)).not.toEqual(paths(1));
});

test("EGARCH under Student's t stays among the numbers, though its expectation does not exist", () => {
  const fit = fitted("egarch", { distribution: "studentT" });
  const { variance, lower, upper } = fit.forecastDistribution(200, { replications: 200 });
  for (const values of [variance, lower, upper])
    expect(values.every((v) => Number.isFinite(v) && v > 0)).toBe(true);
});

test("refuses a horizon, paths or a level that make no sense", () => {
  const fit = fitted("garch");
  expect(() => fit.forecast(0)).toThrow(
    "forecastVariance: horizon must be a whole number from 1 to 100000, got 0",
  );
  expect(() => fit.forecast(1.5)).toThrow("horizon");
  expect(() => fit.forecastDistribution(2, { replications: 1 })).toThrow(
    "replications must be a whole number from 2",
  );
  expect(() => fit.forecastDistribution(2, { level: 95 })).toThrow(
    "level must be a number from 0.01 to 0.9999, got 95",
  );
  expect(() => fit.forecastDistribution(2, { method: "guess" as never })).toThrow("method must be one of");
});
