import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError, ShapeError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import { lastValue, skill } from "../../lib/measures/baseline";
import { bestLag } from "../../lib/measures/bestLag";

describe("lastValue", () => {
  test("forecasts each day by the day before", () => {
    expect(Array.from(lastValue([3, 1, 4]))).toEqual([Number.NaN, 3, 1]);
  });

  test("changing the future never changes the past", () => {
    expect(lastValue([3, 1, 9]).subarray(0, 3)).toEqual(lastValue([3, 1, 4]).subarray(0, 3));
  });
});

describe("skill", () => {
  test("by hand", () => {
    expect(skill(0.5, 2)).toBe(0.75);
    expect(skill(3, 2)).toBe(-0.5);
    expect(skill(2, 2)).toBe(0);
    expect(skill(0, 2)).toBe(1);
  });

  test("a baseline without error leaves nothing to gain", () => {
    expect(() => skill(1, 0)).toThrow("skill: baseline must be above 0, got 0");
    expect(() => skill(Number.NaN, 1)).toThrow(DomainError);
  });
});

describe("bestLag", () => {
  const rng = createRng(4);
  const walk = Float64Array.from({ length: 80 }, () => rng.normal()).map(
    (
      (sum) => (x) =>
        (sum += x)
    )(0),
  );

  test("finds how late a forecast is", () => {
    for (const late of [0, 1, 3]) {
      const forecast = walk.map((_, d) => walk[Math.max(0, d - late)]);
      const { lag, correlations } = bestLag(walk, forecast);
      expect(lag).toBe(late);
      expect(correlations).toHaveLength(6);
      expect(correlations[late]).toBeCloseTo(1, 12);
    }
  });

  test("by hand: lag 1 of four days, on the last three", () => {
    // ŷ = 1, 2, 4 against y = 2, 4, 3 (lag 0) and 1, 2, 4 (lag 1)
    const { correlations } = bestLag([1, 2, 4, 3], [0, 1, 2, 4], { maxLag: 1 });
    expect(correlations).toBeAllClose([1 / Math.sqrt((14 / 3) * 2), 1]);
  });

  test("does not depend on units", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (scale, shift) => {
          const late = walk.map((_, d) => scale * walk[Math.max(0, d - 2)] + shift);
          expect(bestLag(walk, late).lag).toBe(2);
        },
      ),
    );
  });

  test("refuses what leaves no two days", () => {
    expect(() => bestLag([1, 2, 3], [1, 2, 3])).toThrow(ShapeError);
    expect(() => bestLag([1, 1, 1], [1, 2, 3], { maxLag: 0 })).toThrow(/varies/);
  });
});
