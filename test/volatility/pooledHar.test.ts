import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { pooledHarForecasts } from "../../lib/volatility/har/pooledHar";

const rng = createRng(14);
const persistent = (level: number): Float64Array => {
  let x = 0;
  return Float64Array.from({ length: 120 }, () => level * Math.exp((x = 0.8 * x + 0.5 * rng.normal())));
};
const variances = { A: persistent(1e-4), B: persistent(5) };
const options = { window: 60, refitEvery: 20, lags: [1, 5] };

describe("pooledHarForecasts", () => {
  test("by hand: a variance that doubles and halves is known for sure", () => {
    // ln v goes up and down by ln 2: scaled it is ∓1, tomorrow's is minus today's, and nothing is left to smear
    const jumping = Array.from({ length: 40 }, (_, t) => (t % 2 ? 4 : 2));
    const { A } = pooledHarForecasts({ A: jumping }, { window: 30, refitEvery: 5, lags: [1] });
    expect(A).toBeAllClose(jumping.slice(30), { rtol: 1e-9 });
    // the mean of two days is always 3
    const both = pooledHarForecasts({ A: jumping }, { window: 30, refitEvery: 5, lags: [1], horizon: 2 });
    expect(both.A).toBeAllClose(
      jumping.slice(30).map(() => 3),
      { rtol: 1e-9 },
    );
  });

  test("each asset is forecast in its own unit", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (unit) => {
        const ours = pooledHarForecasts(variances, options);
        const theirs = pooledHarForecasts({ ...variances, B: variances.B.map((v) => unit * v) }, options);
        expect(theirs.B).toBeAllClose(
          ours.B.map((v) => unit * v),
          { rtol: 1e-8 },
        );
        expect(theirs.A).toBeAllClose(ours.A, { rtol: 1e-8 });
      }),
      { numRuns: 20 },
    );
  });

  test("an asset twice over changes nothing", () => {
    const alone = pooledHarForecasts({ A: variances.A }, options).A;
    expect(pooledHarForecasts({ A: variances.A, twin: variances.A }, options).twin).toBeAllClose(alone, {
      rtol: 1e-9,
    });
  });

  test("changing the future never changes the past", () => {
    const one = fc.record({
      day: fc.integer({ min: 60, max: 119 }),
      factor: fc.double({ min: 0.01, max: 90, noNaN: true }),
      refitEvery: fc.integer({ min: 1, max: 30 }),
      horizon: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(one, ({ day, factor, ...how }) => {
        const changed = { ...variances, B: variances.B.map((v, t) => (t >= day ? v * factor : v)) };
        const [before, after] = [variances, changed].map((v) =>
          pooledHarForecasts(v, { ...options, ...how }),
        );
        const until = day - 60 + 1; // the forecast of that day itself, too
        for (const name of ["A", "B"])
          expect(after[name].slice(0, until)).toEqual(before[name].slice(0, until));
      }),
      { numRuns: 40 },
    );
  });

  test("misuse", () => {
    const run =
      (values: unknown, how: object = {}) =>
      () =>
        pooledHarForecasts(values as never, { ...options, ...how });
    expect(run({})).toThrow("pooledHarForecasts: variances must be a record of series by asset");
    expect(run({ A: [...variances.A, 0] })).toThrow("variances.A[120]");
    expect(run({ A: variances.A.map(() => 2) })).toThrow("a series that varies in the training days");
    expect(run({ A: variances.A, B: [1] })).toThrow("variances.B");
    expect(run(variances, { window: 5 })).toThrow("window must be at least 6");
    expect(run(variances, { horizon: 0 })).toThrow("horizon");
    expect(run(variances, { lags: [1, 1] })).toThrow("lags must be a list of different numbers of days");
  });
});
