import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { overlapAwareVolatility } from "../../lib/forecasts/overlapAware";
import { shuffledSeries } from "../../lib/forecasts/shuffledSeries";
import {
  termBaselines,
  volatilityBaselines,
  type VolatilityBaselines,
} from "../../lib/forecasts/volatilityBaselines";
import { volatilityRows, type VolatilityRows } from "../../lib/forecasts/volatilityRows";
import { rollingVolatility } from "../../lib/indicators/rollingVolatility";
import { addDays } from "../../lib/series/days";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { rollingForecast } from "../../lib/volatility/forecasting/rolling";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import { EXAMPLES } from "../volatility/examples";

const GARCH11 = { kind: "garch", archLags: 1, garchLags: 1 } as const;
const { returns } = simulateVolatility(
  EXAMPLES.garch.spec,
  { ...EXAMPLES.garch.params, nu: 5 },
  {
    length: 399,
    distribution: "studentT",
    rng: createRng(8),
  },
);
const dates = Array.from({ length: 400 }, (_, t) => addDays("2023-01-01", t));
const rowsOf = (r: Float64Array): VolatilityRows => {
  let log = 0;
  const close = Float64Array.from([0, ...r], (x) => Math.exp((log += x / 100)));
  return volatilityRows({ dates, closes: { BTC: close } });
};
const rows = rowsOf(returns);
const cut = rows.train.to; // 296 of 370 rows
const baselines = volatilityBaselines(rows, "BTC", { paperSpec: GARCH11 });
const NAMES = Object.keys(baselines) as (keyof VolatilityBaselines)[];

describe("one day ahead", () => {
  test("every forecast is about the same test days", () => {
    for (const name of NAMES) expect(baselines[name]).toHaveLength(rows.testDates.length);
  });

  test("by hand: the last value is the day before's; the rest is what its own function says", () => {
    expect(baselines.lastValue).toEqual(rows.volatility.BTC.slice(cut - 1, -1));
    const heavy = rollingForecast(rows.returns.BTC, GARCH11, {
      window: rows.trainingReturns,
      expanding: true,
      refitEvery: 103,
      distribution: "studentT",
    });
    expect(baselines.overlapMedian).toEqual(
      overlapAwareVolatility(rows.returns.BTC, heavy, { aim: "median" }),
    );
    const { conditionalVolatility } = fitVolatility(rows.returns.BTC, GARCH11, {
      presample: "backcast",
    }).estimate;
    expect(baselines.garchInSample).toEqual(conditionalVolatility.slice(-74));
  });

  test("changing the future never changes the past, but for the one that is meant to", () => {
    const day = 350; // a return, of row 321: the 26th test day
    const other = volatilityBaselines(
      rowsOf(returns.map((r, t) => (t < day ? r : t % 2 ? 0.01 * r : -5 * r + 2))),
      "BTC",
      { paperSpec: GARCH11, refitEvery: 20 },
    );
    const before = volatilityBaselines(rows, "BTC", { paperSpec: GARCH11, refitEvery: 20 });
    for (const name of NAMES) {
      const known = day - rows.trainingReturns + 1; // the forecast of the day itself knows nothing of it
      if (name === "garchInSample") expect(other[name][0]).not.toBe(before[name][0]);
      // a return that follows from changed closes may differ in its last digit
      else expect(other[name].slice(0, known)).toBeAllClose(before[name].slice(0, known), { rtol: 1e-9 });
      expect(other[name][known]).not.toBe(before[name][known]);
    }
  });
});

describe("the next 30 days", () => {
  const term = termBaselines(rows, "BTC");

  test("the target shares no return with what is known", () => {
    expect(term.days).toBe(rows.testDates.length - 29);
    const all = rows.returns.BTC;
    const first = all.slice(rows.trainingReturns, rows.trainingReturns + 30);
    expect(term.actual[0]).toBe(rollingVolatility(first, { window: 30, ddof: 1, warmUp: "skip" })[0]);
    const before = all.slice(rows.trainingReturns - 30, rows.trainingReturns);
    expect(term.lastValue[0]).toBe(rollingVolatility(before, { window: 30, ddof: 1, warmUp: "skip" })[0]);
    for (const name of ["actual", "lastValue", "garch", "har", "constant"] as const)
      expect(term[name]).toHaveLength(term.days);
  });

  test("GARCH's is the mean of what the fit forecasts for each of the days", () => {
    const forecast = fitVolatility(rows.returns.BTC.slice(0, rows.trainingReturns), GARCH11).forecast(30);
    const mean = forecast.reduce((sum, v) => sum + v, 0) / 30;
    expect([term.garch[0]]).toBeAllClose([Math.sqrt(mean)], { rtol: 1e-6 });
  });

  test("changing the future never changes the past", () => {
    const day = 360;
    const other = termBaselines(rowsOf(returns.map((r, t) => (t < day ? r : 3 - 4 * r))), "BTC");
    const known = day - rows.trainingReturns + 1;
    for (const name of ["lastValue", "garch", "har", "constant"] as const)
      expect(other[name].slice(0, known)).toBeAllClose(term[name].slice(0, known), { rtol: 1e-9 });
    expect(other.actual.slice(0, day - rows.trainingReturns - 29)).toBeAllClose(
      term.actual.slice(0, day - rows.trainingReturns - 29),
      { rtol: 1e-9 },
    );
    expect(other.har[known]).not.toBe(term.har[known]);
  });
});

test("a shuffled series has the same days and values, and says nothing of its days", () => {
  const values = Float64Array.from(dates, (_, t) => t);
  const shuffled = shuffledSeries({ dates, values }, createRng(3));
  expect(shuffled.dates).toEqual(dates);
  expect(Float64Array.from(shuffled.values).sort()).toEqual(values);
  const kept = Array.from(shuffled.values).filter((v, t) => v === t).length;
  expect(kept).toBeLessThan(10); // one on average
  expect(shuffledSeries({ dates, values }, createRng(3))).toEqual(shuffled);
});

test("says what is wrong", () => {
  expect(() => volatilityBaselines(rows, "DOGE")).toThrow(
    /volatilityBaselines: coin must be one of BTC, got 'DOGE'/,
  );
  expect(() => termBaselines(rows, "DOGE")).toThrow(/termBaselines: coin must be/);
  expect(() => volatilityBaselines(rows, "BTC", { refitEvery: 0 })).toThrow(/refitEvery must be/);
});
