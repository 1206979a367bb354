import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspect } from "node:util";
import { cholesky, choleskySolve } from "../../lib/math/cholesky";
import { dot } from "../../lib/math/matrix";
import { maxSharpe, meanVariance, minVariance } from "../../lib/portfolio";
import { seeds, simulatedMoments } from "./portfolios";

const covariance = [[0.04, 0.01], [0.01, 0.09]]; // prettier-ignore

describe("minVariance", () => {
  test("two assets by hand: w ∝ Σ⁻¹1 = (0.08, 0.03), variance 0.035/1.1", () => {
    const answer = minVariance({ covariance });
    expect(answer.weights).toBeAllClose([8 / 11, 3 / 11]);
    expect([answer.value, answer.risk]).toBeAllClose([0.035 / 1.1, Math.sqrt(0.035 / 1.1)]);
    expect(answer.excessReturn).toBeNaN();
    expect(minVariance({ covariance, mean: [0.011, 0.022] }).excessReturn).toBeCloseTo(0.014, 12);
  });

  test("without bounds in the way: Σ⁻¹1, scaled to 1; and a certificate with any bounds", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const moments = simulatedMoments(seed, 6, 40);
        const plain = choleskySolve(cholesky(moments.covariance)!, new Float64Array(6).fill(1));
        const sum = dot(plain, new Float64Array(6).fill(1));
        const free = minVariance(moments, { bounds: [-5, 5] });
        expect(free.weights).toBeAllClose(plain.map((w) => w / sum), { rtol: 1e-7, atol: 1e-9 }); // prettier-ignore
        for (const bounds of [
          [0, 1],
          [0, 0.2],
          [-0.1, 0.4],
        ] as const)
          // prettier-ignore
          expect(minVariance(moments, { bounds, grossExposure: 1.1 }).certificate.gap).toBeLessThan(1e-12);
      }),
      { numRuns: 30 },
    );
  });
});

describe("meanVariance", () => {
  const mean = [0.01, 0.02];

  test("two assets: the mean alone decides", () => {
    const answer = meanVariance({ mean, covariance }, { targetMean: 0.018 });
    expect(answer.weights).toBeAllClose([0.2, 0.8]);
    expect(answer.value).toBeCloseTo(0.04 * 0.04 + 2 * 0.16 * 0.01 + 0.64 * 0.09, 12);
  });

  test("a minimum that the smallest variance keeps anyway is not in the way; the tangency portfolio is efficient", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const moments = simulatedMoments(seed, 5, 40);
        const least = minVariance(moments);
        expect(meanVariance(moments, { minimumMean: least.excessReturn - 1e-4 }).value).toBeCloseTo(
          least.value,
          12,
        );
        const tangency = maxSharpe(moments);
        fc.pre(tangency.status === "optimal");
        for (const options of [{ targetMean: tangency.excessReturn }, { minimumMean: tangency.excessReturn }])
          expect(meanVariance(moments, options).weights).toBeAllClose(tangency.weights, { atol: 1e-6 });
      }),
      { numRuns: 30 },
    );
  });

  test("the ends of what is reachable, and beyond", () => {
    const options = { bounds: [0, 1] as const };
    expect(meanVariance({ mean, covariance }, { ...options, targetMean: 0.02 }).weights).toBeAllClose([0, 1]);
    expect(() => meanVariance({ mean, covariance }, { ...options, targetMean: 0.03 })).toThrow(
      "meanVariance: targetMean must be at most 0.02 and at least 0.01, what the constraints allow, got 0.03",
    );
    expect(() => meanVariance({ mean, covariance }, { ...options, minimumMean: 0.03 })).toThrow(
      /minimumMean must be at most 0.02/,
    );
    expect(() => meanVariance({ mean, covariance }, {})).toThrow(/a record with targetMean or minimumMean/);
  });
});

test("an answer prints itself, and does not change", () => {
  const answer = minVariance({ covariance });
  expect(inspect(answer)).toContain("weights  0.7273  0.2727");
  expect(Object.isFrozen(answer) && Object.isFrozen(answer.certificate)).toBe(true);
});
