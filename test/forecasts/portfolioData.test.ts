import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { directSharpeData } from "../../lib/forecasts/directSharpeData";
import { portfolioData, type ForecastCoin } from "../../lib/forecasts/portfolioData";
import { portfolioTrial, tryPortfolio } from "../../lib/forecasts/portfolioTrial";
import { gridSearch } from "../../lib/neural/training/gridSearch";
import { holdOut } from "../../lib/series/splits";

const ROWS = 60;
const split = holdOut(ROWS, { train: 0.7 });

function coin(seed: number, first = 8): ForecastCoin {
  const rng = createRng(seed);
  const close = new Float64Array(ROWS);
  for (let t = 0; t < ROWS; t++) close[t] = t === 0 ? 100 : close[t - 1] * Math.exp(0.03 * rng.normal());
  const predicted = close.map((_, t) => (t < first ? NaN : close[t - 1] * (1 + 0.01 * rng.normal())));
  return { close, predicted };
}
const coins = { A: coin(1), B: coin(2, 11) };

test("the three features of a window by hand", () => {
  const length = 4;
  const { test: windows, testDays } = portfolioData(coins, { split, length, volatilityWindow: 3 });
  expect(windows.shape).toEqual([18, 2, 4, 3]);
  const day = testDays.from + 2;
  const { close, predicted } = coins.A;
  const rows = Array.from({ length: split.train.to - 11 }, (_, i) => 11 + i); // from B's first forecast on
  const r = (t: number): number => close[t] / close[t - 1] - 1;
  const spread = (x: number[]): number => {
    const m = x.reduce((a, b) => a + b) / x.length;
    return Math.sqrt(x.reduce((sum, value) => sum + (value - m) ** 2, 0) / x.length);
  };
  const volatility = (t: number): number => spread([r(t - 2), r(t - 1), r(t)]);
  const z = (f: (t: number) => number, x: number): number => {
    const seen = rows.map(f);
    return (x - seen.reduce((a, b) => a + b) / seen.length) / spread(seen);
  };
  const d = (t: number): number => predicted[t] - close[t];
  const expected = [day - 3, day - 2, day - 1].flatMap((t) => [
    z(d, d(t)),
    z(r, r(t)),
    z(volatility, volatility(t)),
  ]);
  expected.push(
    z(d, (d(day - 3) + d(day - 2) + d(day - 1)) / 3),
    z(r, predicted[day] / close[day - 1] - 1),
    z(volatility, volatility(day - 1)),
  );
  const at = 2 * 2 * 4 * 3;
  expect(Array.from(windows.inputs).slice(at, at + 12)).toBeAllClose(expected, { rtol: 1e-9 });
  expect([windows.joined[2 * 2], windows.returns[2 * 2]]).toBeAllClose([expected[11], r(day)], {
    rtol: 1e-9,
  });
});

test("training windows begin when all coins have forecasts for all their days, and end with the training rows", () => {
  const { train, trainDays, testDays } = portfolioData(coins, { split, length: 4 });
  expect(trainDays).toEqual({ from: 11 + 3, to: 42, of: ROWS });
  expect(testDays).toEqual({ from: 42, to: ROWS, of: ROWS });
  expect(train.shape[0]).toBe(42 - 14);
});

test("the true price of the day that is decided about, and of later days, changes no feature", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 42, max: ROWS - 1 }),
      fc.constantFrom("A" as const, "B" as const),
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      (day, name, factor) => {
        const close = coins[name].close as Float64Array;
        const changed = {
          ...coins,
          [name]: { ...coins[name], close: close.map((y, t) => (t >= day ? y * factor : y)) },
        };
        const closes = (some: typeof coins): Record<string, ArrayLike<number>> => ({
          A: some.A.close,
          B: some.B.close,
        });
        const upTo = (inputs: ArrayLike<number>, perDay: number): number[] =>
          Array.from(inputs).slice(0, (day + 1 - 42) * perDay); // the windows of the days up to `day`
        const [before, after] = [coins, changed].map((some) => portfolioData(some, { split, length: 4 }));
        expect(upTo(after.test.inputs, 24)).toEqual(upTo(before.test.inputs, 24));
        expect(upTo(after.test.joined, 2)).toEqual(upTo(before.test.joined, 2));
        expect(after.train).toEqual(before.train);
        const direct = [coins, changed].map((some) => directSharpeData(closes(some), { split, steps: 5 }));
        expect(upTo(direct[1].test.inputs, 20)).toEqual(upTo(direct[0].test.inputs, 20));
        expect(direct[1].train).toEqual(direct[0].train);
      },
    ),
  );
});

test("features that are left out are left out", () => {
  const all = portfolioData(coins, { split, length: 4 }).test;
  const some = portfolioData(coins, { split, length: 4, features: ["return"] }).test;
  expect(some.shape).toEqual([18, 2, 4, 1]);
  expect(some.inputs).toEqual(Float64Array.from(all.inputs).filter((_, i) => i % 3 === 1));
});

describe("refuses", () => {
  const changed = (change: Partial<ForecastCoin>): Record<string, ForecastCoin> => ({
    ...coins,
    B: { ...coins.B, ...change },
  });
  const closeB = coins.B.close as Float64Array;

  test("a coin with a gap, by its name and row", () => {
    const close = closeB.map((y, t) => (t === 20 ? NaN : y));
    expect(() => portfolioData(changed({ close }), { split })).toThrow(
      "close of B[20] must be a finite number, got NaN",
    );
    const predicted = (coins.B.predicted as Float64Array).map((y, t) => (t === 33 ? NaN : y));
    expect(() => portfolioData(changed({ predicted }), { split })).toThrow(
      "predicted[33] of B must be a price above 0",
    );
  });
  test("coins on other days, too few of them, or too few days", () => {
    expect(() => portfolioData(changed({ close: closeB.slice(1) }), { split })).toThrow(
      "the same length, got 59 and 60",
    );
    expect(() => portfolioData({ A: coins.A }, { split })).toThrow("two coins or more");
    expect(() => portfolioData(coins, { split, length: 40 })).toThrow(
      "must hold a window of 40 days with forecasts",
    );
  });
});

test("the grid search looks at training rows only, and scores what it has not learned from", async () => {
  const trial = portfolioTrial(coins, { train: split.train, epochs: 1, seed: 1 });
  const { data } = trial as { data: { coins: typeof coins } };
  expect(data.coins.A.close).toHaveLength(split.train.to);
  const search = await gridSearch({ timeStep: [4, 5], lambda: [0, 0.1] }, trial, {
    better: "higher",
    cache: false,
    workers: 2,
  });
  expect(search.rows.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  const direct = await tryPortfolio({ data: trial.data as never, point: search.best.point });
  expect(direct.score).toBe(search.best.score);
});
