import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { fitHar, harForecast, type HarOptions } from "../../lib/volatility/har/har";
import fixture from "../fixtures/volatility/volatility.json";

const rng = createRng(81);
const values = Float64Array.from({ length: 150 }, () => 0.2 + rng.uniform());

describe("by hand", () => {
  test("weights", () => {
    // y = 1 + ½·y₋₁ without an error, on its way from 9 to 2: least squares must find it
    const exact = [9];
    for (let t = 1; t < 40; t++) exact.push(1 + 0.5 * exact[t - 1]);
    const { estimate } = fitHar(exact, { lags: [1] });
    expect([estimate.intercept, ...estimate.weights]).toBeAllClose([1, 0.5], { rtol: 1e-9 });
    expect(estimate.rSquared).toBeCloseTo(1, 12);
    // and two days ahead: 1 + ½·(1 + ½·y)
    const ahead = fitHar(exact, { lags: [1], horizon: 2 }).estimate;
    expect([ahead.intercept, ...ahead.weights]).toBeAllClose([1.5, 0.25], { rtol: 1e-9 });
    // and the mean of both days
    const both = fitHar(exact, { lags: [1], horizon: 2, target: "mean" });
    expect([both.estimate.intercept, ...both.estimate.weights]).toBeAllClose([1.25, 0.375], { rtol: 1e-9 });
    expect(both.summary()).toContain("the mean of 2 days ahead");
  });

  test("logarithms of a mean, not means of logarithms", () => {
    // y jumps between 1 and 3: the mean of any two days is 2, and so is every forecast
    const jumping = Array.from({ length: 30 }, (_, t) => (t % 2 ? 3 : 1));
    const fit = fitHar(jumping, { lags: [1], horizon: 2, target: "mean", logarithms: true });
    expect(fit.forecast()).toBeCloseTo(2, 12);
  });

  test("a forecast from the averages of the days before", () => {
    const estimate = { ...fitHar(values, { lags: [1, 3] }).estimate, intercept: 1, weights: [0.5, 0.2] };
    // 1 + 0.5·6 + 0.2·(2 + 4 + 6)/3 = 4.8; what lies further back does not count
    expect(harForecast(estimate, [2, 4, 6])).toBeCloseTo(4.8, 14);
    expect(harForecast(estimate, [99, 2, 4, 6])).toBeCloseTo(4.8, 14);
    // with logarithms the mean of a lognormal: exp(1 + 0.5·ln 6 + 0.2·(ln 2 + ln 4 + ln 6)/3 + ½s²)
    const logs = { ...estimate, logarithms: true, residualVariance: 0.3 };
    const fitted = 1 + 0.5 * Math.log(6) + (0.2 * Math.log(48)) / 3;
    expect(harForecast(logs, [2, 4, 6])).toBeCloseTo(Math.exp(fitted + 0.15), 12);
  });
});

describe("agrees with statsmodels: coefficients, Newey and West's errors, R²", () => {
  test.each(fixture.har.fits)("$horizon ahead, logarithms: $logarithms", (theirs) => {
    const { estimate } = fitHar(fixture.har.values, theirs);
    expect([estimate.intercept, ...estimate.weights]).toBeAllClose(theirs.coefficients, { rtol: 1e-9 });
    expect(estimate.standardErrors).toBeAllClose(theirs.standardErrors, { rtol: 1e-9 });
    expect([estimate.rSquared, estimate.residualVariance]).toBeAllClose(
      [theirs.rSquared, theirs.residualVariance],
      {
        rtol: 1e-9,
      },
    );
    expect(estimate.observations).toBe(400 - 22 - theirs.horizon + 1);
  });
});

describe("properties", () => {
  test("the unit of the values does not matter", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (c) => {
        const [ours, theirs] = [values, values.map((v) => c * v)].map((v) => fitHar(v, { lags: [1, 5] }));
        expect(theirs.estimate.weights).toBeAllClose(ours.estimate.weights, { rtol: 1e-8 });
        expect([theirs.forecast()]).toBeAllClose([c * ours.forecast()], { rtol: 1e-9 });
      }),
    );
  });

  test("the order of the lags does not matter", () => {
    const [a, b] = [[1, 5, 10], [10, 1, 5]].map((lags) => fitHar(values, { lags })); // prettier-ignore
    expect([a.forecast()]).toBeAllClose([b.forecast()], { rtol: 1e-9 });
    expect([a.estimate.weights[2]]).toBeAllClose([b.estimate.weights[0]], { rtol: 1e-8 });
  });

  test("no later day explains an earlier one: the last value is a response, and no regressor", () => {
    // Two samples that differ on their last day alone, by e: Xb changes by (X'X)⁻¹x·e, so twice the e, twice the change
    const weights = (last: number): number[] => {
      const changed = Float64Array.from(values);
      changed[149] = last;
      const { intercept, weights } = fitHar(changed, { lags: [1, 5] }).estimate;
      return [intercept, ...weights];
    };
    const [a, b, c] = [weights(1), weights(2), weights(3)];
    expect(a.map((w, i) => 2 * b[i] - w)).toBeAllClose(c, { rtol: 1e-9 });
  });

  test("logarithms keep every forecast above 0", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-8, max: 1e4, noNaN: true }), { minLength: 30, maxLength: 60 }),
        (v) => {
          let fit;
          try {
            fit = fitHar(v, { lags: [1, 3], logarithms: true });
          } catch {
            return; // equal values have no regression
          }
          expect(fit.forecast()).toBeGreaterThan(0);
        },
      ),
    );
  });
});

test("prints itself", () => {
  expect(fitHar(values, { lags: [1, 7] }).summary()).toMatch(
    /^HAR\(1, 7\), 1 day ahead, 143 observations\nintercept .*\(s\.e\. .*\)\nmean of 1 .*\nmean of 7 .*\nR² /,
  );
});

describe("refuses, in words", () => {
  const run =
    (v: unknown, options: unknown = {}): (() => unknown) =>
    () =>
      fitHar(v as number[], options as HarOptions);
  test.each([
    [run(values.slice(0, 40)), "fitHar: values must hold at least 43 for these lags, got 40"],
    [run([...values, Number.NaN]), "values[150] must be a finite number"],
    [run([...values, 0], { logarithms: true }), "values[150] must be above 0"],
    [run(values, { lags: [] }), "lags must be a list of different numbers of days"],
    [run(values, { lags: [1, 1] }), "lags must be a list of different numbers of days"],
    [run(values, { lags: [1, 2.5] }), "lag must be a whole number, at least 1, got 2.5"],
    [run(values, { horizon: 0 }), "horizon must be a whole number, at least 1"],
    [run(new Float64Array(100).fill(2)), "independent of the others"],
    [() => harForecast(fitHar(values).estimate, [1, 2]), "harForecast: history must hold at least 30 values, got 2"],
    [() => harForecast(fitHar(values, { lags: [2] }).estimate, [1, Number.NaN]), "history[1] must be a finite number"],
  ])("%#", (call, message) => expect(call).toThrow(message)); // prettier-ignore
});
