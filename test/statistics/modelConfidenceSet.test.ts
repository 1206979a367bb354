import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { bootstrapMeans, type BlockBootstrap } from "../../lib/statistics/blockBootstrap";
import { eliminate, type ConfidenceSetStatistic } from "../../lib/statistics/elimination";
import { modelConfidenceSet } from "../../lib/statistics/modelConfidenceSet";
import fixture from "../fixtures/statistics/statistics.json";
import { normals } from "./series";

const { losses: columns, sameDays, longRuns } = fixture.confidenceSet;
const named = (series: readonly ArrayLike<number>[]): Record<string, ArrayLike<number>> =>
  Object.fromEntries(series.map((values, i) => [`model ${i}`, values]));
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
const STATISTICS: readonly ConfidenceSetStatistic[] = ["range", "max"];
const BOOTSTRAPS: readonly BlockBootstrap[] = ["stationary", "movingBlock"];

describe("elimination", () => {
  test("two models by hand", () => {
    // Mean losses 3 and 1, bootstrapped differences from the mean difference −2, 0, 2, 0: deviation √2, t = √2;
    // of the bootstrapped |t| √2, 0, √2, 0 half reach it
    const deviations = [Float64Array.of(-1, 0, 1, 0), Float64Array.of(1, 0, -1, 0)];
    expect(eliminate([3, 1], deviations, "range")).toEqual([
      { model: 0, pValue: 0.5 },
      { model: 1, pValue: 1 },
    ]);
  });

  test("agrees with arch where both draw the same days", () => {
    for (const { statistic, daysDrawn, order, pValues } of sameDays) {
      const deviations = columns.map((values) =>
        Float64Array.from(daysDrawn, (days) => mean(days.map((day) => values[day])) - mean(values)),
      );
      const steps = eliminate(columns.map(mean), deviations, statistic as ConfidenceSetStatistic);
      expect(steps.map(({ model }) => model)).toEqual(order);
      expect(steps.map(({ pValue }) => pValue)).toBeAllClose(pValues, { rtol: 1e-12 });
    }
  });
});

describe("bootstrap", () => {
  test.each(BOOTSTRAPS)("%s: means spread as blocks of this length say, and around the mean", (bootstrap) => {
    // Independent days: the variance of a mean is that of a day over n, whatever the block
    const n = 400;
    const values = normals(createRng(5), n);
    const centre = mean(values);
    const variance = mean(values.map((v) => (v - centre) ** 2)) / n;
    const options = { bootstrap, blockLength: 3, replications: 20_000, rng: createRng(6) };
    const [deviations] = bootstrapMeans([values], options);
    expect([mean(deviations.map((d) => d * d)) / variance]).toBeAllClose([1], { rtol: 0, atol: 0.15 });
    expect(Math.abs(mean(deviations))).toBeLessThan(0.1 * Math.sqrt(variance));
  });

  test("blocks of one day are the ordinary bootstrap, blocks of all days change nothing", () => {
    const values = normals(createRng(7), 50);
    const centre = mean(values);
    const variance = mean(values.map((v) => (v - centre) ** 2)) / 50;
    for (const bootstrap of BOOTSTRAPS) {
      const options = { bootstrap, blockLength: 1, replications: 20_000, rng: createRng(8) };
      const [deviations] = bootstrapMeans([values], options);
      // The deviation of a mean of 20 000 squares is 1 %; four of them
      expect([mean(deviations.map((d) => d * d)) / variance]).toBeAllClose([1], { rtol: 0, atol: 0.04 });
    }
    const all = { bootstrap: "movingBlock", blockLength: 50, replications: 20, rng: createRng(9) } as const;
    expect(bootstrapMeans([values], all)[0]).toBeAllClose(new Float64Array(20), { atol: 1e-14 });
  });

  test("equal series get equal means, to the last bit", () => {
    const values = normals(createRng(1), 77);
    for (const bootstrap of BOOTSTRAPS) {
      const options = { bootstrap, blockLength: 5, replications: 50, rng: createRng(2) };
      const [a, b] = bootstrapMeans([values, Array.from(values)], options);
      expect(a).toEqual(b);
    }
  });
});

