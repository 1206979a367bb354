import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averageTrueRange, trueRange, type HighLowClose } from "../../lib/indicators/averageTrueRange";
import fixture from "../fixtures/indicators/indicators.json";
import { EXACT } from "../support/tolerances";

const { high, low, close } = fixture;
/** Low, close, high. */
const day = fc
  .array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((prices) => prices.sort((a, b) => a - b));
const days = fc.array(day, { minLength: 3, maxLength: 40 });
const options = fc.record({
  period: fc.integer({ min: 1, max: 10 }),
  smoothing: fc.constantFrom("simple" as const, "wilder" as const, "exponential" as const),
  firstTrueRange: fc.constantFrom("highLow" as const, "skip" as const),
});

function columns(rows: readonly (readonly number[])[]): HighLowClose {
  return { low: rows.map((r) => r[0]), close: rows.map((r) => r[1]), high: rows.map((r) => r[2]) };
}

describe("trueRange", () => {
  // Day 1 has no close before it; day 2 opens with a gap up, day 3 with a gap down, day 4 stays inside.
  const prices = { high: [12, 20, 11, 12], low: [9, 18, 8, 10], close: [10, 19, 9, 11] };

  test("four days by hand", () => {
    // 12 − 9 = 3;  max(2, |20 − 10|, |18 − 10|) = 10;  max(3, |11 − 19|, |8 − 19|) = 11;  max(2, |12 − 9|, 1) = 3
    expect(trueRange(prices)).toEqual(Float64Array.of(3, 10, 11, 3));
    expect(trueRange(prices, { firstTrueRange: "skip" })).toEqual(Float64Array.of(10, 11, 3));
  });

  test("agrees with pandas and TA-Lib", () => {
    expect(trueRange({ high, low, close })).toBeAllClose(fixture.trueRange.highLow, EXACT);
    expect(trueRange({ high, low, close }, { firstTrueRange: "skip" })).toBeAllClose(
      fixture.trueRange.skip,
      EXACT,
    );
  });

  test("is at least high − low, and never reads its own close", () => {
    fc.assert(
      fc.property(days, (rows) => {
        const { high, low, close } = columns(rows);
        const ranges = trueRange({ high, low, close });
        ranges.forEach((range, t) => expect(range).toBeGreaterThanOrEqual(high[t] - low[t]));
        const lastMoved = [...Array.from(close).slice(0, -1), low[low.length - 1]];
        expect(trueRange({ high, low, close: lastMoved })).toEqual(ranges);
      }),
    );
  });

  test("refuses lists of different lengths, and a high below its low", () => {
    expect(() => trueRange({ high: [2, 3], low: [1, 2], close: [1] })).toThrow(
      "trueRange: high and close must have the same length, got 2 and 1",
    );
    expect(() => trueRange({ high: [2, 1], low: [1, 2], close: [1, 2] })).toThrow(
      "trueRange: high[1] must be at least low[1] = 2, got 1",
    );
    expect(() => trueRange({ high: [2], low: [1], close: [1] }, { firstTrueRange: "skip" })).toThrow(
      "trueRange: high must hold at least 2 values, got 1",
    );
    expect(() => trueRange({ high: [2], low: [1] } as never)).toThrow(
      "trueRange: close must be a list of numbers",
    );
  });
});

