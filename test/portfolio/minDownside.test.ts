import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dot } from "../../lib/math/matrix";
import { minDownside, minVariance } from "../../lib/portfolio";
import { bestLinear, feasibleSet } from "../../lib/portfolio/constraints";
import { seeds, simulatedMoments } from "./portfolios";

test("two assets, two scenarios by hand", () => {
  // shortfalls 0.1w and 0.2(1 − w): w²/100 + 4(1 − w)²/100 is smallest at w = 4/5, where it is (0.0064 + 0.0016)/2
  const answer = minDownside([[-0.1, 0], [0, -0.2]], { bounds: [0, 1] }); // prettier-ignore
  expect(answer.weights).toBeAllClose([0.8, 0.2], { rtol: 1e-9 });
  expect(answer.value).toBeCloseTo(Math.sqrt(0.004), 12);
});

test("returns that mirror each other about the target: half of the variance", () => {
  const half = simulatedMoments(3, 4, 25).returns;
  const mirrored = [...half, ...half.map((row) => row.map((r) => -r))];
  const covariance = half[0].map((_, i) =>
    half[0].map((__, j) => half.reduce((sum, row) => sum + (row[i] * row[j]) / 25, 0)),
  );
  const variance = minVariance({ covariance });
  const downside = minDownside(mirrored);
  expect(downside.weights).toBeAllClose(variance.weights, { atol: 1e-6, rtol: 0 });
  expect(downside.value ** 2).toBeCloseTo(variance.value / 2, 12);
});

test("the certificate holds; a mean to be kept is kept", () => {
  fc.assert(
    fc.property(seeds, fc.constantFrom([-1, 1], [0, 1], [0, 0.4]), (seed, bounds) => {
      const { returns } = simulatedMoments(seed, 5, 30);
      const options = { bounds: bounds as [number, number], target: 0.001 };
      const free = minDownside(returns, options);
      expect(free.certificate.gap).toBeLessThan(1e-10);
      const mean = returns[0].map((_, i) => returns.reduce((sum, row) => sum + row[i] / 30, 0));
      const most = dot(mean, bestLinear(mean, feasibleSet("test", 5, options))!);
      const minimumMean = 0.5 * (free.excessReturn + most);
      const kept = minDownside(returns, { ...options, minimumMean });
      expect(kept.excessReturn).toBeGreaterThanOrEqual(minimumMean - 1e-12);
      expect(kept.value).toBeGreaterThanOrEqual(free.value - 1e-12);
      expect(dot(kept.weights, new Float64Array(5).fill(1))).toBeCloseTo(1, 10);
    }),
    { numRuns: 25 },
  );
});

describe("edges", () => {
  test("no loss at all is possible: the value is 0", () => {
    expect(minDownside([[0.1, -0.1], [0.2, 0.3]], { bounds: [0, 1] }).value).toBeCloseTo(0, 12); // prettier-ignore
  });

  test("bad input is named", () => {
    expect(() => minDownside([])).toThrow(/minDownside: scenarios must be a list of rows/);
    expect(() => minDownside([[0.1, 0.2]], { minimumMean: 9 })).toThrow(/minimumMean must be at most/);
  });
});
