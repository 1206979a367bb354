import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simpleReturns } from "../../lib/indicators/returns";
import { archLm } from "../../lib/statistics/archLm";
import { jarqueBera, kurtosis, skewness } from "../../lib/statistics/jarqueBera";
import { ljungBox } from "../../lib/statistics/ljungBox";
import fixture from "../fixtures/statistics/statistics.json";
import { autoregression, garchShocks, normals, rejectionRate, varyingSeries } from "./series";

const P_VALUE = { rtol: 1e-9, atol: 0 }; // relative, so that the far tail counts too

describe("by hand", () => {
  test("Ljung–Box of 1, 2, 3, 4 at lag 1: ρ₁ = 1/4, Q = 4·6·(1/16)/3", () => {
    const { statistic, degreesOfFreedom } = ljungBox([1, 2, 3, 4], { lags: 1 });
    expect([statistic]).toBeAllClose([0.5]);
    expect(degreesOfFreedom).toBe(1);
  });

  test("ARCH-LM with one lag is (n − 1) times the squared correlation of neighbouring squares", () => {
    // Squares 0, 1, 4, 1, 0; pairs (0,1) (1,4) (4,1) (1,0): covariance −1/4, variances 9/4 and 9/4
    const { statistic } = archLm([0, 1, -2, 1, 0], { lags: 1 });
    expect([statistic]).toBeAllClose([4 * (1 / 9) ** 2]);
  });

  test("skewness and kurtosis", () => {
    // 0, 0, 0, 4: deviations −1 (three times) and 3; m₂ = 3, m₃ = 6, m₄ = 21
    expect([skewness([0, 0, 0, 4])]).toBeAllClose([6 / 3 ** 1.5]);
    expect([kurtosis([0, 0, 0, 4])]).toBeAllClose([21 / 9]);
    expect(kurtosis([-1, 1])).toBe(1); // the lowest there is
    // n = 4, g₁ = 2/√3, g₂ = 7/3 − 3 = −2/3: G₁ = g₁·√12/2 = 2, G₂ = 3·(5·(−2/3) + 6)/2 = 4
    expect([skewness([0, 0, 0, 4], { unbiased: true })]).toBeAllClose([2]);
    expect([kurtosis([0, 0, 0, 4], { excess: true })]).toBeAllClose([-2 / 3]);
    expect([kurtosis([0, 0, 0, 4], { excess: true, unbiased: true })]).toBeAllClose([4]);
    expect([kurtosis([0, 0, 0, 4], { unbiased: true })]).toBeAllClose([7]);
  });

  test("Jarque–Bera: n/6 (S² + (K − 3)²/4), p = exp(−JB/2)", () => {
    const values = [-1, -1, -1, -1, 1, 1, 1, 1]; // S = 0, K = 1
    expect([jarqueBera(values).statistic]).toBeAllClose([8 / 6]);
    expect([jarqueBera(values).pValue]).toBeAllClose([Math.exp(-4 / 6)]);
  });
});

describe("agree with statsmodels and scipy", () => {
  test.each(["returns", "autoregression"] as const)("%s", (name) => {
    const values = fixture.series[name];
    const theirs = fixture.portmanteaus[name];
    const check = (
      { statistic, pValue }: { statistic: number; pValue: number },
      expected: number[],
    ): void => {
      expect([statistic]).toBeAllClose([expected[0]], { rtol: 1e-10 });
      expect([pValue]).toBeAllClose([expected[1]], P_VALUE);
    };
    check(ljungBox(values, { lags: 8 }), theirs.ljungBox);
    check(ljungBox(values, { lags: 8, fitted: 2 }), theirs.ljungBoxFitted2);
    check(archLm(theirs.centred, { lags: 5 }), theirs.archLm);
    check(jarqueBera(values), theirs.jarqueBera);
    expect([skewness(values), kurtosis(values)]).toBeAllClose([theirs.skewness, theirs.kurtosis], {
      rtol: 1e-11,
    });
  });
});

describe("properties", () => {
  test("the unit does not matter (a power of two: to the last bit)", () => {
    fc.assert(
      fc.property(varyingSeries(12), (values) => {
        const quarter = values.map((x) => x / 4);
        expect(ljungBox(quarter, { lags: 3 }).statistic).toBe(ljungBox(values, { lags: 3 }).statistic);
        expect(jarqueBera(quarter).statistic).toBe(jarqueBera(values).statistic);
        expect(skewness(values.map((x) => -x))).toBe(-skewness(values));
      }),
    );
  });

  test("ARCH-LM: neither unit nor sign matters", () => {
    fc.assert(
      fc.property(varyingSeries(12), (values) => {
        fc.pre(new Set(values.map(Math.abs)).size > 6);
        const { statistic } = archLm(values, { lags: 2 });
        expect([
          archLm(
            values.map((x) => -8 * x),
            { lags: 2 },
          ).statistic,
        ]).toBeAllClose([statistic], {
          rtol: 1e-9,
          atol: 1e-9,
        });
      }),
    );
  });

  test("Jarque–Bera does not see the order, K ≥ 1 + S² always", () => {
    fc.assert(
      fc.property(varyingSeries(8), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        expect([jarqueBera(sorted).statistic]).toBeAllClose([jarqueBera(values).statistic], {
          rtol: 1e-9,
          atol: 1e-9,
        });
        expect(kurtosis(values)).toBeGreaterThanOrEqual((1 + skewness(values) ** 2) * (1 - 1e-9));
      }),
    );
  });
});