describe("the set", () => {
  test("p-values agree with a long run of arch, within 4 deviations of two Monte Carlos of 20 000", () => {
    for (const { statistic, bootstrap, blockLength, pValues } of longRuns) {
      const ours = modelConfidenceSet(named(columns), {
        statistic: statistic as ConfidenceSetStatistic,
        bootstrap: bootstrap as BlockBootstrap,
        blockLength,
        replications: 20_000,
        rng: createRng(4),
      });
      expect(Object.values(ours.pValues)).toBeAllClose(pValues, {
        rtol: 0,
        atol: 4 * Math.sqrt(0.5 / 20_000),
      });
    }
  });

  test("order, p-values and survivors tell the same story", () => {
    for (const statistic of STATISTICS) {
      const result = modelConfidenceSet(named(columns), { statistic, level: 0.8, rng: createRng(0) });
      const pValues = result.eliminated.map(({ pValue }) => pValue);
      expect(pValues).toEqual([...pValues].sort((a, b) => a - b));
      expect(pValues.at(-1)).toBe(1);
      for (const { name, pValue } of result.eliminated) expect(result.pValues[name]).toBe(pValue);
      const kept = result.eliminated.filter(({ pValue }) => pValue >= 0.2).map(({ name }) => name);
      expect(result.survivors).toEqual(kept.reverse());
      expect(result.survivors[0]).toBe(result.eliminated.at(-1)!.name);
    }
  });

  test("the same seed gives the same set, another one nearly", () => {
    const run = (seed: number): number[] =>
      Object.values(modelConfidenceSet(named(columns), { rng: createRng(seed) }).pValues);
    expect(run(0)).toEqual(run(0));
    expect(run(1)).not.toEqual(run(0));
    expect(run(1)).toBeAllClose(run(0), { rtol: 0, atol: 4 * Math.sqrt(0.5 / 5000) });
  });

  test("the order and the names of the models, the unit and a common loss don't matter", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        for (const statistic of STATISTICS) {
          const settings = { statistic, replications: 300 };
          const straight = modelConfidenceSet(named(columns), { ...settings, rng: createRng(3) }).pValues;
          const losses = Object.fromEntries(
            order.map((i) => [`model ${i}`, columns[i].map((v, t) => 4 * v + (t % 7))]),
          );
          const shuffled = modelConfidenceSet(losses, { ...settings, rng: createRng(3) }).pValues;
          for (const name of Object.keys(straight))
            expect([shuffled[name]]).toBeAllClose([straight[name]], { rtol: 0, atol: 1.1 / 300 });
        }
      }),
      { numRuns: 10 },
    );
  });

  test("equal losses: nobody leaves; a copy shares the fate of its original", () => {
    for (const statistic of STATISTICS) {
      const [a, , , , e] = columns;
      const same = modelConfidenceSet({ a, b: a, c: a }, { statistic, rng: createRng(1) });
      expect(same.pValues).toEqual({ a: 1, b: 1, c: 1 });
      const { pValues } = modelConfidenceSet({ a, copy: a, e }, { statistic, rng: createRng(1) });
      expect([pValues.a, pValues.copy]).toEqual([1, 1]);
      expect(pValues.e).toBeLessThan(0.01);
    }
  });

  test("losses that differ by the same amount each day are told apart for certain", () => {
    const [a] = columns;
    for (const statistic of STATISTICS) {
      const { pValues } = modelConfidenceSet(
        { a, b: a.map((v) => v + 0.5) },
        { statistic, rng: createRng(1) },
      );
      expect(pValues).toEqual({ a: 1, b: 0 });
    }
  });
});

describe("coverage and power", () => {
  test("the best model is in the 90 % set in at least 85 % of 300 samples, all equally good", () => {
    for (const statistic of STATISTICS) {
      let covered = 0;
      for (let i = 0; i < 300; i++) {
        const rng = createRng(1000 + i);
        const losses = named(Array.from({ length: 4 }, () => normals(rng, 200)));
        const { survivors } = modelConfidenceSet(losses, {
          statistic,
          replications: 300,
          blockLength: 2,
          rng,
        });
        if (survivors.includes("model 0")) covered++;
      }
      expect(covered / 300).toBeGreaterThan(0.85);
    }
  });

  test("a clearly worse model leaves in at least 95 % of 100 samples", () => {
    let found = 0;
    for (let i = 0; i < 100; i++) {
      const rng = createRng(2000 + i);
      const losses = { good: normals(rng, 200), bad: normals(rng, 200).map((v) => v + 0.5) };
      if (modelConfidenceSet(losses, { replications: 300, rng }).survivors.join() === "good") found++;
    }
    expect(found).toBeGreaterThanOrEqual(95);
  });
});

test("a model whose p-value is 1 − level, to the last digit, stays in the set", () => {
  // In binary 1 − 0.95 is above 0.05: of 20 replications a p-value of 0.05 is one
  const pValues = Array.from({ length: 40 }, (_, seed) => {
    const rng = createRng(seed);
    const losses = { good: normals(rng, 60), bad: normals(rng, 60).map((v) => v + 0.3) };
    return modelConfidenceSet(losses, { level: 0.95, replications: 20, rng });
  }).filter((set) => set.eliminated[0].pValue === 0.05);
  expect(pValues.length).toBeGreaterThan(0);
  for (const { survivors } of pValues) expect(survivors).toHaveLength(2);
});

test("prints the set, who left, and the null hypothesis", () => {
  const printed = inspect(modelConfidenceSet(named(columns), { rng: createRng(0) }));
  expect(printed).toMatch(
    /^model confidence set at 90 %, 80 days: model \d \(p = 1\), .*\neliminated, worst first: /,
  );
  expect(printed).toMatch(
    /\nnull hypothesis: all models in the set have the same expected loss \(range statistic, 5000 bootstrap replications, stationary blocks of 8 days\)$/,
  );
});

describe("what has no answer is refused", () => {
  const rng = createRng(0);
  const ten = Array.from({ length: 10 }, (_, t) => t);

  test("models, days, options", () => {
    expect(() => modelConfidenceSet({ a: ten }, { rng })).toThrow(
      "modelConfidenceSet: losses must hold at least 2 models, got 1",
    );
    expect(() => modelConfidenceSet({ a: ten, b: [1, 2] }, { rng })).toThrow(
      "losses.b must hold at least 10 values",
    );
    expect(() => modelConfidenceSet({ a: ten, b: [...ten, 1] }, { rng })).toThrow(
      "losses.a and losses.b must have the same length, got 10 and 11",
    );
    expect(() => modelConfidenceSet({ a: ten, b: [...ten.slice(1), Number.NaN] }, { rng })).toThrow(
      "losses.b[9] must be a finite number, got NaN",
    );
    expect(() => modelConfidenceSet({ a: ten, b: ten }, {} as never)).toThrow(
      "modelConfidenceSet: rng must be a stream made by createRng, got undefined",
    );
    expect(() => modelConfidenceSet({ a: ten, b: ten }, { rng, blockLength: 11 })).toThrow(
      "blockLength must be a whole number from 1 to 10, got 11",
    );
    expect(() => modelConfidenceSet([ten, ten] as never, { rng })).toThrow(
      "losses must be a record of losses by model",
    );
  });
});
