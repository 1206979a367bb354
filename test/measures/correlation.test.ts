import fc from "fast-check";
import { expect, test } from "vitest";
import { correlation, correlationMatrix } from "../../lib/measures/correlation";

test("by hand", () => {
  // deviations −1, 0, 1 and −4/3, −1/3, 5/3: 3 / √(2 · 42/9) = 9 / √84
  expect(correlation([1, 2, 3], [2, 3, 5])).toBeCloseTo(9 / Math.sqrt(84), 14);
  expect(correlation([1, 2, 3], [-2, -4, -6])).toBeCloseTo(-1, 14);
});

test("units and origin don't matter, order of the two neither", () => {
  const vector = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(vector, vector, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, scale) => {
      const spread = (v: number[]): number => Math.max(...v) - Math.min(...v);
      fc.pre(spread(a) > 0.1 && spread(b) > 0.1);
      expect(correlation(b, a)).toBeCloseTo(correlation(a, b), 12);
      expect(
        correlation(
          a,
          b.map((x) => scale * x + 3),
        ),
      ).toBeCloseTo(correlation(a, b), 9);
    }),
  );
});

test("a matrix is symmetric, with ones on the diagonal", () => {
  const rows = correlationMatrix({ a: [1, 2, 3], b: [2, 3, 5], c: [3, 1, 2] });
  expect(rows.map((row) => row.length)).toEqual([3, 3, 3]);
  expect(rows[0][1]).toBe(rows[1][0]);
  expect(rows[1][1]).toBe(1);
  expect(rows[0][2]).toBeCloseTo(-0.5, 14);
});

test("a constant vector and different lengths are refused", () => {
  expect(() => correlation([1, 1], [1, 2])).toThrow("correlation: a must be a vector that varies");
  expect(() => correlation([1, 2], [1, 2, 3])).toThrow("same length, got 2 and 3");
});

test("one vector that does not vary but for rounding: NaN beside it, and the others keep their numbers", () => {
  const [a, b] = [[1, 2, 4], [3, 1, 2]]; // prettier-ignore
  const rows = correlationMatrix({ a, still: [0.3, 0.1 + 0.2, 0.3], b });
  expect(rows.map((row) => Array.from(row, Number.isNaN))).toEqual([
    [false, true, false],
    [true, true, true],
    [false, true, false],
  ]);
  expect(rows[0][2]).toBe(correlation(a, b));
  expect(() => correlation(a, [0.3, 0.1 + 0.2, 0.3])).toThrow("correlation: b must be a vector that varies");
});
