import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { deflatedSharpe, expectedMaximumSharpe } from "../../lib/measures/deflatedSharpe";
import { probabilisticSharpe, sharpeProbability } from "../../lib/measures/probabilisticSharpe";
import { sharpeRatio } from "../../lib/measures/sharpe";

describe("the example that Bailey and López de Prado (2014) print", () => {
  // 100 trials, annual Sharpe ratios with variance 1/2, the best 2.5 over 1250 days of 250 a year, skewness −3, kurtosis 10
  const best = { sharpe: 2.5 / Math.sqrt(250), skewness: -3, kurtosis: 10, observations: 1250 };
  const PRINTED = { rtol: 0, atol: 5e-5 }; // four decimals

  test("the best of 100 worthless trials is expected at 0.1132 a day, so the best found is one with 90.04 %", () => {
    const benchmark = expectedMaximumSharpe(0.5 / 250, 100);
    expect([benchmark]).toBeAllClose([0.1132], PRINTED);
    expect([sharpeProbability(best, benchmark)]).toBeAllClose([0.9004], PRINTED);
  });

  test("with 46 trials it would have been 95.05 %", () => {
    expect([sharpeProbability(best, expectedMaximumSharpe(0.5 / 250, 46))]).toBeAllClose([0.9505], PRINTED);
  });
});

describe("probabilisticSharpe", () => {
  test("three returns by hand: SR 2, skewness 0, kurtosis 1.5", () => {
    // (2 − 1) √2 / √(1 + 0.5/4 · 4) = √2/√1.5, and Φ(1.1547…) = 0.8758935
    expect([probabilisticSharpe([0.01, 0.02, 0.03], { benchmark: 1 })]).toBeAllClose([0.8758935], {
      atol: 1e-7,
    });
  });

  test("is one half at the ratio itself, and turns with the sign", () => {
    const returns = [0.01, -0.02, 0.03, 0.005];
    expect(probabilisticSharpe(returns, { benchmark: sharpeRatio(returns) })).toBe(0.5);
    const opposite = probabilisticSharpe(returns.map((r) => -r));
    expect([probabilisticSharpe(returns) + opposite]).toBeAllClose([1]);
  });

  test("returns of two values have a probability too, though their ratio has no spread", () => {
    const returns = [0.01, 0.01, 0.01, 0.05];
    expect(probabilisticSharpe(returns)).toBeGreaterThan(0.5);
    expect(probabilisticSharpe(returns)).toBeLessThanOrEqual(1);
  });

  test("holds its promise: of worthless strategies, a twentieth is above 95 %", () => {
    const rng = createRng(5);
    const above = Array.from({ length: 400 }, () =>
      probabilisticSharpe(Float64Array.from({ length: 120 }, () => 0.03 * rng.studentT(5))),
    ).filter((probability) => probability > 0.95).length;
    expect(Math.abs(above / 400 - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / 400));
  });
});

describe("deflatedSharpe", () => {
  const rng = createRng(6);
  const trials = Array.from({ length: 20 }, () =>
    Float64Array.from({ length: 250 }, () => 0.02 * rng.normal()),
  );
  const trialSharpes = trials.map((returns) => sharpeRatio(returns));
  const best = trials[trialSharpes.indexOf(Math.max(...trialSharpes))];

  test("doubts the best of twenty worthless strategies, which looks good alone", () => {
    expect(probabilisticSharpe(best)).toBeGreaterThan(0.95);
    expect(deflatedSharpe(best, { trialSharpes }).probability).toBeLessThan(0.95);
  });

  test("falls with the number of trials; with one it is the probabilistic ratio", () => {
    const probability = (trials: number): number =>
      deflatedSharpe(best, { trialSharpes, trials }).probability;
    expect(probability(1)).toBe(probabilisticSharpe(best));
    expect(probability(2)).toBeLessThan(probability(1));
    expect(probability(100)).toBeLessThan(probability(20));
  });

  test("says what it lacks", () => {
    expect(() => deflatedSharpe(best, { trialSharpes: [0.1] })).toThrow(
      "deflatedSharpe: trialSharpes must hold at least 2 values, got 1",
    );
    expect(() => deflatedSharpe(best, {} as never)).toThrow("trialSharpes must be a list of numbers");
    expect(() => deflatedSharpe(best, { trialSharpes, trials: 0 })).toThrow("trials must be a whole number");
  });
});
