import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { cornishFisherRange, shrunkShape } from "../../lib/measures/cornishFisherRange";
import { conditionalValueAtRisk, valueAtRisk } from "../../lib/measures/valueAtRisk";

/** The slope of the expansion at z. */
const slope = (z: number, skewness: number, kurtosis: number): number =>
  1 + (z * skewness) / 3 + ((3 * z * z - 3) * (kurtosis - 3)) / 24 - ((6 * z * z - 5) * skewness ** 2) / 36;
const lowestSlope = (reach: number, skewness: number, kurtosis: number): number => {
  let lowest = Infinity;
  for (let z = -reach; z <= reach; z += 0.001) lowest = Math.min(lowest, slope(z, skewness, kurtosis));
  return lowest;
};

describe("the range", () => {
  test("by hand, without skewness: at z = 0 the slope is 1 − K/8, so K ≤ 8; at z★ it is 1 + (3z★² − 3) K/24", () => {
    // p = 0.05: z★ = 3.2905, the normal quantile of 0.0005
    const [low, high] = cornishFisherRange(0.05, 0)!;
    expect(high).toBeCloseTo(11, 12);
    expect(low).toBeCloseTo(3 - 24 / (3 * 3.2905267314919255 ** 2 - 3), 9);
  });

  test("Maillard (2012): no kurtosis goes with a skewness beyond 6 (√2 − 1) = 2.485", () => {
    expect(cornishFisherRange(0.05, 2.485)).toBeDefined();
    expect(cornishFisherRange(0.05, 2.486)).toBeUndefined();
    expect(cornishFisherRange(0.05, -2.486)).toBeUndefined();
    // Where s = √2 − 1 both ends meet at K = 4 (1 + 11 s²)
    const [low, high] = cornishFisherRange(1e-300, 6 * (Math.SQRT2 - 1))!;
    const s2 = (Math.SQRT2 - 1) ** 2;
    expect([low, high]).toBeAllClose([7 + 44 * s2, 7 + 44 * s2], { rtol: 1e-6 });
  });

  test("inside the expansion rises up to z★, outside it falls somewhere", () => {
    const z = { 0.05: 3.2905267314919255, 0.01: 3.719016485455709 };
    fc.assert(
      fc.property(
        fc.double({ min: -2.4, max: 2.4, noNaN: true }),
        fc.constantFrom(0.05 as const, 0.01 as const),
        (skewness, p) => {
          const [low, high] = cornishFisherRange(p, skewness)!;
          const middle = 0.5 * (low + high);
          for (const kurtosis of [low + 1e-6, middle, high - 1e-6])
            if (low < high) expect(lowestSlope(z[p], skewness, kurtosis)).toBeGreaterThan(-1e-5);
          for (const kurtosis of [low - 0.05, high + 0.05])
            expect(lowestSlope(z[p], skewness, kurtosis)).toBeLessThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a value at risk", () => {
  const rng = createRng(7);
  const crash = Array.from({ length: 250 }, (_, t) => (t === 100 ? -0.7 : 0.02 * rng.normal()));

  test("with one day of −70 % is refused, and says the range", () => {
    for (const measure of [valueAtRisk, conditionalValueAtRisk])
      expect(() => measure(crash, { level: 0.99, method: "cornishFisher" })).toThrow(
        /the kurtosis of returns must be that of returns with a skewness from -2\.485 to 2\.485 \(theirs is -1\d\./,
      );
  });

  test("of a kurtosis too high for its skewness is refused, and says which would do", () => {
    const peaked = Array.from({ length: 200 }, (_, t) =>
      t % 50 === 0 ? 0.2 * (t % 100 === 0 ? 1 : -1) : 0.005 * Math.sin(t * t),
    );
    expect(() => valueAtRisk(peaked, { method: "cornishFisher" })).toThrow(
      /the kurtosis of returns must be from 2\.\d+ to 1[01]\.\d+ at the skewness .*got \d/,
    );
  });

  test("shrunk it is a loss, no smaller than the normal one, and below its CVaR", () => {
    const way = { level: 0.99, method: "cornishFisher", cornishFisherRange: "shrink" } as const;
    const [risk, tail] = [valueAtRisk(crash, way), conditionalValueAtRisk(crash, way)];
    expect(risk).toBeGreaterThan(valueAtRisk(crash, { level: 0.99, method: "normal" }));
    expect(tail).toBeGreaterThan(risk);
  });

  test("inside the range nothing is shrunk", () => {
    const shape = { skewness: -0.5, kurtosis: 5 };
    expect(shrunkShape(0.05, shape)).toEqual(shape);
    const far = shrunkShape(0.05, { skewness: 0, kurtosis: 43 });
    expect([far.skewness, far.kurtosis]).toBeAllClose([0, 11], { rtol: 1e-9 });
  });
});
