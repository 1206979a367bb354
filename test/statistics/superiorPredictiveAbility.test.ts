import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { mean } from "../../lib/math/moments";
import {
  bestOfMany,
  stationaryError,
  superiorPredictiveAbility,
} from "../../lib/statistics/superiorPredictiveAbility";
import fixture from "../fixtures/statistics/superiorAbility.json";
import { normals } from "./series";

const { benchmark, losses, errors, blockLength, sameDays, longRuns } = fixture;
const named = (series: readonly ArrayLike<number>[]): Record<string, ArrayLike<number>> =>
  Object.fromEntries(series.map((values, i) => [`model ${i}`, values]));
const differences = losses.map((loss) => Float64Array.from(benchmark, (b, t) => b - loss[t]));
const ways = [
  ["plain", false],
  ["studentised", true],
] as const;

describe("by hand", () => {
  test("the best of two", () => {
    // leads 2/1 and 3/2: the first is best, T = 2. Drawn maxima, both around 0: max(1, 1) = 1, max(−1, 2.5) = 2.5,
    // max(0, −1) = 0, max(2, 0) = 2: two of four reach it
    const deviations = [Float64Array.of(1, -1, 0, 2), Float64Array.of(2, 5, -2, 0)];
    const how = { studentised: true, observations: 100 };
    expect(bestOfMany([2, 3], [1, 2], deviations, how)).toEqual({
      best: 0,
      statistic: 2,
      lower: 0.5,
      consistent: 0.5,
      upper: 0.5,
    });
  });

  test("a model far below the benchmark takes part in the upper p-value alone", () => {
    // √(2 ln ln 100 ) = 1.748: −2 standard errors is further, −1.5 is not, but the lower p-value moves that one, too
    const deviations = [Float64Array.of(0, 0, 0, 0), Float64Array.of(4, 2.2, 1, 0)];
    const far = bestOfMany([1, -2], [1, 1], deviations, { studentised: true, observations: 100 });
    expect([far.lower, far.consistent, far.upper]).toEqual([0.25, 0.25, 0.75]);
    const near = bestOfMany([1, -1.5], [1, 1], deviations, { studentised: true, observations: 100 });
    expect([near.lower, near.consistent, near.upper]).toEqual([0.25, 0.75, 0.75]);
  });

  test("the error of a mean, three days in blocks of two", () => {
    // 0, 3, 6: γ = 6, 0, −3. Weights (2/3)/2 + (1/3)/4 and (1/3)/4 + (2/3)/2, both 5/12: 6 + 2·(5/12)·(0 − 3) = 3.5
    expect(stationaryError([0, 3, 6], 2)).toBeCloseTo(Math.sqrt(3.5 / 3), 14);
  });
});

describe("agrees with arch", () => {
  test("standard errors", () => {
    expect(differences.map((d) => stationaryError(d, blockLength))).toBeAllClose(errors, { rtol: 1e-12 });
  });

  test.each(ways)("where both draw the same days: %s", (name, studentised) => {
    const deviations = differences.map((d) =>
      Float64Array.from(sameDays.daysDrawn, (days) => mean(days.map((day) => d[day])) - mean(d)),
    );
    const how = { studentised, observations: benchmark.length };
    const means = differences.map((d) => mean(d));
    const { lower, consistent, upper } = bestOfMany(means, errors, deviations, how);
    expect([lower, consistent, upper]).toBeAllClose(sameDays[name], { rtol: 1e-12 });
  });

  /** Three standard errors of the difference of two shares near a half, from 20 000 draws each. */
  const CHANCE = { atol: 0.015, rtol: 0 };
  test.each(ways)("in the long run, days of our own: %s", (name, studentised) => {
    const options = { studentised, blockLength, replications: 20_000, rng: createRng(5) };
    const { lower, pValue, upper } = superiorPredictiveAbility(benchmark, named(losses), options);
    expect([lower, pValue, upper]).toBeAllClose(longRuns[name], CHANCE);
  });
});

describe("properties", () => {
  const run = (
    base: ArrayLike<number>,
    models: readonly ArrayLike<number>[],
  ): ReturnType<typeof superiorPredictiveAbility> =>
    superiorPredictiveAbility(base, named(models), { replications: 200, rng: createRng(6) });

  test("neither the unit of the losses nor a loss of all of them matters", () => {
    const one = fc.record({
      unit: fc.double({ min: 0.01, max: 100, noNaN: true }),
      more: fc.double({ min: -5, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(one, ({ unit, more }) => {
        const moved = (values: readonly number[]): number[] => values.map((x) => unit * (x + more));
        const [ours, theirs] = [run(benchmark, losses), run(moved(benchmark), losses.map(moved))];
        expect(theirs.statistic).toBeCloseTo(ours.statistic, 8);
        expect([theirs.lower, theirs.pValue, theirs.upper]).toBeAllClose(
          [ours.lower, ours.pValue, ours.upper],
          { atol: 0.005 }, // one draw on the edge
        );
      }),
      { numRuns: 20 },
    );
  });

  test("the three p-values are in order, and more models never make the best more surprising", () => {
    const few = run(benchmark, losses.slice(0, 2));
    const all = run(benchmark, [...losses.slice(0, 2), ...losses]);
    for (const { lower, pValue, upper } of [few, all]) {
      expect(lower).toBeLessThanOrEqual(pValue);
      expect(pValue).toBeLessThanOrEqual(upper);
    }
    expect(all.upper).toBeGreaterThanOrEqual(few.upper);
  });

  test("a model that is the benchmark has no lead", () => {
    expect(run(benchmark, [benchmark])).toMatchObject({ statistic: 0, pValue: 1, best: "model 0" });
  });

  test("the size: of forty models without skill, the best is significant in one case of ten", () => {
    let rejected = 0;
    const samples = 200;
    for (let sample = 0; sample < samples; sample++) {
      const rng = createRng(sample);
      const base = normals(rng.split("base"), 120);
      const models = Array.from({ length: 40 }, (_, k) => normals(rng.split(`model ${k}`), 120));
      const options = { replications: 200, blockLength: 3, rng: rng.split("bootstrap") };
      if (superiorPredictiveAbility(base, named(models), options).pValue < 0.1) rejected++;
    }
    // binomial, 200 draws at 0.1: three standard deviations are 0.064
    expect(rejected / samples).toBeLessThan(0.165);
    expect(rejected / samples).toBeGreaterThan(0.035);
  });
});

test("says what it found", () => {
  const found = superiorPredictiveAbility(benchmark, named(losses), { replications: 99, rng: createRng(1) });
  expect(inspect(found)).toContain("superior predictive ability, 5 models, 90 days: model 0 leads");
  expect(Object.isFrozen(found)).toBe(true);
});

test("misuse", () => {
  const rng = createRng(1);
  expect(() => superiorPredictiveAbility(benchmark, {}, { rng })).toThrow("at least 1 model, got 0");
  expect(() => superiorPredictiveAbility([1, 2], named(losses), { rng })).toThrow("benchmark");
  expect(() => superiorPredictiveAbility(benchmark, { a: [1] }, { rng })).toThrow("losses.a");
  expect(() => superiorPredictiveAbility(benchmark, named(losses), {} as never)).toThrow("rng must be");
  expect(() => superiorPredictiveAbility(benchmark, named(losses), { rng, blockLength: 1 })).toThrow(
    "blockLength",
  );
});
