import fc from "fast-check";
import { expect, test } from "vitest";
import { maxDrawdown } from "../../lib/measures/maxDrawdown";
import fixture from "../fixtures/measures/measures.json";
import { EXACT } from "../support/tolerances";

const wealth = fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 40 });

test("by hand: the deepest fall may come before a higher peak", () => {
  expect(maxDrawdown([100, 80, 120, 60, 90, 200, 150])).toBe(0.5); // from 120 to 60
  expect(maxDrawdown([100, 110, 120])).toBe(0);
  expect(maxDrawdown([100])).toBe(0);
  expect(maxDrawdown([100, -50])).toBe(1.5); // debts
});

test("agrees with empyrical, which counts it negative", () => {
  expect([maxDrawdown(fixture.wealth)]).toBeAllClose([-fixture.maxDrawdownNegative], EXACT);
});

test("is the worst of all pairs of days", () => {
  fc.assert(
    fc.property(wealth, (w) => {
      let worst = 0;
      for (let s = 0; s < w.length; s++)
        for (let t = s; t < w.length; t++) worst = Math.max(worst, (w[s] - w[t]) / w[s]);
      expect([maxDrawdown(w)]).toBeAllClose([worst]);
    }),
  );
});

test("never shrinks as time goes on, and does not depend on the currency", () => {
  fc.assert(
    fc.property(wealth, (w) => {
      expect(maxDrawdown(w)).toBeGreaterThanOrEqual(maxDrawdown(w.slice(0, -1)));
      expect(maxDrawdown(w.map((x) => 8 * x))).toBe(maxDrawdown(w));
    }),
  );
});

test("refuses to begin with nothing", () => {
  expect(() => maxDrawdown([0, 1])).toThrow("maxDrawdown: wealth[0] must be above 0, got 0");
  expect(() => maxDrawdown([])).toThrow("maxDrawdown: wealth must hold at least 1 values, got 0");
});
