import fc from "fast-check";
import { expect, test } from "vitest";
import { mean, standardDeviation } from "../../lib/measures/average";
import { impliedDays } from "../../lib/measures/impliedDays";
import { rollingRisk } from "../../lib/measures/rollingRisk";
import { conditionalValueAtRisk, valueAtRisk } from "../../lib/measures/valueAtRisk";
import { sampleReturns } from "../support/samples";

test("mean and standard deviation, by hand", () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(standardDeviation([1, 3])).toBeCloseTo(Math.SQRT2, 15);
  expect(standardDeviation([1, 3], { ddof: 0 })).toBe(1);
  expect(standardDeviation([5, 5, 5])).toBe(0);
  expect(() => mean([])).toThrow("values must hold at least 1 values, got 0");
  expect(() => standardDeviation([1])).toThrow("values must hold at least 2 values, got 1");
  expect(() => standardDeviation([1, 2], { ddof: 2 as 1 })).toThrow("ddof");
});

test("they move and stretch with the values", () => {
  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.5, max: 2, noNaN: true }), (x, k) => {
      const moved = x.map((value) => k * value + 7);
      expect(mean(moved)).toBeCloseTo(k * mean(x) + 7, 8);
      expect(standardDeviation(moved)).toBeCloseTo(k * standardDeviation(x), 6);
    }),
  );
});

test("implied days: what a steady growth needs, with and without swings", () => {
  const { E } = Math;
  // μ = 0.1 · 0.02, less σ²/2 = 0.0002: a growth of 0.0018 a day to the 1 of ln e
  expect(impliedDays({ returnRate: E - 1, sharpe: 0.1, deviation: 0.02 })).toBeCloseTo(1 / 0.0018, 9);
  // a skewness of 3 adds σ³ = 0.000008
  expect(impliedDays({ returnRate: E - 1, sharpe: 0.1, deviation: 0.02, skewness: 3 })).toBeCloseTo(
    1 / 0.001808,
    9,
  );
  expect(impliedDays({ returnRate: E - 1, sharpe: 0.1 })).toBeCloseTo(200, 9);
  expect(impliedDays({ returnRate: -0.5, sharpe: 0.1, deviation: 0.02 })).toBeLessThan(0);
  expect(() => impliedDays({ returnRate: -1, sharpe: 0.1 })).toThrow("returnRate");
  expect(() => impliedDays({ returnRate: 1, sharpe: 0.1, deviation: 0 })).toThrow("deviation");
});

test("implied days: no deviation needs fewer than the bound, and σ = S reaches it", () => {
  const fewest = impliedDays({ returnRate: 0.6, sharpe: 0.08 });
  for (const deviation of [0.01, 0.05, 0.08, 0.1, 0.15])
    expect(impliedDays({ returnRate: 0.6, sharpe: 0.08, deviation })).toBeGreaterThanOrEqual(fewest - 1e-9);
  expect(impliedDays({ returnRate: 0.6, sharpe: 0.08, deviation: 0.08 })).toBeCloseTo(fewest, 9);
});

test("rolling risk: each day from the days before it, by the function of the whole window", () => {
  const returns = sampleReturns(1);
  const risk = rollingRisk(returns, { window: 30, method: "normal", level: 0.9 });
  expect(risk.valueAtRisk).toHaveLength(returns.length - 30);
  expect(risk.conditionalValueAtRisk).toHaveLength(returns.length - 30);
  const window = returns.slice(17, 47);
  expect(risk.valueAtRisk[17]).toBe(valueAtRisk(window, { method: "normal", level: 0.9 }));
  expect(risk.conditionalValueAtRisk[17]).toBe(
    conditionalValueAtRisk(window, { method: "normal", level: 0.9 }),
  );
  // a later first day leaves out what comes before it
  const later = rollingRisk(returns, { window: 30, from: 50, method: "normal", level: 0.9 });
  expect([...later.valueAtRisk]).toEqual([...risk.valueAtRisk.slice(20)]);
});

test("rolling risk: a day's return changes no risk up to that day", () => {
  const returns = sampleReturns(2);
  const before = rollingRisk(returns, { window: 20 }).valueAtRisk;
  const after = rollingRisk(returns.map((r, t) => (t === 60 ? -0.9 : r)), { window: 20 }).valueAtRisk; // prettier-ignore
  expect([...after.slice(0, 41)]).toEqual([...before.slice(0, 41)]);
  expect(after[41]).toBeGreaterThan(before[41]);
  expect([...after.slice(61)]).toEqual([...before.slice(61)]);
});

test("rolling risk: windows that are not there are refused", () => {
  expect(() => rollingRisk([0.1, 0.2], { window: 1 })).toThrow("window");
  expect(() => rollingRisk(sampleReturns(1), { window: 30, from: 20 })).toThrow("from");
  expect(() => rollingRisk(sampleReturns(1, 20), { window: 30 })).toThrow("at least 30");
});
