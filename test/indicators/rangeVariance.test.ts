import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { rangeVariance } from "../../lib/indicators/rangeVariance";

const price = fc.double({ min: 0.01, max: 1e5, noNaN: true });
const day = fc.tuple(price, price).map(([a, b]) => ({ high: Math.max(a, b), low: Math.min(a, b) }));
const inside = fc.double({ min: 0, max: 1, noNaN: true });
const candle = fc.tuple(day, inside, inside).map(([{ high, low }, a, b]) => {
  const at = (share: number): number => Math.min(high, Math.max(low, low * (high / low) ** share));
  return { high: [high], low: [low], open: [at(a)], close: [at(b)] };
});
const days = fc
  .array(day, { minLength: 1, maxLength: 20 })
  .map((list) => ({ high: list.map(({ high }) => high), low: list.map(({ low }) => low) }));

describe("rangeVariance", () => {
  test("three days by hand", () => {
    // ln 2² / (4 ln 2) = ln 2 / 4;  no range, no variance;  ln 4 is twice ln 2: four times the first
    expect(rangeVariance({ high: [2, 7, 4], low: [1, 7, 1] })).toBeAllClose([Math.LN2 / 4, 0, Math.LN2]);
  });

  test("Garman and Klass, three days by hand", () => {
    // the range is ln 4 on all: closed where it opened, ½ ln²4 = 2 ln²2; from one end to the other, less (2 ln 2 − 1) ln²4;
    // half way up (from 1 to 2), less (2 ln 2 − 1) ln²2
    const prices = { open: [2, 1, 1], high: [4, 4, 4], low: [1, 1, 1], close: [2, 4, 2] };
    const square = Math.LN2 ** 2;
    expect(rangeVariance(prices, { estimator: "garmanKlass" })).toBeAllClose([
      2 * square,
      2 * square - (2 * Math.LN2 - 1) * 4 * square,
      2 * square - (2 * Math.LN2 - 1) * square,
    ]);
  });

  test("Garman and Klass never fall below what a straight way from low to high has", () => {
    fc.assert(
      fc.property(candle, (prices) => {
        const least = (1.5 - 2 * Math.LN2) * Math.log(prices.high[0] / prices.low[0]) ** 2;
        const [variance] = rangeVariance(prices, { estimator: "garmanKlass" });
        expect(variance).toBeGreaterThanOrEqual(least * (1 - 1e-9));
        const turned = { ...prices, open: prices.close, close: prices.open };
        expect(rangeVariance(turned, { estimator: "garmanKlass" })).toBeAllClose([variance], { atol: 1e-15 });
      }),
    );
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
    const close: number[] = [];
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
      close.push(Math.exp(x));
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
    const open = close.map(() => 1);
    const sharper = rangeVariance({ open, high, low, close }, { estimator: "garmanKlass" });
    // the same share of h² is lost, which weighs ½ here and not 1/(4 ln 2): 4 % of 2 ln 2
    expect(mean(sharper) / 0.0016).toBeGreaterThan(0.9);
    expect(mean(sharper) / 0.0016).toBeLessThan(1.02);
    expect(spread(squares) / spread(sharper)).toBeGreaterThan(6);
  });

  test("misuse", () => {
    expect(() => rangeVariance({ high: [2, 1], low: [1, 2] })).toThrow(
      "rangeVariance: high[1] must be at least low[1], 2, got 1",
    );
    expect(() => rangeVariance({ high: [2], low: [0] })).toThrow("rangeVariance: low[0]");
    expect(() => rangeVariance({ high: [2], low: [1, 1] })).toThrow("rangeVariance");
    const estimator = "garmanKlass";
    expect(() => rangeVariance({ high: [2], low: [1] } as never, { estimator })).toThrow(
      "rangeVariance: open must be",
    );
    expect(() => rangeVariance({ high: [2], low: [1], open: [1], close: [3] }, { estimator })).toThrow(
      "rangeVariance: close[0] must be from low to high, 1 to 2, got 3",
    );
    expect(() => rangeVariance({ high: [2], low: [1] }, { estimator: "yangZhang" as never })).toThrow(
      "rangeVariance: estimator",
    );
  });
});
