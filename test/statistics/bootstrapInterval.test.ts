import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { mean } from "../../lib/math/moments";
import {
  bootstrapInterval,
  bootstrapIntervals,
  type BootstrapIntervalOptions,
} from "../../lib/statistics/bootstrapInterval";
import { normals } from "./series";

const meanOf = ([values]: readonly ArrayLike<number>[]): number => mean(values);
const options = (seed: number, more: Partial<BootstrapIntervalOptions> = {}): BootstrapIntervalOptions => ({
  rng: createRng(seed),
  replications: 1000,
  ...more,
});

/** AR(1) with coefficient 0.6: its mean varies twice as much as that of independent values (√((1 + φ)/(1 − φ))). */
function autoregressive(seed: number, n: number): Float64Array {
  const shocks = normals(createRng(seed), n + 50);
  const values = new Float64Array(n + 50);
  for (let t = 1; t < values.length; t++) values[t] = 0.6 * values[t - 1] + shocks[t];
  return values.subarray(50);
}

describe("the mean of independent values", () => {
  const values = normals(createRng(3), 400);

  test.each(["percentile", "bca"] as const)("has the textbook's interval (%s)", (method) => {
    const { estimate, lower, upper, standardError } = bootstrapInterval(
      [values],
      meanOf,
      options(1, { method, blockLength: 1 }),
    );
    expect(estimate).toBe(mean(values));
    const theory = Math.sqrt(values.reduce((sum, x) => sum + (x - estimate) ** 2, 0)) / 400;
    // 1000 replications know their deviation to 1/√2000, 2.2 %
    expect([standardError]).toBeAllClose([theory], { rtol: 0.07 });
    expect([lower - estimate, upper - estimate]).toBeAllClose([-1.96 * theory, 1.96 * theory], {
      rtol: 0.12,
    });
  });

  test("the same seed gives the same interval; a wider one is surer", () => {
    const interval = (seed: number, level = 0.95): number[] => {
      const { lower, upper } = bootstrapInterval([values], meanOf, options(seed, { level }));
      return [lower, upper];
    };
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
    expect(interval(1, 0.99)[0]).toBeLessThan(interval(1)[0]);
    expect(interval(1, 0.99)[1]).toBeGreaterThan(interval(1)[1]);
  });
});

test.each(["stationary", "movingBlock"] as const)("blocks see what neighbours share (%s)", (bootstrap) => {
  const values = autoregressive(4, 3000);
  const error = (blockLength: number): number =>
    bootstrapInterval([values], meanOf, options(1, { bootstrap, blockLength, replications: 500 }))
      .standardError;
  // Blocks of 50 see nearly all of the factor 2
  expect(error(50) / error(1)).toBeGreaterThan(1.6);
  expect(error(50) / error(1)).toBeLessThan(2.3);
});

test("an interval at 90 % covers the truth in nine samples of ten, also when days depend on each other", () => {
  const covered = Array.from({ length: 200 }, (_, sample) => {
    const values = autoregressive(100 + sample, 400);
    const how = options(sample, { level: 0.9, replications: 199, blockLength: 20 });
    const { lower, upper } = bootstrapInterval([values], meanOf, how);
    return lower <= 0 && upper >= 0;
  }).filter(Boolean).length;
  // Block bootstraps cover a little less than they promise; single days would cover some 58 %
  expect(covered / 200).toBeGreaterThan(0.8);
  expect(covered / 200).toBeLessThanOrEqual(0.96);
});

test("BCa follows a skewed statistic where percentiles lag behind", () => {
  // The variance of few normals: χ² is skewed to the right, and so must the interval be
  const values = normals(createRng(9), 40);
  const varianceOf = ([x]: readonly ArrayLike<number>[]): number => {
    const centre = mean(x);
    return mean(Float64Array.from(x, (value) => (value - centre) ** 2));
  };
  const how = (method: "percentile" | "bca"): BootstrapIntervalOptions =>
    options(1, { method, blockLength: 1, replications: 2000 });
  const plain = bootstrapInterval([values], varianceOf, how("percentile"));
  const corrected = bootstrapInterval([values], varianceOf, how("bca"));
  expect(corrected.lower).toBeGreaterThan(plain.lower);
  expect(corrected.upper).toBeGreaterThan(plain.upper);
});

describe("several series", () => {
  const [a, b] = [normals(createRng(5), 200), normals(createRng(6), 200)];

  test("share their days: a constant difference has no spread, the same series none either", () => {
    const shifted = a.map((x) => x + 1);
    const difference = ([x, y]: readonly ArrayLike<number>[]): number => mean(y) - mean(x);
    const { lower, upper } = bootstrapInterval([a, shifted], difference, options(1));
    expect([lower, upper]).toBeAllClose([1, 1], { atol: 1e-12 });
  });

  test("several statistics come from the same replications, each as alone", () => {
    const both = bootstrapIntervals([a, b], ([x, y]) => [mean(x), mean(y)], options(1));
    expect(both[0]).toEqual(bootstrapInterval([a, b], ([x]) => mean(x), options(1)));
    expect(both[1]).toEqual(bootstrapInterval([a, b], ([, y]) => mean(y), options(1)));
  });
});

test("replications without a value are left out and not counted; too many of them are an error", () => {
  const values = normals(createRng(7), 100);
  const sometimes = ([x]: readonly ArrayLike<number>[]): number => (x[0] < -1.2 ? Number.NaN : mean(x));
  const first = values.findIndex((x) => x > 0);
  const { replications } = bootstrapInterval([values.subarray(first)], sometimes, options(1));
  expect(replications).toBeGreaterThan(700);
  expect(replications).toBeLessThan(1000);
  expect(() => bootstrapInterval([values], () => Number.NaN, options(1))).toThrow(
    "bootstrapInterval: statistic must be a number for the series, and for most replications, got NaN",
  );
});

test("says what is wrong with its arguments", () => {
  const values = normals(createRng(8), 50);
  expect(() => bootstrapInterval(values as never, meanOf, options(1))).toThrow("write [returns] for one");
  expect(() => bootstrapInterval([values, values.subarray(1)], meanOf, options(1))).toThrow(
    "series[0] and series[1] must have the same length, got 50 and 49",
  );
  expect(() => bootstrapInterval([values], meanOf, {} as never)).toThrow(
    "rng must be a stream made by createRng",
  );
  expect(() => bootstrapInterval([values], meanOf, options(1, { blockLength: 51 }))).toThrow("from 1 to 50");
  expect(() => bootstrapInterval([values], meanOf, options(1, { level: 1 }))).toThrow("level");
});
