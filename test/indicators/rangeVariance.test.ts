import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { rangeVariance } from "../../lib/indicators/rangeVariance";

const price = fc.double({ min: 0.01, max: 1e5, noNaN: true });
const day = fc.tuple(price, price).map(([a, b]) => ({ high: Math.max(a, b), low: Math.min(a, b) }));
const days = fc
  .array(day, { minLength: 1, maxLength: 20 })
  .map((list) => ({ high: list.map(({ high }) => high), low: list.map(({ low }) => low) }));

describe("rangeVariance", () => {
  test("three days by hand", () => {
    // ln 2² / (4 ln 2) = ln 2 / 4;  no range, no variance;  ln 4 is twice ln 2: four times the first
    expect(rangeVariance({ high: [2, 7, 4], low: [1, 7, 1] })).toBeAllClose([Math.LN2 / 4, 0, Math.LN2]);
  });

  test("does not depend on the unit of the price", () => {
    fc.assert(
      fc.property(days, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ high, low }, unit) => {
        const scaled = { high: high.map((p) => p * unit), low: low.map((p) => p * unit) };
        expect(rangeVariance(scaled)).toBeAllClose(rangeVariance({ high, low }), { rtol: 1e-9, atol: 1e-12 });
      }),
    );
  });

  test("has the variance of a random walk as its mean, and a fifth of the spread of the squared return", () => {
    const rng = createRng(5);
    const steps = 2000;
    const high: number[] = [];
    const low: number[] = [];
    const squares: number[] = [];
    for (let i = 0; i < 2000; i++) {
      let [x, top, bottom] = [0, 0, 0];
      for (let k = 0; k < steps; k++) {
        x += (0.04 * rng.normal()) / Math.sqrt(steps);
        top = Math.max(top, x);
        bottom = Math.min(bottom, x);
      }
      high.push(Math.exp(top));
      low.push(Math.exp(bottom));
      squares.push(x * x);
    }
    const mean = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((a, b) => a + b, 0) / values.length;
    const spread = (values: ArrayLike<number>): number =>
      mean(Array.from(values, (x) => (x - mean(values)) ** 2));
    const variances = rangeVariance({ high, low });
    // a walk in steps misses some of the extremes: 0.9 √(1/2000) of the range is lost on average, 4 % of its square
    expect(mean(variances) / 0.0016).toBeGreaterThan(0.92);
    expect(mean(variances) / 0.0016).toBeLessThan(1.02);
    expect(spread(squares) / spread(variances)).toBeGreaterThan(4);
  });

  test("misuse", () => {
    expect(() => rangeVariance({ high: [2, 1], low: [1, 2] })).toThrow(
      "rangeVariance: high[1] must be at least low[1], 2, got 1",
    );
    expect(() => rangeVariance({ high: [2], low: [0] })).toThrow("rangeVariance: low[0]");
    expect(() => rangeVariance({ high: [2], low: [1, 1] })).toThrow("rangeVariance");
  });
});
