import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choleskySolve, cholesky } from "../../lib/math/cholesky";
import { dot, times } from "../../lib/math/matrix";
import { maxSharpe } from "../../lib/portfolio";
import { seeds, simulatedMoments } from "./portfolios";

const WIDE = { bounds: [-Infinity, Infinity] } as const;

describe("two assets by hand", () => {
  // Σ⁻¹μ ∝ (0.09·0.01 − 0.01·0.02, −0.01·0.01 + 0.04·0.02) = (0.0007, 0.0007): half and half,
  // excess 0.015, variance (0.04 + 2·0.01 + 0.09)/4 = 0.0375
  const moments = { mean: [0.01, 0.02], covariance: [[0.04, 0.01], [0.01, 0.09]] }; // prettier-ignore

  test("the tangency portfolio", () => {
    const { weights, value, excessReturn, risk, status } = maxSharpe(moments);
    expect(weights).toBeAllClose([0.5, 0.5]);
    expect([value, excessReturn, risk]).toBeAllClose([0.015 / Math.sqrt(0.0375), 0.015, Math.sqrt(0.0375)]);
    expect(status).toBe("optimal");
  });

  test("a riskless return is taken off every mean", () => {
    // Σ⁻¹(μ − 0.005) ∝ (0.09·0.005 − 0.01·0.015, 0.04·0.015 − 0.01·0.005) = (0.0003, 0.00055)
    expect(maxSharpe(moments, { riskFree: 0.005 }).weights).toBeAllClose([0.3 / 0.85, 0.55 / 0.85]);
  });

  test("a bound in the way, and a budget of two", () => {
    expect(maxSharpe(moments, { bounds: [[0, 0.4], [0, 1]] }).weights).toBeAllClose([0.4, 0.6]); // prettier-ignore
    expect(maxSharpe(moments, { bounds: [0, 2], budget: 2 }).weights).toBeAllClose([1, 1]);
  });

  test("a bad asset is sold short as far as gross exposure allows", () => {
    const bad = { ...moments, mean: [-0.01, 0.02] };
    // Σ⁻¹μ ∝ (−0.0011, 0.0009): Σwᵢ < 0, so the more of both the better; Σ|wᵢ| = 1.5 leaves (−0.25, 1.25)
    const { weights, grossExposure } = maxSharpe(bad, { grossExposure: 1.5, bounds: [-2, 2] });
    expect(weights).toBeAllClose([-0.25, 1.25]);
    expect(grossExposure).toBeCloseTo(1.5, 12);
  });
});

test("without bounds in the way the answer is Σ⁻¹(μ − r), scaled to 1", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 7 }), (seed, n) => {
      const { mean, covariance } = simulatedMoments(seed, n, 60);
      const plain = choleskySolve(cholesky(covariance)!, mean.map((mu) => mu + 0.01)); // prettier-ignore
      const sum = dot(plain, new Float64Array(n).fill(1));
      fc.pre(sum > 0 && plain.every((w) => Math.abs(w / sum) < 50));
      const { weights, certificate } = maxSharpe({ mean, covariance }, { ...WIDE, riskFree: -0.01 });
      expect(weights).toBeAllClose(plain.map((w) => w / sum), { rtol: 1e-7, atol: 1e-9 }); // prettier-ignore
      expect(certificate.gap).toBeLessThan(1e-10);
    }),
  );
});

