import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  augmentedDickeyFuller,
  type AugmentedDickeyFullerOptions,
} from "../../lib/statistics/augmentedDickeyFuller";
import { kpss, type KpssOptions } from "../../lib/statistics/kpss";
import { mackinnonCriticalValues, mackinnonPValue } from "../../lib/statistics/mackinnon";
import fixture from "../fixtures/statistics/statistics.json";
import { autoregression, rejectionRate, varyingSeries } from "./series";

/** Least squares on up to twenty collinear columns. */
const REGRESSION = { rtol: 1e-8, atol: 1e-12 };
const SERIES = Object.keys(fixture.series) as (keyof typeof fixture.series)[];

describe("by hand", () => {
  test("Dickey–Fuller without terms and lags is a regression through the origin", () => {
    // y 1, 2, 1, 3, 2, 3: Δ 1 −1 2 −1 1 on 1 2 1 3 2: ρ̂ = (1 − 2 + 2 − 3 + 2)/19 = 0; replace the last by 4:
    // Δ 1 −1 2 −1 2, Σ = 1 − 2 + 2 − 3 + 4 = 2, ρ̂ = 2/19, e'e = 11 − 4/19, s² = e'e/4, se = s/√19
    const { statistic, observations, lags } = augmentedDickeyFuller([1, 2, 1, 3, 2, 4], {
      trend: "none",
      lags: 0,
    });
    const s = Math.sqrt((11 - 4 / 19) / 4);
    expect([statistic]).toBeAllClose([(2 / 19) * (Math.sqrt(19) / s)]);
    expect([observations, lags]).toEqual([5, 0]);
  });

  test("KPSS without lags", () => {
    // 1, 2, 3, 6: deviations −2 −1 0 3, partial sums −2 −3 −3 0: 22/16 over the variance 14/4
    const { statistic } = kpss([1, 2, 3, 6], { lags: 0 });
    expect([statistic]).toBeAllClose([22 / 16 / (14 / 4)]);
  });

  test("the asymptotic critical values have their p-values, within MacKinnon's approximation", () => {
    for (const trend of ["none", "constant", "trend"] as const) {
      const { "1%": one, "5%": five, "10%": ten } = mackinnonCriticalValues(1e9, trend);
      const pValues = [one, five, ten].map((tau) => mackinnonPValue(tau, trend));
      expect(pValues).toBeAllClose([0.01, 0.05, 0.1], { rtol: 0.05 });
    }
  });

  test("p rises with τ, and meets itself where the two polynomials join", () => {
    for (const trend of ["none", "constant", "trend"] as const) {
      const pValues = Array.from({ length: 2600 }, (_, i) => mackinnonPValue(-22 + i / 100, trend));
      for (let i = 1; i < pValues.length; i++) {
        expect(pValues[i]).toBeGreaterThanOrEqual(pValues[i - 1] - 1e-3);
        expect(pValues[i] - pValues[i - 1]).toBeLessThan(0.02);
      }
      expect([pValues[0], pValues.at(-1)]).toBeAllClose([0, 1], { rtol: 0, atol: 1e-3 });
    }
  });
});

describe("agree with statsmodels", () => {
  test.each(SERIES)("augmented Dickey–Fuller: %s", (name) => {
    for (const theirs of fixture.unitRoots[name]) {
      const ours = augmentedDickeyFuller(
        fixture.series[name],
        theirs.options as AugmentedDickeyFullerOptions,
      );
      expect([ours.lags, ours.observations]).toEqual([theirs.lags, theirs.observations]);
      expect([ours.statistic]).toBeAllClose([theirs.statistic], REGRESSION);
      expect([ours.pValue]).toBeAllClose([theirs.pValue], { rtol: 1e-6, atol: 1e-15 });
      expect(Object.values(ours.criticalValues)).toBeAllClose(Object.values(theirs.criticalValues), {
        rtol: 1e-12,
      });
    }
  });

  test.each(SERIES)("KPSS: %s", (name) => {
    for (const theirs of fixture.stationarity[name]) {
      const ours = kpss(fixture.series[name], theirs.options as KpssOptions);
      expect(ours.lags).toBe(theirs.lags);
      expect([ours.statistic]).toBeAllClose([theirs.statistic], { rtol: 1e-9 });
      expect([ours.pValue]).toBeAllClose([theirs.pValue], { rtol: 1e-8 });
    }
  });
});

test("KPSS says where the table ends", () => {
  const walk = kpss(fixture.series.walk);
  expect([walk.pValue, walk.pValueIs]).toEqual([0.01, "at most"]);
  expect(inspect(walk)).toMatch(
    /^KPSS, \d+ lags: η = [\d.]+, p ≤ 0.01\ncritical values 0.347 \(10%\), 0.463 \(5%\)/,
  );
  const returns = kpss(fixture.series.returns);
  expect([returns.pValue, returns.pValueIs]).toEqual([0.1, "at least"]);
  expect(inspect(returns)).toContain("null hypothesis: stationary around a constant");
});

test("augmented Dickey–Fuller prints its terms, its critical values and its null hypothesis", () => {
  expect(inspect(augmentedDickeyFuller(fixture.series.autoregression, { trend: "trend", lags: 2 }))).toMatch(
    /^augmented Dickey–Fuller, constant and trend, 2 lagged differences: τ = -[\d.]+, p < 0.0001\ncritical values -3.98\d? \(1%\), .*\nnull hypothesis: a unit root \(not stationary\)$/,
  );
});

