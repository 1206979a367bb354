import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differencesOf, settled, varies } from "../../lib/math/varies";
import { logReturns, simpleReturns } from "../../lib/indicators/returns";

const growth = Array.from({ length: 251 }, (_, t) => 100 * 1.001 ** t);

describe("what differs by rounding alone does not vary", () => {
  test.each<[string, ArrayLike<number>]>([
    ["0.1 + 0.2 beside 0.3", [0.3, 0.1 + 0.2, 0.3]],
    ["simple returns of a fixed yield", simpleReturns(growth)],
    ["log returns of a fixed yield", logReturns(growth)],
    ["zeros of both signs", [0, -0, 0]],
    ["sums in another order", [0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1]],
    ["a large number and the next one", [1e15, 1e15 + 0.125]],
  ])("%s", (_, values) => expect(varies(values)).toBe(false));
});

describe("what people measure does", () => {
  test.each<[string, ArrayLike<number>]>([
    ["the price of a coin that is pegged", [1.0001, 1.0002, 1.0001]],
    ["its returns", simpleReturns([1.0001, 1.0002, 1.0001])],
    ["a rate of interest that moves by a thousandth of itself", [1e-4, 1.001e-4]],
    ["a market capitalisation, to the dollar", [1.5e9, 1.5e9 + 1]],
    ["nothing, and the smallest there is", [0, 5e-324]],
    ["numbers as far apart as there are", [-Number.MAX_VALUE, Number.MAX_VALUE]],
  ])("%s", (_, values) => expect(varies(values)).toBe(true));
});

test("the same is said in any unit, and of any order", () => {
  const series = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(series, fc.integer({ min: -40, max: 40 }), (values, exponent) => {
      const unit = 2 ** exponent; // exact
      fc.pre(values.every((x) => x === 0 || Math.abs(x) > 1e-290));
      expect(varies(values.map((x) => unit * x))).toBe(varies(values));
      expect(varies(values.map((x) => -x).reverse())).toBe(varies(values));
    }),
  );
});

test("a window is looked at alone", () => {
  const values = [1, 2, 0.3, 0.1 + 0.2, 5];
  expect(varies(values, 2, 4)).toBe(false);
  expect(varies(values, 1, 4)).toBe(true);
});

test("settled: as they are, or exactly equal", () => {
  expect([...settled([1, 2])]).toEqual([1, 2]);
  const equal = settled([0.3, 0.1 + 0.2, 0.3]);
  expect(new Set(equal).size).toBe(1);
  expect(equal[0]).toBeCloseTo(0.3, 15);
});

test("differences are measured by what they are differences of", () => {
  expect([...differencesOf([3, 5], [1, 2])]).toEqual([2, 3]);
  expect([...differencesOf([0.3, 0.5], [0.1 + 0.2, 0.5])]).toEqual([0, 0]); // −5.6e-17 is rounding
  const apart = differencesOf([1.1, 2.2, 3.3], [1, 2.1, 3.2]); // 0.1, but for rounding
  expect(new Set(apart).size).toBe(1);
  expect(apart[0]).toBeCloseTo(0.1, 14);
});