describe("averageTrueRange", () => {
  // True ranges 3, 10, 11, 3 as above.
  const prices = { high: [12, 20, 11, 12], low: [9, 18, 8, 10], close: [10, 19, 9, 11] };

  test("four days by hand: the paper's rule", () => {
    // all so far while t < 3: 3, 13/2, 24/3; then the last three: (10 + 11 + 3)/3
    expect(averageTrueRange(prices, { period: 3 })).toBeAllClose([3, 6.5, 8, 8]);
    // and with 14 days, the default, all four are warm-up: the last is 27/4
    expect(averageTrueRange(prices)).toBeAllClose([3, 6.5, 8, 6.75]);
    expect(averageTrueRange(prices, { period: 3, firstTrueRange: "skip" })).toBeAllClose([10, 10.5, 8]);
  });

  test("four days by hand: the other smoothings", () => {
    // Wilder with 2 days: 3, 6.5, 6.5 + (11 − 6.5)/2 = 8.75, 8.75 + (3 − 8.75)/2 = 5.875
    expect(averageTrueRange(prices, { period: 2, smoothing: "wilder" })).toBeAllClose([3, 6.5, 8.75, 5.875]);
    // exponential with 3 days, weight ½: 3, 6.5, 8.75, 5.875
    expect(averageTrueRange(prices, { period: 3, smoothing: "exponential" })).toBeAllClose([
      3, 6.5, 8.75, 5.875,
    ]);
  });

  test("the paper's rule agrees with pandas", () => {
    const { simple14, simpleSkip5 } = fixture.averageTrueRange;
    const near = { rtol: 1e-12, atol: 1e-12 }; // pandas updates its window from day to day
    expect(averageTrueRange({ high, low, close })).toBeAllClose(simple14, near);
    expect(averageTrueRange({ high, low, close }, { period: 5, firstTrueRange: "skip" })).toBeAllClose(
      simpleSkip5,
      near,
    );
  });

  test("Wilder's agrees with TA-Lib and with ta, which start on different days", () => {
    const { talibWilder14, taWilder14 } = fixture.averageTrueRange;
    const wilder = { smoothing: "wilder" } as const;
    const skipping = averageTrueRange({ high, low, close }, { ...wilder, firstTrueRange: "skip" });
    expect(skipping.slice(13)).toBeAllClose(talibWilder14, EXACT);
    expect(averageTrueRange({ high, low, close }, wilder).slice(13)).toBeAllClose(taWilder14, EXACT);
  });

  test("the exponential agrees with pandas", () => {
    expect(averageTrueRange({ high, low, close }, { smoothing: "exponential" })).toBeAllClose(
      fixture.averageTrueRange.exponential14,
      EXACT,
    );
  });

  test("changing the future never changes the past", () => {
    fc.assert(
      fc.property(days, day, options, (rows, other, o) => {
        const before = averageTrueRange(columns(rows), o).subarray(0, -1);
        expect(averageTrueRange(columns([...rows.slice(0, -1), other]), o).subarray(0, -1)).toEqual(before);
      }),
    );
  });

  test("scales with the price, ignores a shift, lies between the ranges that it averages", () => {
    fc.assert(
      fc.property(days, options, (rows, o) => {
        const plain = averageTrueRange(columns(rows), o);
        const scaled = averageTrueRange(columns(rows.map((r) => r.map((x) => 7 * x))), o);
        const shifted = averageTrueRange(columns(rows.map((r) => r.map((x) => x + 50))), o);
        expect(scaled).toBeAllClose(plain.map((x) => 7 * x));
        expect(shifted).toBeAllClose(plain, { rtol: 1e-12, atol: 1e-12 });
        const ranges = trueRange(columns(rows), o);
        const slack = 1 + 1e-12;
        plain.forEach((x, t) => {
          const soFar = ranges.subarray(0, t + 1);
          expect(x * slack).toBeGreaterThanOrEqual(Math.min(...soFar));
          expect(x).toBeLessThanOrEqual(Math.max(...soFar) * slack);
        });
      }),
    );
  });

  test("with a period of one day every smoothing is the true range itself", () => {
    for (const smoothing of ["simple", "wilder", "exponential"] as const)
      expect(averageTrueRange(prices, { period: 1, smoothing })).toEqual(trueRange(prices));
  });

  test("refuses impossible options", () => {
    expect(() => averageTrueRange(prices, { period: 0 })).toThrow("averageTrueRange: period must be");
    expect(() => averageTrueRange(prices, { smoothing: "ema" as never })).toThrow(
      `averageTrueRange: smoothing must be one of "simple", "wilder", "exponential", got 'ema'`,
    );
    expect(() => averageTrueRange(prices, { firstTrueRange: "nan" as never })).toThrow(
      `averageTrueRange: firstTrueRange must be one of "highLow", "skip", got 'nan'`,
    );
  });

  test("200 000 days", () => {
    const close = Float64Array.from({ length: 200_000 }, (_, t) => 100 + Math.sin(t));
    const long = { high: close.map((x) => x + 1), low: close.map((x) => x - 1), close };
    expect(averageTrueRange(long, { smoothing: "wilder" }).length).toBe(200_000);
    expect(averageTrueRange(long, { period: 365 }).length).toBe(200_000);
  });
});
