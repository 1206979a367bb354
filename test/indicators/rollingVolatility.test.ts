import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { laggedVolatility, rollingVolatility } from "../../lib/indicators/rollingVolatility";
import fixture from "../fixtures/indicators/indicators.json";
import { EXACT } from "../support/tolerances";

const value = fc.double({ min: -0.5, max: 0.5, noNaN: true });
const values = fc.array(value, { minLength: 8, maxLength: 60 });
const options = fc.record({
  window: fc.integer({ min: 2, max: 8 }),
  ddof: fc.constantFrom<0 | 1>(0, 1),
  warmUp: fc.constantFrom<"expand" | "skip">("expand", "skip"),
});

describe("rollingVolatility", () => {
  test("four values by hand, in each form", () => {
    const x = [1, 3, 5, 11];
    // paper 1: {1}: 0; {1, 3}: 1; {3, 5}: 1; {5, 11}: 3
    expect(rollingVolatility(x, { window: 2 })).toBeAllClose([0, 1, 1, 3]);
    // a window of three: {1, 3, 5}: √(8/3); {3, 5, 11}: mean 19/3, squares (100 + 16 + 196)/9 = 104/3
    expect(rollingVolatility(x, { window: 3 })).toBeAllClose([0, 1, Math.sqrt(8 / 3), Math.sqrt(104 / 9)]);
    // paper 2: full windows only, divided by W − 1
    expect(rollingVolatility(x, { window: 3, ddof: 1, warmUp: "skip" })).toBeAllClose([2, Math.sqrt(52 / 3)]);
    // one value has no sample deviation: the expanding form begins with the second
    expect(rollingVolatility(x, { window: 3, ddof: 1 })).toBeAllClose([Math.SQRT2, 2, Math.sqrt(52 / 3)]);
  });

  test("a window longer than the list expands to its end", () => {
    expect(rollingVolatility([1, 3, 5], { window: 100 })).toBeAllClose([0, 1, Math.sqrt(8 / 3)]);
  });

  test("agrees with pandas", () => {
    const { expandPopulation9, expandSample9, skipPopulation30, skipSample30 } = fixture.volatility;
    const { simpleReturns: simple, logReturns: log } = fixture;
    const near = { rtol: 1e-11, atol: 1e-12 }; // pandas updates its window from day to day
    expect(rollingVolatility(simple, { window: 9 })).toBeAllClose(expandPopulation9, near);
    expect(rollingVolatility(simple, { window: 9, ddof: 1 })).toBeAllClose(expandSample9, near);
    expect(rollingVolatility(log, { window: 30, warmUp: "skip" })).toBeAllClose(skipPopulation30, near);
    expect(rollingVolatility(log, { window: 30, ddof: 1, warmUp: "skip" })).toBeAllClose(skipSample30, near);
  });

  test("changing the future never changes the past", () => {
    fc.assert(
      fc.property(values, value, options, (x, other, o) => {
        const before = rollingVolatility(x, o).subarray(0, -1);
        expect(rollingVolatility([...x.slice(0, -1), other], o).subarray(0, -1)).toEqual(before);
      }),
    );
  });

  test("the two warm-ups agree from the first full window on", () => {
    fc.assert(
      fc.property(values, options, (x, o) => {
        const skip = rollingVolatility(x, { ...o, warmUp: "skip" });
        expect(rollingVolatility(x, { ...o, warmUp: "expand" }).slice(-skip.length)).toEqual(skip);
      }),
    );
  });

  test("scales with the values, ignores a shift, their sign and their order in the window", () => {
    fc.assert(
      fc.property(values, options, (x, o) => {
        const plain = rollingVolatility(x, o);
        expect(
          rollingVolatility(
            x.map((v) => -3 * v),
            o,
          ),
        ).toBeAllClose(
          plain.map((v) => 3 * v),
          { atol: 1e-13 },
        );
        expect(
          rollingVolatility(
            x.map((v) => v + 5),
            o,
          ),
        ).toBeAllClose(plain, { rtol: 1e-6, atol: 1e-13 });
        const all = { window: x.length, warmUp: "skip" } as const;
        expect(rollingVolatility([...x].reverse(), all)).toBeAllClose(rollingVolatility(x, all), {
          atol: 1e-13,
        });
      }),
    );
  });

  test("is exactly 0 where nothing moves", () => {
    expect(rollingVolatility([0.1, 0.1, 0.1, 0.1], { window: 3 })).toEqual(Float64Array.of(0, 0, 0, 0));
  });

  test("refuses impossible arguments", () => {
    expect(() => rollingVolatility([1, 2], { window: 0 })).toThrow(
      "rollingVolatility: window must be a whole number, at least 1, got 0",
    );
    expect(() => rollingVolatility([1, 2], { window: 1, ddof: 1 })).toThrow("at least 2, got 1");
    expect(() => rollingVolatility([1, 2], { window: 3, warmUp: "skip" })).toThrow(
      "rollingVolatility: values must fill a window of 3, got 2 values",
    );
    expect(() => rollingVolatility([1, 2], { window: 2, ddof: 2 as never })).toThrow("ddof must be");
    expect(() => rollingVolatility([1, 2], { window: 2, warmUp: "drop" as never })).toThrow("warmUp must be");
    expect(() => rollingVolatility([1, Number.NaN], { window: 2 })).toThrow(
      "values[1] must be a finite number",
    );
    expect(() => rollingVolatility([], { window: 2 })).toThrow("values must hold at least 1 values, got 0");
  });

  test("200 000 values in a window of 365 within a few seconds", () => {
    const long = Float64Array.from({ length: 200_000 }, (_, t) => Math.sin(t));
    expect(rollingVolatility(long, { window: 365 }).length).toBe(200_000);
  });
});

describe("laggedVolatility", () => {
  test("stands beside the volatility of the days after it", () => {
    expect(laggedVolatility([1, 2, 3])).toEqual(Float64Array.of(1, 2));
    expect(laggedVolatility([1, 2, 3], { lag: 2 })).toEqual(Float64Array.of(1));
  });

  test("agrees with pandas", () => {
    expect(laggedVolatility(fixture.volatility.skipSample30)).toBeAllClose(fixture.volatility.lagged1, EXACT);
  });

  test("does not know the last value", () => {
    expect(laggedVolatility([1, 2, 3])).toEqual(laggedVolatility([1, 2, 99]));
  });

  test("refuses a lag of 0 and one that leaves nothing", () => {
    expect(() => laggedVolatility([1, 2], { lag: 0 })).toThrow(
      "lag must be a whole number, at least 1, got 0",
    );
    expect(() => laggedVolatility([1, 2], { lag: 2 })).toThrow(
      "volatility must hold at least 3 values, got 2",
    );
  });
});
