import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { DENSITIES } from "../../lib/volatility/densities/densities";
import type { DistributionKind } from "../../lib/volatility/options";

const SHAPES: readonly (readonly [DistributionKind, readonly number[]])[] = [
  ["normal", []],
  ["studentT", [2.6]],
  ["studentT", [8]],
  ["ged", [1.05]],
  ["ged", [3]],
  ["skewT", [2.6, 0.4]],
  ["skewT", [9, -0.3]],
  ["skewT", [7, 0]],
];

/** ln f of a shock of variance 1 from the density, and its Σ from the function that the fit climbs. */
function logDensity(
  kind: DistributionKind,
  shape: readonly number[],
  points: readonly number[],
): Float64Array {
  return DENSITIES[kind].each(Float64Array.from(points), new Float64Array(points.length).fill(1), shape);
}

describe("by hand", () => {
  test("the normal at 0, and at 1 with variance 4", () => {
    expect(logDensity("normal", [], [0])).toBeAllClose([-0.5 * Math.log(2 * Math.PI)]);
    // −½·(ln 2π + ln 4 + 1/4)
    const [value] = DENSITIES.normal.each(Float64Array.of(1), Float64Array.of(4), []);
    expect(value).toBeCloseTo(-0.5 * (Math.log(8 * Math.PI) + 0.25), 14);
  });

  test("Student's t with 4 degrees of freedom", () => {
    // Γ(2.5)/(Γ(2)·√(2π)) = (¾√π)/√(2π) = 0.75/√2 at 0; times (1 + 2/2)^{−2.5} at √2
    const [atZero, atRoot2] = logDensity("studentT", [4], [0, Math.SQRT2]).map(Math.exp);
    expect(atZero).toBeCloseTo(0.75 / Math.SQRT2, 13);
    expect(atRoot2).toBeCloseTo((0.75 / Math.SQRT2) * 2 ** -2.5, 13);
  });

  test("GED with ν = 2 is the normal, with ν = 1 Laplace's: ½·√2·e^{−√2|z|}", () => {
    const points = [-3, -0.5, 0, 2];
    expect(logDensity("ged", [2], points)).toBeAllClose(logDensity("normal", [], points));
    expect(logDensity("ged", [1], points)).toBeAllClose(
      points.map((z) => Math.log(Math.SQRT2 / 2) - Math.SQRT2 * Math.abs(z)),
    );
  });

  test("the skewed t without skew is Student's t, and its mirror has the skew turned", () => {
    const points = [-3, -0.5, 0, 2];
    expect(logDensity("skewT", [5, 0], points)).toBeAllClose(logDensity("studentT", [5], points));
    expect(logDensity("skewT", [5, 0.3], points)).toBeAllClose(
      logDensity(
        "skewT",
        [5, -0.3],
        points.map((z) => -z),
      ),
    );
  });
});

describe.each(SHAPES)("%s %s", (kind, shape) => {
  const density = DENSITIES[kind];

  test("the quantile undoes the distribution function", () => {
    for (const p of [0.001, 0.04, 0.3, 0.5, 0.62, 0.97, 0.9999])
      expect(density.cdf(density.quantile(p, shape), shape)).toBeCloseTo(p, 11);
  });

  test("the distribution function's slope is the density", () => {
    for (const z of [-2.1, -0.7, 0.2, 1.6]) {
      const h = 1e-5;
      const slope = (density.cdf(z + h, shape) - density.cdf(z - h, shape)) / (2 * h);
      expect(Math.log(slope)).toBeCloseTo(logDensity(kind, shape, [z])[0], 6);
    }
  });

  test("draws fall below the quantiles as often as they should", () => {
    const rng = createRng(6);
    const draws = Float64Array.from({ length: 20_000 }, () => density.draw(rng, shape)).sort();
    for (const p of [0.01, 0.1, 0.35, 0.5, 0.8, 0.99]) {
      const limit = density.quantile(p, shape);
      const below = draws.filter((z) => z < limit).length / draws.length;
      expect(Math.abs(below - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws.length));
    }
  });

  test("moments by sign: no mean, variance 1, and what the midpoint rule on the quantiles says", () => {
    const [first, second] = [density.moment(1, shape), density.moment(2, shape)];
    expect(first.above - first.below).toBeCloseTo(0, 8);
    expect(second.above + second.below).toBeCloseTo(1, 8);
    // of the power ½, which even the heaviest tail here leaves to the middle of the distribution
    const cells = 5_000;
    const sums = { below: 0, above: 0 };
    for (let i = 0; i < cells; i++) {
      const z = density.quantile((i + 0.5) / cells, shape);
      sums[z < 0 ? "below" : "above"] += Math.sqrt(Math.abs(z)) / cells;
    }
    const half = density.moment(0.5, shape);
    expect([half.below, half.above]).toBeAllClose([sums.below, sums.above], { rtol: 5e-4 });
  });

  test("the log-likelihood is the sum of its days, in products as in logarithms", () => {
    // variances from 1e-12 to 1e12: the products that save logarithms start anew many times
    const residuals = Float64Array.from({ length: 300 }, (_, t) => Math.sin(t) * 10 ** ((t % 25) / 2 - 6));
    const variance = Float64Array.from({ length: 300 }, (_, t) => 10 ** ((t % 25) - 12));
    const slots = {
      dResidual: new Float64Array(300),
      dVariance: new Float64Array(300),
      dShape: new Float64Array(shape.length),
    };
    const sum = density.each(residuals, variance, shape).reduce((a, b) => a + b, 0);
    expect(density.logLikelihood(residuals, variance, shape, slots)).toBeCloseTo(sum, 8);
  });
});

test("a tail that is too heavy has no moment", () => {
  expect(DENSITIES.studentT.moment(3, [2.6])).toEqual({ below: Infinity, above: Infinity });
  expect(DENSITIES.skewT.moment(3, [2.6, 0.1])).toEqual({ below: Infinity, above: Infinity });
});