describe("the certificate: no portfolio inside has excess > ratio · risk + gap", () => {
  test.each([
    ["definite", 60],
    ["singular", 3],
    ["nearly singular", 6],
  ])("%s covariances, bounds of every kind", (_, days) => {
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom([-1, 1], [0, 1], [0, 0.5], [-0.2, 0.6]),
        fc.option(fc.double({ min: 1, max: 3, noNaN: true })),
        (seed, bounds, gross) => {
          const moments = simulatedMoments(seed, 6, days);
          const options = { bounds: bounds as [number, number], ...(gross && { grossExposure: gross }) };
          const answer = maxSharpe(moments, options);
          expect(answer.certificate.gap).toBeLessThan(1e-10);
          expect(dot(answer.weights, new Float64Array(6).fill(1))).toBeCloseTo(1, 9);
          for (const w of answer.weights) {
            expect(w).toBeGreaterThanOrEqual(bounds[0]);
            expect(w).toBeLessThanOrEqual(bounds[1]);
          }
          if (gross) expect(answer.grossExposure).toBeLessThanOrEqual(gross + 1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ["definite", 120],
    ["singular", 12],
  ])("forty assets, %s covariances, narrow and wide bounds", (_, days) => {
    fc.assert(
      fc.property(seeds, fc.constantFrom([-1, 1], [0, 1], [-0.02, 0.06], [-5, 5]), (seed, bounds) => {
        const moments = simulatedMoments(seed, 40, days);
        const { certificate, weights } = maxSharpe(moments, { bounds: bounds as [number, number] });
        expect(certificate.gap).toBeLessThan(1e-10);
        expect(dot(weights, new Float64Array(40).fill(1))).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });

  test("a fine grid of three assets finds nothing better", () => {
    const { mean, covariance } = simulatedMoments(3, 3, 40);
    mean.forEach((_, i) => (mean[i] += 0.01));
    const { value } = maxSharpe({ mean, covariance }, { grossExposure: 1.8 });
    let best = -Infinity;
    for (let a = -100; a <= 100; a++)
      for (let b = -100; b <= 100; b++) {
        const w = [a / 100, b / 100, 1 - a / 100 - b / 100];
        if (Math.abs(w[2]) > 1 || w.reduce((sum, x) => sum + Math.abs(x), 0) > 1.8) continue;
        best = Math.max(best, dot(w, mean) / Math.sqrt(dot(w, times(covariance, w))));
      }
    expect(best).toBeLessThanOrEqual(value + 1e-12);
    expect(best).toBeGreaterThan(value * 0.99);
  });
});

describe("properties", () => {
  test("permuting assets permutes weights", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { mean, covariance } = simulatedMoments(seed, 5, 40);
        const order = [3, 0, 4, 1, 2];
        const moved = {
          mean: order.map((i) => mean[i]),
          covariance: order.map((i) => order.map((j) => covariance[i][j])),
        };
        const { weights } = maxSharpe({ mean, covariance });
        expect(maxSharpe(moved).weights).toBeAllClose(order.map((i) => weights[i]), { rtol: 1e-7, atol: 1e-8 }); // prettier-ignore
      }),
      { numRuns: 30 },
    );
  });

  test("scaling the means scales the ratio, scaling the returns leaves it; the weights stay", () => {
    const { mean, covariance } = simulatedMoments(11, 5, 40);
    const plain = maxSharpe({ mean, covariance });
    const means = maxSharpe({ mean: mean.map((mu) => 3 * mu), covariance });
    const per100 = maxSharpe({
      mean: mean.map((mu) => 100 * mu),
      covariance: covariance.map((row) => row.map((x) => 1e4 * x)),
    });
    expect([means.value / 3, per100.value]).toBeAllClose([plain.value, plain.value]);
    expect(means.weights).toBeAllClose(plain.weights, { atol: 1e-9 });
    expect(per100.weights).toBeAllClose(plain.weights, { atol: 1e-9 });
  });

  test("a tighter limit never gives a larger ratio", () => {
    const moments = simulatedMoments(5, 6, 40);
    const ratios = [1, 1.2, 1.5, 2, 3, 6].map((grossExposure) => maxSharpe(moments, { grossExposure }).value);
    ratios.slice(1).forEach((ratio, i) => expect(ratio).toBeGreaterThanOrEqual(ratios[i] - 1e-12));
  });
});

describe("where the usual answer does not exist", () => {
  const covariance = [[0.04, 0, 0], [0, 0.01, 0], [0, 0, 0.01]]; // prettier-ignore

  test("no positive excess return: the largest one, with the smallest risk among equals, and says so", () => {
    const answer = maxSharpe({ mean: [-0.03, -0.01, -0.01], covariance }, { bounds: [0, 1] });
    expect(answer.status).toBe("noPositiveExcess");
    expect(answer.weights).toBeAllClose([0, 0.5, 0.5], { atol: 1e-9 });
    expect(answer.value).toBeCloseTo(-0.01 / Math.sqrt(0.005), 9);
    expect(String(answer.certificate.says)).toContain("no portfolio inside the constraints");
    const below = maxSharpe({ mean: [0.01, 0.02, 0.03], covariance }, { bounds: [0, 1], riskFree: 0.05 });
    expect(below.status).toBe("noPositiveExcess");
    expect(below.weights).toBeAllClose([0, 0, 1], { atol: 1e-9 });
  });

  test("it is the limit of the answers from above", () => {
    const mean = [0.01, 0.02, 0.03];
    const above = maxSharpe({ mean, covariance }, { bounds: [0, 1], riskFree: 0.03 - 1e-9 });
    const below = maxSharpe({ mean, covariance }, { bounds: [0, 1], riskFree: 0.03 });
    expect([above.status, below.status]).toEqual(["optimal", "noPositiveExcess"]);
    expect(above.weights).toBeAllClose(below.weights, { atol: 1e-6 });
  });

  test("two twins with different means: long and short, without risk", () => {
    const twins = { mean: [0.01, 0.02], covariance: [[0.04, 0.04], [0.04, 0.04]] }; // prettier-ignore
    const answer = maxSharpe(twins, { bounds: [-10, 10] });
    expect([answer.status, answer.value]).toEqual(["optimal", answer.value]);
    // 1 + 10 and −10: any budget of 1 in two twins has the risk of one of them
    expect(answer.weights).toBeAllClose([-9, 10], { atol: 1e-6 });
    const hedged = { mean: [0.01, 0.02], covariance: [[0.04, -0.04], [-0.04, 0.04]] }; // prettier-ignore
    const free = maxSharpe(hedged);
    expect([free.status, free.value]).toEqual(["riskless", Infinity]);
    expect(free.weights).toBeAllClose([0.5, 0.5], { atol: 1e-6 });
  });
});

describe("bad input is named", () => {
  const covariance = [[0.04, 0.01], [0.01, 0.09]]; // prettier-ignore
  const mean = [0.01, 0.02];
  test.each([
    [{ mean: [NaN, 0.1], covariance }, {}, /maxSharpe: mean\[0\] must be a finite number, got NaN/],
    [{ mean, covariance: [[0.04, 0.01], [0.02, 0.09]] }, {}, /covariance\[1\]\[0\] must be equal to covariance\[0\]\[1\]/], // prettier-ignore
    [{ mean, covariance: [[0.04, 0.1], [0.1, 0.09]] }, {}, /covariance must be positive semidefinite/], // prettier-ignore
    [{ mean, covariance: [[0.04, 0.01]] }, {}, /covariance must be square/],
    [{ mean: [0.1], covariance }, {}, /mean and covariance must have the same size, got 1 and 2/],
    [
      { mean, covariance },
      { bounds: [0, 0.4] },
      /budget must be from 0 to 0.8, what the bounds add up to, got 1/,
    ],
    [{ mean, covariance }, { bounds: [1, 0] }, /bounds must be a pair \[lower, upper\]/],
    [{ mean, covariance }, { bounds: [[0, 1]] }, /one pair per asset, got 1 for 2 assets/],
    [{ mean, covariance }, { grossExposure: 0.5 }, /grossExposure must be at least 1/],
    [{ mean, covariance }, { riskFree: NaN }, /riskFree must be a number/],
  ] as const)("%#", (moments, options, message) => {
    expect(() => maxSharpe(moments as never, options as never)).toThrow(message);
  });
});
