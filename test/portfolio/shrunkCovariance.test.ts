import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleMoments } from "../../lib/math/covariance";
import { minVariance } from "../../lib/portfolio/minVariance";
import { shrunkCovariance } from "../../lib/portfolio/shrunkCovariance";
import fixture from "../fixtures/portfolio/shrinkage.json";

const row = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 3, maxLength: 3 });
const rows = fc
  .array(row, { minLength: 4, maxLength: 12 })
  .filter((list) =>
    [0, 1, 2].some((i) => Math.max(...list.map((r) => r[i])) - Math.min(...list.map((r) => r[i])) > 0.01),
  );

describe("by hand", () => {
  test("two assets, two days", () => {
    // Days (2, 0) and (−2, 0): S = [[4, 0], [0, 0]], m = 2, d² = 8. Each day's x̃x̃ᵀ is S, so there is no noise: ρ = 0
    expect(shrunkCovariance([[2, 0], [-2, 0]])).toMatchObject({ shrinkage: 0 }); // prettier-ignore
  });

  test("two assets, four days", () => {
    // ±(2, 0), ±(0, 1): S = diag(2, ½), m = 1.25, d² = 2·0.75² = 1.125.
    // ‖x̃x̃ᵀ − S‖² = 2² + ½² = 4.25 for the first two, 2² + ½² = 4.25 for the others; b² = 4·4.25/16 = 1.0625 < d²
    const { shrinkage, covariance } = shrunkCovariance([[2, 0], [-2, 0], [0, 1], [0, -1]]); // prettier-ignore
    expect(shrinkage).toBeCloseTo(1.0625 / 1.125, 14);
    expect(covariance[0]).toBeAllClose([1.25 + (1 - 1.0625 / 1.125) * 0.75, 0]);
    expect(covariance[1]).toBeAllClose([0, 1.25 - (1 - 1.0625 / 1.125) * 0.75]);
  });
});

test.each(fixture.cases)("agrees with scikit-learn, case %#", (theirs) => {
  const { covariance, shrinkage } = shrunkCovariance(theirs.rows);
  expect([shrinkage]).toBeAllClose([theirs.shrinkage], { rtol: 1e-10 });
  covariance.forEach((ours, i) => expect(ours).toBeAllClose(theirs.covariance[i], { rtol: 1e-10 }));
});

describe("properties", () => {
  test("the trace is kept, the matrix lies between the sample's and the level, and minVariance takes it", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { covariance, shrinkage } = shrunkCovariance(list);
        const sample = sampleMoments(list).covariance.map((r) =>
          r.map((s) => (s * (list.length - 1)) / list.length),
        );
        const trace = (m: readonly Float64Array[]): number => m.reduce((sum, r, i) => sum + r[i], 0);
        expect(trace(covariance)).toBeCloseTo(trace(sample), 12);
        expect(shrinkage).toBeGreaterThanOrEqual(0);
        expect(shrinkage).toBeLessThanOrEqual(1);
        expect([covariance[0][1]]).toBeAllClose([(1 - shrinkage) * sample[0][1]], {
          rtol: 1e-9,
          atol: 1e-15,
        });
        expect(minVariance({ covariance }, { bounds: [0, 1] }).status).toBe("optimal");
      }),
    );
  });

  test("the unit of the returns and the order of the assets do not matter", () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.1, max: 10, noNaN: true }), (list, unit) => {
        const ours = shrunkCovariance(list);
        const theirs = shrunkCovariance(list.map(([a, b, c]) => [unit * c, unit * a, unit * b]));
        expect([theirs.shrinkage]).toBeAllClose([ours.shrinkage], { rtol: 1e-8, atol: 1e-10 });
        expect([theirs.covariance[0][1]]).toBeAllClose([unit ** 2 * ours.covariance[2][0]], {
          rtol: 1e-8,
          atol: 1e-12,
        });
      }),
    );
  });
});

test("misuse", () => {
  expect(() => shrunkCovariance([[1, 2]])).toThrow(
    "shrunkCovariance: rows must hold at least 2 rows",
  );
  expect(() => shrunkCovariance([[1, 2], [1]])).toThrow("rows must have one return per asset, got 1 in row 1");
  expect(() => shrunkCovariance([[1, 2], [1, 2]])).toThrow("returns that vary"); // prettier-ignore
});
