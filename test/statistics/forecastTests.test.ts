import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng, type Rng } from "../../lib/core/random";
import { mae, mse, qlike } from "../../lib/measures/errors";
import { dieboldMariano, type DieboldMarianoOptions } from "../../lib/statistics/dieboldMariano";
import { leastSquares } from "../../lib/statistics/leastSquares";
import { absoluteErrors, qlikeLosses, squaredErrors } from "../../lib/statistics/losses";
import { mincerZarnowitz } from "../../lib/statistics/mincerZarnowitz";
import { modelConfidenceSet } from "../../lib/statistics/modelConfidenceSet";
import { superiorPredictiveAbility } from "../../lib/statistics/superiorPredictiveAbility";
import { neweyWestCovariance } from "../../lib/statistics/neweyWest";
import fixture from "../fixtures/statistics/statistics.json";
import { EXACT } from "../support/tolerances";
import { autoregression, normals, rejectionRate, varyingSeries } from "./series";

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;

describe("losses of each day", () => {
  const { forecast, realised } = fixture.regression;

  test("by hand", () => {
    expect(squaredErrors([1, 2], [3, 2])).toEqual(Float64Array.of(4, 0));
    expect(absoluteErrors([1, 2], [3, 2])).toEqual(Float64Array.of(2, 0));
    expect(qlikeLosses([2, 0], [4, 1])).toBeAllClose([Math.log(4) + 0.5, 0]);
  });

  test("their mean is the measure of that name", () => {
    const means = [squaredErrors, absoluteErrors, qlikeLosses].map((loss) => mean(loss(realised, forecast)));
    expect(means).toBeAllClose(
      [mse, mae, qlike].map((measure) => measure(realised, forecast)),
      { rtol: 1e-12, atol: 0 },
    );
  });

  test("what is no variance is refused", () => {
    expect(() => qlikeLosses([1], [0])).toThrow("qlikeLosses: forecastVariance[0] must be above 0, got 0");
    expect(() => qlikeLosses([-1], [1])).toThrow(
      "qlikeLosses: realisedVariance[0] must be at least 0, got -1",
    );
    expect(() => squaredErrors([1], [1, 2])).toThrow(
      "squaredErrors: actual and forecast must have the same length, got 1 and 2",
    );
    expect(() => absoluteErrors([1, Number.NaN], [1, 2])).toThrow(
      "absoluteErrors: actual[1] must be a finite",
    );
  });
});

