import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { dot } from "../../lib/math/matrix";
import { linearProgram } from "../../lib/math/linearProgram";
import { conditionalValueAtRisk, type TailOptions } from "../../lib/measures";
import { TAIL_RULES } from "../../lib/measures/historicalTail";
import { maxCvarRatio, minCvar } from "../../lib/portfolio";
import { seeds, simulatedMoments } from "./portfolios";

/** The mean of the k worst of a portfolio's returns, as a loss: by sorting. */
function meanOfWorst(scenarios: readonly number[][], weights: ArrayLike<number>, k: number): number {
  const sorted = scenarios.map((row) => dot(row, weights)).sort((a, b) => a - b);
  return -sorted.slice(0, k).reduce((sum, r) => sum + r, 0) / k;
}

describe("two assets, four scenarios by hand", () => {
  // At level 0.75 the tail is the worst one of four. Losses of (w, 1 − w): 0.1w in the first, 0.2(1 − w) in the second:
  // equal at w = 2/3, where both are 0.2/3
  const scenarios = [[-0.1, 0], [0, -0.2], [0.1, 0.1], [0.2, 0.3]]; // prettier-ignore

  test("the smallest CVaR is where the two worst scenarios meet", () => {
    const answer = minCvar(scenarios, { level: 0.75, bounds: [0, 1] });
    expect(answer.weights).toBeAllClose([2 / 3, 1 / 3]);
    expect(answer.value).toBeCloseTo(0.2 / 3, 12);
    expect(answer.excessReturn).toBeCloseTo(0.05, 12);
  });

  test("a tail of one and a half scenarios counts the second worst by half", () => {
    // level 0.625: 1.5 scenarios. For w between: (0.1w + 0.5·0.2(1 − w))/1.5 where the first is worse, flat at 0.1/1.5
    expect(minCvar(scenarios, { level: 0.625, tail: "exact", bounds: [0, 1] }).value).toBeCloseTo(
      0.1 / 1.5,
      12,
    );
  });

  test("interpolated: a quantile between the first and second value of four takes the first one in, between others more", () => {
    // ⌊0.25·3⌋ + 1 = 1 at 0.75, ⌊0.5·3⌋ + 1 = 2 at 0.5
    expect(minCvar(scenarios, { level: 0.75, bounds: [0, 1] }).value).toBeCloseTo(0.2 / 3, 12);
    const two = minCvar(scenarios, { level: 0.5, bounds: [0, 1] });
    expect(two.value).toBeCloseTo(meanOfWorst(scenarios, two.weights, 2), 12);
  });

  test("a mean to be kept pushes the weights to the richer asset", () => {
    // mean = 0.05 for both: nothing to push; so make the second richer
    const richer = scenarios.map(([a, b]) => [a, b + 0.1]);
    const { weights, excessReturn } = minCvar(richer, { level: 0.75, bounds: [0, 1], minimumMean: 0.12 });
    expect(excessReturn).toBeGreaterThanOrEqual(0.12 - 1e-12);
    expect(weights[1]).toBeGreaterThanOrEqual(0.7 - 1e-12);
  });
});

test("the same value as the whole program of Rockafellar and Uryasev, scenario by scenario", () => {
  fc.assert(
    fc.property(seeds, fc.constantFrom(0.8, 0.9, 0.93), (seed, level) => {
      const { returns } = simulatedMoments(seed, 4, 40);
      const s = returns.length;
      // columns: w (4), α, u (S): min α + Σu/((1 − level)S), u ≥ −r·w − α
      const rows = returns.map((row, k) => {
        const weights = new Float64Array(5 + s);
        row.forEach((r, i) => (weights[i] = r));
        weights[4] = 1;
        weights[5 + k] = 1;
        return { weights, lower: 0, upper: Infinity };
      });
      const budget = Float64Array.from({ length: 5 + s }, (_, i) => (i < 4 ? 1 : 0));
      const whole = linearProgram({
        cost: Float64Array.from({ length: 5 + s }, (_, i) =>
          i < 4 ? 0 : i === 4 ? 1 : 1 / ((1 - level) * s),
        ),
        lower: Float64Array.from({ length: 5 + s }, (_, i) => (i < 4 ? -1 : i === 4 ? -Infinity : 0)),
        upper: Float64Array.from({ length: 5 + s }, (_, i) => (i < 4 ? 1 : Infinity)),
        rows: [...rows, { weights: budget, lower: 1, upper: 1 }],
      });
      const answer = minCvar(returns, { level, tail: "exact" });
      expect(whole.status === "optimal" && whole.value).toBeCloseTo(answer.value, 9);
      expect(answer.certificate.gap).toBeLessThan(1e-12);
    }),
    { numRuns: 20 },
  );
});

test("assets whose returns are the same in all scenarios but for rounding are riskless: nothing to gain, and no search", () => {
  // Each makes 0.1 % a day: every portfolio has the CVaR −0.001, and the one where the search begins is as good as any
  const rng = createRng(3);
  const nearly = (): number => 0.001 * (1 + 1e-13 * (2 * rng.uniform() - 1));
  const noisy = Array.from({ length: 130 }, () => [nearly(), nearly(), nearly()]);
  const exact = noisy.map(() => [0.001, 0.001, 0.001]);
  for (const tail of TAIL_RULES) {
    const [ofNoisy, ofExact] = [minCvar(noisy, { tail }), minCvar(exact, { tail })];
    expect([ofNoisy.status, ofExact.status]).toEqual(["optimal", "optimal"]);
    expect(ofNoisy.weights).toEqual(ofExact.weights);
    expect(ofNoisy.value).toBeCloseTo(-0.001, 14);
  }
});

