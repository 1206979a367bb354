import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { forecastVariances } from "../../lib/forecasts/varianceForecast";
import { logVarianceRows } from "../../lib/volatility/har/logVarianceRows";
import { meanAhead } from "../../lib/series/meanAhead";

const rng = createRng(15);
const persistent = (level: number): Float64Array => {
  let x = 0;
  return Float64Array.from({ length: 90 }, () => level * Math.exp((x = 0.8 * x + 0.5 * rng.normal())));
};
const variances = { A: persistent(1e-4), B: persistent(5) };
const walk = { window: 50, refitEvery: 20, horizon: 3, length: 6 };
const options = {
  ...walk,
  seed: 3,
  epochs: 3,
  cache: false as const,
  workers: 1,
  backend: "wasm" as const,
  network: [{ lstm: 4 }, { dense: 1 }],
};

describe("logVarianceRows", () => {
  const [first, second] = logVarianceRows("test", variances, walk);

  test("the first fit knows the days of the window, its targets end there, and the forecasts follow", () => {
    expect([first.train.from, first.train.to, first.test.from, first.test.to]).toEqual([0, 48, 50, 70]);
    expect([second.train.to, second.test.from, second.test.to]).toEqual([68, 70, 90]);
    // targets on days 5 … 47 of two assets; the last reaches to day 49
    expect(first.learn.shape).toEqual([2 * 43, 5, 1]);
  });

  test("windows and targets by hand", () => {
    const logs = variances.A.map(Math.log);
    const known = logs.slice(0, 48);
    const m = known.reduce((a, b) => a + b) / 48;
    const s = Math.sqrt(known.reduce((sum, x) => sum + (x - m) ** 2, 0) / 48);
    expect(first.learn.inputs.slice(0, 5)).toBeAllClose(logs.slice(0, 5).map((x) => (x - m) / s), { rtol: 1e-9 }); // prettier-ignore
    const came = Math.log(meanAhead(variances.A, 3)[47]);
    expect([first.learn.targets[42]]).toBeAllClose([(came - m) / s], { rtol: 1e-9 });
  });

  test("the level: forecasts of the training days have a mean ratio of one", () => {
    // a model that always says m: then c = mean of v / e^m, and every forecast is the mean of what came
    const [ofA] = first.forecast(({ shape: [count] }) => new Float64Array(count));
    const came = meanAhead(variances.A, 3).slice(5, 48);
    const mean = came.reduce((a, b) => a + b) / came.length;
    expect(ofA).toBeAllClose(new Float64Array(20).fill(mean), { rtol: 1e-9 });
  });
});

describe("forecastVariances", () => {
  test("gives the same forecasts twice, one network for all assets, retrained as time goes on", async () => {
    const once = await forecastVariances(variances, options);
    const twice = await forecastVariances(variances, options);
    expect(twice.forecasts).toEqual(once.forecasts);
    expect([once.networks, once.hits]).toEqual([2, 0]);
    expect(once.forecasts.A).toHaveLength(40);
    expect(once.forecasts.A.every((v) => v > 0 && v < 0.1)).toBe(true);
  });

  test("changing the future never changes the past", async () => {
    const before = await forecastVariances(variances, options);
    for (const day of [50, 69, 70, 75]) {
      const B = variances.B.map((v, t) => (t >= day ? v * (t % 2 ? 30 : 0.02) : v));
      const after = await forecastVariances({ ...variances, B }, options);
      const until = day - 50 + 1;
      for (const name of ["A", "B"])
        expect(after.forecasts[name].slice(0, until)).toEqual(before.forecasts[name].slice(0, until));
    }
  });

  test("misuse", async () => {
    await expect(forecastVariances({ A: [1, 0] }, options)).rejects.toThrow(
      "forecastVariances: variances.A[1]",
    );
  });
});