describe("Diebold–Mariano", () => {
  test("by hand", () => {
    // d = 1, 2, 3, 2: mean 2, V = 1/2, √(V/4) = √2/4; correction √(3/4)
    const result = dieboldMariano([2, 3, 4, 3], [1, 1, 1, 1]);
    expect([result.statistic, result.meanDifference]).toBeAllClose([
      (2 / (Math.SQRT2 / 4)) * Math.sqrt(3 / 4),
      2,
    ]);
    expect(result.better).toBe("B");
  });

  test("agrees with the regression on a constant in statsmodels", () => {
    const { lossA, lossB, tests } = fixture.dieboldMariano;
    for (const { horizon, statistic, pValue } of tests) {
      const ours = dieboldMariano(lossA, lossB, { horizon });
      expect([ours.statistic, ours.pValue]).toBeAllClose([statistic, pValue], { rtol: 1e-9, atol: 0 });
      expect(ours.varianceEstimate).toBe("truncated");
    }
  });

  test("with A and B exchanged only the sign changes; the unit of the loss does not matter", () => {
    fc.assert(
      fc.property(varyingSeries(6), fc.integer({ min: 1, max: 3 }), (values, horizon) => {
        const [a, b] = [values.map(Math.abs), values.map((_, t) => (t % 3) * 2)];
        const there = dieboldMariano(a, b, { horizon });
        const back = dieboldMariano(b, a, { horizon });
        expect([back.statistic, back.pValue]).toBeAllClose([-there.statistic, there.pValue], EXACT);
        const quarter = dieboldMariano(a.map((v) => v / 4), b.map((v) => v / 4), { horizon }); // prettier-ignore
        expect(quarter.statistic).toBe(there.statistic);
        expect(Number.isNaN(there.statistic) || Number.isNaN(there.pValue)).toBe(false);
      }),
    );
  });

  test("identical losses: no difference; the same difference each day: certain", () => {
    const losses = [1, 0.1, 0.7, 2];
    expect(dieboldMariano(losses, losses, { horizon: 2 })).toMatchObject({
      statistic: 0,
      pValue: 1,
      better: "neither",
      meanDifference: 0,
    });
    const shifted = dieboldMariano([1, 2, 3], [2, 3, 4]);
    expect(shifted).toMatchObject({ statistic: -Infinity, pValue: 0, better: "A" });
    expect(inspect(shifted)).toContain("t = −∞, p < 0.0001");
  });

  test("a variance that is not above 0 is estimated with Bartlett's weights, and said", () => {
    const alternating = [1.1, -1, 1, -1, 1, -1, 1, -1];
    const result = dieboldMariano(alternating, alternating.map(() => 0), { horizon: 2 }); // prettier-ignore
    expect(result.varianceEstimate).toBe("bartlett");
    expect(Math.abs(result.statistic)).toBeLessThan(1);
  });

  test("lags by hand: Bartlett's weights", () => {
    // d = 1, 2, 3, 2: γ₀ = 1/2, γ₁ = 0, γ₂ = −1/4; V = 1/2 + 2 (2/3 · 0 + 1/3 · (−1/4)) = 1/3
    const result = dieboldMariano([2, 3, 4, 3], [1, 1, 1, 1], { lags: 2 });
    expect(result.statistic).toBeCloseTo((2 / Math.sqrt(1 / 3 / 4)) * Math.sqrt(3 / 4), 12);
    expect(result.varianceEstimate).toBe("bartlett");
  });

  test("lags: the variance is that of Newey and West's regression on a constant", () => {
    const { lossA, lossB } = fixture.dieboldMariano;
    const n = lossA.length;
    const ones = new Float64Array(n).fill(1);
    const fit = leastSquares("test", lossA.map((a, t) => a - lossB[t]), [ones]); // prettier-ignore
    for (const lags of [0, 1, 5, 29]) {
      const [[variance]] = neweyWestCovariance([ones], fit, lags);
      const { statistic, meanDifference } = dieboldMariano(lossA, lossB, { lags });
      expect(statistic).toBeCloseTo((meanDifference / Math.sqrt(variance)) * Math.sqrt((n - 1) / n), 9);
    }
  });

  test("lags keep the size where losses are correlated for long", () => {
    const size = (options: DieboldMarianoOptions): number =>
      rejectionRate(500, 36, (rng) => {
        return dieboldMariano(autoregression(rng, 400, 0.6), new Float64Array(400), options).pValue;
      });
    expect(size({})).toBeGreaterThan(0.2);
    expect(size({ lags: 29 })).toBeLessThan(0.12);
  });

  test("size 5 % ± 2 % in 2000 samples, one and four days ahead; power above 90 %", () => {
    for (const horizon of [1, 4]) {
      const rate = rejectionRate(2000, 30 + horizon, (rng) => {
        // Differences that are a moving average over the horizon
        const e = normals(rng, 250 + horizon);
        const d = Float64Array.from({ length: 250 }, (_, t) => mean(e.subarray(t, t + horizon)));
        return dieboldMariano(d, new Float64Array(250), { horizon }).pValue;
      });
      expect(Math.abs(rate - 0.05)).toBeLessThan(0.02);
    }
    const power = rejectionRate(200, 35, (rng) => {
      const [actual, noise] = [normals(rng, 400), normals(rng, 400)];
      const worse = noise.map((v) => 0.7 * v);
      return dieboldMariano(squaredErrors(actual, worse), squaredErrors(actual, new Float64Array(400)))
        .pValue;
    });
    expect(power).toBeGreaterThan(0.9);
  });

  test("prints which is better", () => {
    const { lossA, lossB } = fixture.dieboldMariano;
    expect(inspect(dieboldMariano(lossA, lossB))).toMatch(
      /^Diebold–Mariano, 120 days, horizon 1: t = -?[\d.]+, p = [\d.]+\nmean loss of A less that of B: -?[\d.]+, [AB] is better\nnull hypothesis: both forecasts have the same expected loss$/,
    );
  });

  test("what has no answer is refused", () => {
    expect(() => dieboldMariano([1, 2], [1, 3])).toThrow(
      "dieboldMariano: lossA must hold at least 3 values, got 2",
    );
    expect(() => dieboldMariano([1, 2, 3], [1, 3])).toThrow(
      "lossA and lossB must have the same length, got 3 and 2",
    );
    expect(() => dieboldMariano([1, 2, 3], [1, 2, 3], { horizon: 3 })).toThrow("must hold at least 4 values");
    expect(() => dieboldMariano([1, 2, 3], [1, 2, Number.NaN])).toThrow("lossB[2] must be a finite number");
  });
});