describe("maxCvarRatio", () => {
  const rich = (seed: number, n: number, days: number): number[][] =>
    simulatedMoments(seed, n, days).returns.map((row) => row.map((r, i) => r + 0.002 * (i + 1)));

  test("a fine grid of three assets finds nothing better, and comes near", () => {
    const scenarios = rich(4, 3, 30);
    const answer = maxCvarRatio(scenarios, { riskFree: 1e-4 });
    expect(answer.certificate.gap).toBeLessThan(1e-12);
    let best = -Infinity;
    for (let a = -50; a <= 50; a++)
      for (let b = -50; b <= 50; b++) {
        const w = [a / 50, b / 50, 1 - a / 50 - b / 50];
        if (Math.abs(w[2]) > 1) continue;
        const mean = scenarios.reduce((sum, row) => sum + dot(row, w), 0) / 30;
        best = Math.max(best, (mean - 1e-4) / meanOfWorst(scenarios, w, 2));
      }
    expect(best).toBeLessThanOrEqual(answer.value + 1e-12);
    expect(best).toBeGreaterThan(answer.value * 0.95);
  });

  test("the certificate holds with any bounds and limits on gross exposure", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom([-1, 1], [0, 1], [-0.2, 0.5]),
        fc.option(fc.double({ min: 1.1, max: 2, noNaN: true })),
        (seed, bounds, gross) => {
          const options = {
            level: 0.9,
            tail: "exact" as const, // four of forty
            bounds: bounds as [number, number],
            ...(gross && { grossExposure: gross }),
          };
          const scenarios = rich(seed, 5, 40);
          const answer = maxCvarRatio(scenarios, options);
          fc.pre(answer.status === "optimal");
          expect(answer.certificate.gap).toBeLessThan(1e-12);
          expect(answer.value).toBeCloseTo(
            answer.excessReturn / meanOfWorst(scenarios, answer.weights, 4),
            8,
          );
          if (gross) expect(answer.grossExposure).toBeLessThanOrEqual(gross + 1e-7);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("permuting assets permutes weights; returns in per cent change nothing but the riskless rate", () => {
    const scenarios = rich(9, 4, 40);
    const order = [2, 0, 3, 1];
    const plain = maxCvarRatio(scenarios);
    const moved = maxCvarRatio(scenarios.map((row) => order.map((i) => row[i])));
    expect(moved.weights).toBeAllClose(order.map((i) => plain.weights[i]), { rtol: 1e-7, atol: 1e-8 }); // prettier-ignore
    expect(maxCvarRatio(scenarios.map((row) => row.map((r) => 100 * r))).value).toBeCloseTo(plain.value, 9);
  });

  test("no tail loss: riskless; no positive excess: the largest one", () => {
    const sure = [[0.01, -0.1], [0.02, 0.2], [0.01, 0.1], [0.03, 0.3]]; // prettier-ignore
    expect(maxCvarRatio(sure, { level: 0.75 })).toMatchObject({ status: "riskless", value: Infinity });
    const poor = maxCvarRatio(rich(2, 3, 30), { bounds: [0, 1], riskFree: 0.5 });
    expect(poor.status).toBe("noPositiveExcess");
    expect(poor.value).toBeLessThan(0);
  });
});

describe("the CVaR of an answer", () => {
  const returnsOf = (rows: readonly number[][], weights: ArrayLike<number>): number[] =>
    rows.map((row) => dot(row, weights));

  test("is what conditionalValueAtRisk says of its returns, with the same words and the same defaults", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom(undefined, 0.9, 0.99),
        fc.constantFrom<TailOptions["tail"]>(undefined, "interpolated", "exact"),
        (seed, level, tail) => {
          const { returns } = simulatedMoments(seed, 3, 150);
          const options = { ...(level && { level }), ...(tail && { tail }) };
          for (const find of [minCvar, maxCvarRatio]) {
            const { weights, risk } = find(returns, { ...options, bounds: [0, 1] });
            // Sums of a few products in another order: a few units in the last place
            expect(conditionalValueAtRisk(returnsOf(returns, weights), options)).toBeCloseTo(risk, 14);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("bad input is named", () => {
  const scenarios = Array.from({ length: 10 }, (_, s) => [0.01 * s, -0.01]);
  test.each([
    [
      scenarios,
      { tail: "exact" },
      /the tail at level 0.95 needs at least 20 scenarios to hold one of them, got 10/,
    ],
    [[[0.1, NaN]], {}, /scenarios\[0\]\[1\] must be a finite number/],
    [[[0.1, 0.2], [0.1]], {}, /scenarios must have one return per asset, got 1 in row 1 and 2 in row 0/], // prettier-ignore
    [[], {}, /scenarios must be a list of rows/],
    [scenarios, { level: 1 }, /level must be/],
    [scenarios, { level: 0.8, tail: "mean" }, /tail must be one of "interpolated", "exact"/],
    [scenarios, { level: 0.8, minimumMean: 1 }, /minimumMean must be at most/],
    [scenarios, { level: 0.8, bounds: [0, 0.1] }, /budget must be from 0 to 0.2/],
  ] as const)("%#", (rows, options, message) => {
    expect(() => minCvar(rows as never, options as never)).toThrow(message);
  });
});