describe("properties", () => {
  test("neither unit nor, with a constant, origin matters", () => {
    fc.assert(
      fc.property(varyingSeries(20, 10), (values) => {
        const other = values.map((x) => 7 * x + 100);
        const loose = { rtol: 1e-6, atol: 1e-7 };
        const options = { lags: 1 } as const;
        expect([augmentedDickeyFuller(other, options).statistic]).toBeAllClose(
          [augmentedDickeyFuller(values, options).statistic],
          loose,
        );
        expect([kpss(other, options).statistic]).toBeAllClose([kpss(values, options).statistic], loose);
      }),
    );
  });

  test("a linear trend is taken out", () => {
    const { autoregression: values } = fixture.series;
    const tilted = values.map((x, t) => x + 0.3 * t - 5);
    const options = { trend: "trend", lags: 2 } as const;
    const loose = { rtol: 1e-9, atol: 1e-10 };
    expect([augmentedDickeyFuller(tilted, options).statistic]).toBeAllClose(
      [augmentedDickeyFuller(values, options).statistic],
      loose,
    );
    expect([kpss(tilted, options).statistic]).toBeAllClose([kpss(values, options).statistic], loose);
  });
});

describe("size and power in 1000 samples: the null at 5 % ± 3 % (4 deviations), the alternative above 90 %", () => {
  test.each(["none", "constant", "trend"] as const)("augmented Dickey–Fuller, %s", (trend) => {
    const pValue = (x: Float64Array): number => augmentedDickeyFuller(x, { trend, lags: 1 }).pValue;
    expect(
      Math.abs(rejectionRate(1000, 21, (rng) => pValue(autoregression(rng, 250, 1))) - 0.05),
    ).toBeLessThan(0.03);
    expect(rejectionRate(200, 22, (rng) => pValue(autoregression(rng, 250, 0.8)))).toBeGreaterThan(0.9);
  });

  test.each(["constant", "trend"] as const)("KPSS, %s", (trend) => {
    // At 5 % the table's last digits and the sample's length matter little; p = 0.05 lies inside of it
    const pValue = (x: Float64Array): number => kpss(x, { trend, lags: 3 }).pValue;
    expect(
      Math.abs(rejectionRate(1000, 23, (rng) => pValue(autoregression(rng, 400, 0))) - 0.05),
    ).toBeLessThan(0.03);
    expect(rejectionRate(200, 24, (rng) => pValue(autoregression(rng, 400, 1)))).toBeGreaterThan(0.9);
  });
});

describe("what has no answer is refused", () => {
  test("too short, not finite, constant, a straight line", () => {
    const line = Array.from({ length: 30 }, (_, t) => 0.1 * t);
    expect(() => augmentedDickeyFuller([1, 2, 3])).toThrow(
      "augmentedDickeyFuller: values must hold at least 6 values",
    );
    expect(() => augmentedDickeyFuller(new Float64Array(20).fill(2))).toThrow(
      "augmentedDickeyFuller: values must be",
    );
    expect(() => augmentedDickeyFuller([1, Number.NaN, 2, 1, 3, 2])).toThrow(
      "values[1] must be a finite number",
    );
    expect(() => augmentedDickeyFuller(fixture.series.short, { lags: 11 })).toThrow(
      "augmentedDickeyFuller: lags must be a whole number from 0 to 10, got 11",
    );
    expect(() => augmentedDickeyFuller(line)).toThrow(
      "augmentedDickeyFuller: values must be a series that its own past does not determine exactly",
    );
    expect(() => augmentedDickeyFuller(fixture.series.short, { trend: "drift" as never })).toThrow(
      'augmentedDickeyFuller: trend must be one of "none", "constant", "trend"',
    );
    expect(() => kpss([1, 2, 3])).toThrow("kpss: values must hold at least 4 values, got 3");
    expect(() => kpss([5, 5, 5, 5])).toThrow("kpss: values must be values that are not all the same");
    expect(() => kpss(line, { trend: "trend" })).toThrow(
      "kpss: values must be a series that does not lie exactly on",
    );
    expect(() => kpss(line, { lags: 30 })).toThrow("kpss: lags must be a whole number from 0 to 29, got 30");
    expect(() => kpss(line, { lags: "hobijn" as never })).toThrow(
      'kpss: lags must be one of "auto", "legacy"',
    );
  });
});

test("a series that repeats itself is refused by its lags, not by a column of the regression", () => {
  const seasons = Array.from({ length: 10 }, () => [3, 4, 4, 5, 6, 7, 6, 6, 7, 8, 9, 12, 10]).flat();
  expect(() => augmentedDickeyFuller(seasons, { trend: "none" })).toThrow(
    "augmentedDickeyFuller: the change of values at lag 13 (the series repeats itself: take fewer lags) must be independent",
  );
  expect(augmentedDickeyFuller(seasons, { trend: "none", maxLag: 5 }).pValue).toBeGreaterThan(0);
});

test("what rounding leaves of a straight line or a sine is no noise", () => {
  const sine = Array.from({ length: 100 }, (_, t) => 5 + Math.sin(t / 3));
  expect(() => augmentedDickeyFuller(sine, { lags: 1 })).toThrow(
    "a series that its own past does not determine exactly",
  );
  const line = Array.from({ length: 100 }, (_, t) => 0.1 * t + 7);
  expect(() => kpss(line, { trend: "trend" })).toThrow("a series that does not lie exactly on its trend");
});
