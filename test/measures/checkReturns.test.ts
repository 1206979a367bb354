import { expect, test } from "vitest";
import { conditionalValueAtRisk, valueAtRisk } from "../../lib/measures/valueAtRisk";
import { rollingSharpe, sharpeRatio } from "../../lib/measures/sharpe";

const prices = [0.31, 0.32, 0.3, 0.29, 0.33, 0.34, 0.31, 0.3, 0.32, 0.33];

test("prices are not taken for returns", () => {
  const sentence = /returns must be changes from period to period, not prices .*simpleReturns\(prices\)/;
  for (const measure of [sharpeRatio, valueAtRisk, conditionalValueAtRisk])
    expect(() => measure(prices)).toThrow(sentence);
  expect(() => rollingSharpe(prices, { window: 5 })).toThrow(sentence);
});

test("a series of gains is, and so are a few large ones", () => {
  expect(sharpeRatio(prices.map((p) => p / 10))).toBeGreaterThan(0);
  expect(sharpeRatio([1, 2, 3])).toBe(2); // mean 2, deviation 1
});