describe("size: a true null is rejected in 5 % of 2000 samples, ± 4 deviations (2 %)", () => {
  test("Ljung–Box on white noise", () => {
    const rate = rejectionRate(2000, 11, (rng) => ljungBox(normals(rng, 300), { lags: 5 }).pValue);
    expect(Math.abs(rate - 0.05)).toBeLessThan(0.02);
  });

  test("Ljung–Box on residuals of a fitted autoregression, with one degree of freedom less", () => {
    const rate = rejectionRate(2000, 12, (rng) => {
      const x = autoregression(rng, 300, 0.5);
      const [top, bottom] = x.reduce(
        ([a, b], v, t) => (t ? [a + v * x[t - 1], b + x[t - 1] ** 2] : [a, b]),
        [0, 0],
      );
      const residuals = x.map((v, t) => (t ? v - (top / bottom) * x[t - 1] : v));
      return ljungBox(residuals, { lags: 5, fitted: 1 }).pValue;
    });
    expect(Math.abs(rate - 0.05)).toBeLessThan(0.02);
  });

  test("ARCH-LM on independent normals", () => {
    const rate = rejectionRate(2000, 13, (rng) => archLm(normals(rng, 500), { lags: 3 }).pValue);
    expect(Math.abs(rate - 0.05)).toBeLessThan(0.02);
  });

  test("Jarque–Bera on independent normals (known to reject a little too rarely)", () => {
    const rate = rejectionRate(2000, 14, (rng) => jarqueBera(normals(rng, 1000)).pValue);
    expect(Math.abs(rate - 0.05)).toBeLessThan(0.02);
  });
});

describe("power: at least 95 % of 200 samples", () => {
  test("Ljung–Box sees an autoregression, and clustering in squares", () => {
    expect(
      rejectionRate(200, 15, (rng) => ljungBox(autoregression(rng, 300, 0.3), { lags: 5 }).pValue),
    ).toBeGreaterThan(0.95);
    const squares = (x: Float64Array): Float64Array => x.map((v) => v * v);
    expect(
      rejectionRate(200, 16, (rng) => ljungBox(squares(garchShocks(rng, 1500).shocks), { lags: 5 }).pValue),
    ).toBeGreaterThan(0.95);
  });

  test("ARCH-LM sees a GARCH process, and Jarque–Bera Student's t", () => {
    expect(
      rejectionRate(200, 17, (rng) => archLm(garchShocks(rng, 1500).shocks, { lags: 5 }).pValue),
    ).toBeGreaterThan(0.95);
    expect(
      rejectionRate(
        200,
        18,
        (rng) => jarqueBera(Float64Array.from({ length: 500 }, () => rng.studentT(4))).pValue,
      ),
    ).toBeGreaterThan(0.95);
  });
});

test("results are frozen and print themselves with their null hypothesis", () => {
  const result = ljungBox(fixture.series.autoregression, { lags: 8, fitted: 2 });
  expect(Object.isFrozen(result)).toBe(true);
  expect(inspect(result)).toMatch(
    /^Ljung–Box, lags 1 to 8: Q = \d+\.?\d*, p < 0.0001 \(χ², 6 degrees of freedom\)\nnull hypothesis: no autocorrelation up to lag 8$/,
  );
  expect(inspect(archLm(fixture.series.returns, { lags: 5 }))).toContain("null hypothesis: no ARCH");
  expect(inspect(jarqueBera(fixture.series.returns))).toContain(
    "null hypothesis: the values are normally distributed",
  );
});

describe("what has no answer is refused", () => {
  test("too short, not finite, constant", () => {
    expect(() => ljungBox([1, 2, 3], { lags: 3 })).toThrow(
      "ljungBox: lags must be a whole number from 1 to 2, got 3",
    );
    expect(() => ljungBox([1, 2, 3], { lags: 2, fitted: 2 })).toThrow("ljungBox: fitted must be");
    expect(() => ljungBox([1, 1, 1], { lags: 1 })).toThrow(
      "ljungBox: values must be values that are not all the same",
    );
    expect(() => archLm([1, 2, 3], { lags: 1 })).toThrow("archLm: values must hold at least 4 values, got 3");
    expect(() => archLm([1, 2, Infinity, 4], { lags: 1 })).toThrow(
      "archLm: values[2] must be a finite number",
    );
    expect(() => archLm([1, -1, 1, -1, -1], { lags: 1 })).toThrow(
      "archLm: squares of values must be values that are",
    );
    expect(() => jarqueBera([1, 2, 3])).toThrow("jarqueBera: values must hold at least 8 values, got 3");
    expect(() => skewness([3, 3])).toThrow("skewness: values must be values that are not all the same");
    expect(() => kurtosis([])).toThrow("kurtosis: values must hold at least 2 values, got 0");
  });
});

test("a fixed growth path has no ARCH, and no lag that repeats another", () => {
  const yields = simpleReturns(Array.from({ length: 251 }, (_, t) => 100 * 1.001 ** t));
  expect(() => archLm(yields, { lags: 3 })).toThrow(
    "archLm: values must be values that are not all the same",
  );
  const repeated = Array.from({ length: 60 }, (_, t) => [1, 2, 4][t % 3]);
  expect(() => archLm(repeated, { lags: 3 })).toThrow(
    "archLm: the squares of values at lag 3 (take fewer lags?) must be independent of the others",
  );
});
