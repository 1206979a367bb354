import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { fitHar } from "../../lib/volatility/har/har";
import { rollingHarForecast } from "../../lib/volatility/har/rollingHar";

const rng = createRng(3);
const values = Float64Array.from({ length: 120 }, () => 1 + rng.uniform());
const options = { lags: [1, 5], window: 60 };

describe("rollingHarForecast", () => {
  test("each entry is the forecast of a fit that saw the days before", () => {
    const rolling = rollingHarForecast(values, options);
    const expanding = rollingHarForecast(values, { ...options, expanding: true, logarithms: true });
    expect(rolling).toHaveLength(60);
    for (const k of [0, 1, 37, 59]) {
      expect([rolling[k]]).toBeAllClose([fitHar(values.slice(k, 60 + k), { lags: [1, 5] }).forecast()]);
      const all = fitHar(values.slice(0, 60 + k), { lags: [1, 5], logarithms: true });
      expect([expanding[k]]).toBeAllClose([all.forecast()]);
    }
  });

  test("several days ahead, a fit learns from no day that is still to come", () => {
    const ahead = { horizon: 5, target: "mean" } as const;
    const rolled = rollingHarForecast(values, { ...options, ...ahead, expanding: true });
    for (const k of [0, 31, 59])
      expect([rolled[k]]).toBeAllClose([
        fitHar(values.slice(0, 60 + k), { lags: [1, 5], ...ahead }).forecast(),
      ]);
  });

  test("between two fits the weights stay", () => {
    // y = 1 + 0.5 y₋₁ exactly in the first window, and in every later one: nothing to learn from a refit
    const exact = [3];
    for (let t = 1; t < 90; t++) exact.push(1 + 0.5 * exact[t - 1] + (t < 60 ? rng.normal() : 0));
    const [weekly, daily] = [7, 1].map((refitEvery) =>
      rollingHarForecast(exact, { lags: [1], window: 60, refitEvery, expanding: true }),
    );
    const { intercept, weights } = fitHar(exact.slice(0, 60), { lags: [1] }).estimate;
    for (let k = 0; k < 7; k++) expect([weekly[k]]).toBeAllClose([intercept + weights[0] * exact[59 + k]]);
    expect(weekly[7]).toBe(daily[7]);
    expect(weekly[6]).not.toBe(daily[6]);
  });

  test("changing the future never changes the past", () => {
    const one = fc.record({
      day: fc.integer({ min: 60, max: 119 }),
      value: fc.double({ min: 0.1, max: 9, noNaN: true }),
      refitEvery: fc.integer({ min: 1, max: 30 }),
      expanding: fc.boolean(),
      horizon: fc.integer({ min: 1, max: 5 }),
      target: fc.constantFrom("day" as const, "mean" as const),
    });
    fc.assert(
      fc.property(one, ({ day, value, ...how }) => {
        const changed = values.map((x, t) => (t >= day ? x * value : x));
        const until = day - 60 + 1; // the forecast of that day itself, too
        expect(rollingHarForecast(changed, { ...options, ...how }).slice(0, until)).toEqual(
          rollingHarForecast(values, { ...options, ...how }).slice(0, until),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("misuse", () => {
    expect(() => rollingHarForecast(values, { window: 120 })).toThrow(
      "rollingHarForecast: window must be shorter than the 120 values, got 120",
    );
    expect(() => rollingHarForecast(values, { window: 60, refitEvery: 0 })).toThrow("refitEvery");
  });
});
