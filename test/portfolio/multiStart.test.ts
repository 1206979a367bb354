import { expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { dot, times } from "../../lib/math/matrix";
import { multiStart, maxSharpe } from "../../lib/portfolio";
import { simulatedMoments } from "./portfolios";

test("none is better than the exact one, most come near, and the same seed gives the same answers", () => {
  const { mean, covariance } = simulatedMoments(8, 4, 40);
  mean.forEach((_, i) => (mean[i] += 0.005));
  const ratio = (w: Float64Array): number => dot(w, mean) / Math.sqrt(dot(w, times(covariance, w)));
  const exact = maxSharpe({ mean, covariance });
  const found = multiStart(ratio, { assets: 4, starts: 30, rng: createRng(1) });
  for (const { weights, value } of found) {
    expect(value).toBeLessThanOrEqual(exact.value + 1e-9);
    expect(dot(weights, [1, 1, 1, 1])).toBeCloseTo(1, 12);
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-9);
  }
  expect(found.filter(({ value }) => value > 0.99 * exact.value).length).toBeGreaterThan(15);
  const again = multiStart(ratio, { assets: 4, starts: 30, rng: createRng(1) });
  expect(again.map(({ value }) => value)).toEqual(found.map(({ value }) => value));
});

test("a search that comes to rest on a smooth top says so, one that is stuck on an edge does not", () => {
  const search = (ratio: (w: Float64Array) => number): boolean[] =>
    multiStart(ratio, { assets: 4, starts: 6, rng: createRng(1) }).map(({ converged }) => converged);
  const smooth = (w: Float64Array): number => -w.reduce((sum, x) => sum + (x - 0.25) ** 2, 0);
  const edge = (w: Float64Array): number => -Math.sqrt(Math.abs(w[0] - w[1])); // endlessly steep beside w₀ = w₁
  expect(search(smooth)).toEqual([true, true, true, true, true, true]);
  expect(search(edge)).toEqual([false, false, false, false, false, false]);
});