describe("Mincer–Zarnowitz", () => {
  const { forecast, realised } = fixture.regression;

  test("agrees with statsmodels", () => {
    for (const { lags, coefficients, standardErrors, rSquared, wald } of fixture.regression.robust) {
      const ours = mincerZarnowitz(realised, forecast, { lags });
      const close = { rtol: 1e-8, atol: 0 };
      expect([ours.intercept, ours.slope]).toBeAllClose(coefficients, close);
      expect([ours.standardErrors.intercept, ours.standardErrors.slope]).toBeAllClose(standardErrors, close);
      expect([ours.rSquared, ours.statistic, ours.pValue]).toBeAllClose([rSquared, ...wald], close);
    }
    expect(mincerZarnowitz(realised, forecast).lags).toBe(4); // ⌊4 · 2^(2/9)⌋
  });

  test("the unit does not matter to slope and test", () => {
    const percent = (values: number[]): number[] => values.map((v) => 1e4 * v);
    const a = mincerZarnowitz(realised, forecast);
    const b = mincerZarnowitz(percent(realised), percent(forecast));
    expect([b.slope, b.statistic, b.intercept]).toBeAllClose([a.slope, a.statistic, 1e4 * a.intercept], {
      rtol: 1e-9,
    });
  });

  test("size 5 % ± 2 % in 2000 samples for an unbiased forecast; a shrunk one is found out", () => {
    const pValue = (slope: number) => (rng: Rng) => {
      const forecasts = normals(rng, 1000);
      const outcome = forecasts.map((f) => f + (1 + 0.5 * Math.abs(f)) * rng.normal());
      return mincerZarnowitz(outcome, forecasts.map((f) => slope * f), { lags: 0 }).pValue; // prettier-ignore
    };
    expect(Math.abs(rejectionRate(2000, 41, pValue(1)) - 0.05)).toBeLessThan(0.02);
    expect(rejectionRate(200, 42, pValue(1.3))).toBeGreaterThan(0.9);
  });

  test("prints the line and the null hypothesis", () => {
    expect(inspect(mincerZarnowitz(realised, forecast))).toMatch(
      /^Mincer–Zarnowitz, 200 days: intercept \S+ \(\S+\), slope \S+ \(\S+\), R² 0\.\d+\nW = .*\(χ², 2 degrees of freedom; Newey–West, 4 lags\)\nnull hypothesis: intercept 0 and slope 1, an unbiased forecast$/,
    );
  });

  test("what has no answer is refused", () => {
    expect(() => mincerZarnowitz([1, 2, 3, 4], [1, 1, 1, 1])).toThrow(
      "mincerZarnowitz: forecast must be values that",
    );
    expect(() => mincerZarnowitz([1, 2, 3, 4], [1, 2, 3, 4])).toThrow(
      "values that do not lie exactly on a line",
    );
    expect(() => mincerZarnowitz([5, 5, 5, 5], [1, 2, 3, 4])).toThrow(
      "values that do not lie exactly on a line",
    );
    expect(() => mincerZarnowitz([0, 2, 3, 9], [9, 1, 1, 1], { lags: 0 })).toThrow("V is singular");
    expect(() => mincerZarnowitz([1, 2, 3], [1, 2, 4])).toThrow("actual must hold at least 4 values, got 3");
    expect(() => mincerZarnowitz(realised, forecast, { lags: -1 })).toThrow(
      "lags must be a whole number from 0",
    );
  });
});

describe("losses that are the same but for rounding", () => {
  const rng = createRng(11);
  const loss = Array.from({ length: 100 }, () => 0.2 + rng.uniform());
  const twin = loss.map((x) => x + 0.1 - 0.1); // not equal, bit by bit
  const dearer = loss.map((x) => x + 0.1);
  const other = Array.from({ length: 100 }, () => 0.25 + rng.uniform());

  test("differ by nothing: Diebold–Mariano", () => {
    expect(twin).not.toEqual(loss);
    expect(dieboldMariano(loss, twin)).toMatchObject({ statistic: 0, pValue: 1, better: "neither" });
    expect(dieboldMariano(loss, dearer)).toMatchObject({ statistic: -Infinity, pValue: 0, better: "A" });
  });

  test("are one model: model confidence set", () => {
    const options = { replications: 200, blockLength: 5 };
    const same = modelConfidenceSet({ loss, copy: loss, other }, { ...options, rng: createRng(1) });
    const near = modelConfidenceSet({ loss, copy: twin, other }, { ...options, rng: createRng(1) });
    expect(near).toEqual(same);
  });

  test("give no lead: superior predictive ability", () => {
    const options = { replications: 200, blockLength: 5 };
    const none = superiorPredictiveAbility(loss, { twin }, { ...options, rng: createRng(1) });
    expect(none).toMatchObject({ statistic: 0, pValue: 1 });
    const sure = superiorPredictiveAbility(dearer, { loss }, { ...options, rng: createRng(1) });
    expect(sure).toMatchObject({ statistic: Infinity, pValue: 0, best: "loss" });
  });
});
