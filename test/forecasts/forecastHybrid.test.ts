import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { forecastHybrid } from "../../lib/forecasts/forecastHybrid";
import { garchFeature } from "../../lib/forecasts/garchFeature";
import { hybridColumns, type HybridColumnsOptions } from "../../lib/forecasts/hybridColumns";
import { PAPER_GARCH_ORDERS } from "../../lib/forecasts/paperOrders";
import { volatilityRows, type HybridMarket } from "../../lib/forecasts/volatilityRows";
import { addDays } from "../../lib/series/days";
import { rollingForecast } from "../../lib/volatility/forecasting/rolling";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import { EXAMPLES } from "../volatility/examples";

const DAYS = 220;
const GARCH11 = { kind: "garch", archLags: 1, garchLags: 1 } as const;
const dates = Array.from({ length: DAYS }, (_, t) => addDays("2024-01-01", t));
const closesOf = (seed: number): Float64Array => {
  const { spec, params } = EXAMPLES.garch;
  const { returns } = simulateVolatility(spec, params, { length: DAYS - 1, rng: createRng(seed) });
  let log = 4;
  return Float64Array.from([0, ...returns], (r) => Math.exp((log += r / 100)));
};
const missing = new Set([addDays("2024-01-01", 60), addDays("2024-01-01", 61), addDays("2024-01-01", 200)]);
const cviDays = dates.filter((day) => !missing.has(day));
const market: HybridMarket = {
  dates,
  closes: { BTC: closesOf(1), ETH: closesOf(2) },
  cvi: { dates: cviDays, values: cviDays.map((_, i) => 60 + 20 * Math.sin(i / 9)) },
};
const rows = volatilityRows(market);

/** From this day on another market: quiet, then wild. */
function changedFrom(day: number): HybridMarket {
  const change = (values: ArrayLike<number>, offset: number): Float64Array =>
    Float64Array.from(values, (x, t) => (t + offset < day ? x : t % 2 ? 1.3 * x : 0.9 * x));
  return {
    dates,
    closes: { BTC: change(market.closes.BTC, 0), ETH: change(market.closes.ETH, 0) },
    cvi: {
      dates: cviDays,
      values: Float64Array.from(market.cvi!.values, (x, i) => (cviDays[i] < dates[day] ? x : 300 - x)),
    },
  };
}

describe("rows", () => {
  test("30 returns need 31 closes; four fifths are training rows", () => {
    expect(rows.dates[0]).toBe(dates[30]);
    expect(rows.volatility.BTC).toHaveLength(190);
    expect(rows.train.to).toBe(152);
    expect(rows.testDates[0]).toBe(rows.dates[152]);
    // the last training row ends with return 29 + 151, which is the 181st
    expect(rows.trainingReturns).toBe(181);
  });

  test("three closes a window of two by hand", () => {
    const small = volatilityRows(
      { dates: dates.slice(0, 4), closes: { X: [1, Math.E, 1, 1] } },
      { window: 2, train: 0.5 },
    );
    // returns 1, −1, 0: deviations of (1, −1) and (−1, 0) with ddof 1 are √2 and √½
    expect(small.volatility.X).toBeAllClose([Math.SQRT2, Math.SQRT1_2]);
    expect(small.dates).toEqual(dates.slice(2, 4));
  });
});

describe("the GARCH feature", () => {
  const returns = rows.returns.BTC;
  const train = rows.trainingReturns;

  test("clean: on day t stands the forecast of day t + 1 by a model that knows the training part", () => {
    const feature = garchFeature(returns, { spec: GARCH11, train });
    const rolled = rollingForecast(returns, GARCH11, { window: train, refitEvery: 1000 });
    expect(feature.slice(train - 1, -1)).toBeAllClose(rolled.variance.map(Math.sqrt), { rtol: 1e-9 });
  });

  test("paper: the last day changes the first, which is the leak", () => {
    const other = returns.map((r, t) => (t === returns.length - 1 ? 5 * r + 0.1 : r));
    const of = (values: Float64Array, variant: "paper" | "clean"): number =>
      garchFeature(values, { spec: GARCH11, train, variant })[100];
    expect(of(other, "paper")).not.toBe(of(returns, "paper"));
    expect(of(other, "clean")).toBe(of(returns, "clean"));
  });
});

describe("columns", () => {
  const options: HybridColumnsOptions = {
    features: ["garch", "cvi"],
    variant: "clean",
    spec: GARCH11,
    cvi: market.cvi,
  };
  const clean = hybridColumns("BTC", rows, options);

  test("clean: a missing CVI is the one before, with a flag", () => {
    expect(clean.names).toEqual(["volatility", "garch", "cvi", "cvi missing"]);
    expect(clean.dates).toEqual(rows.dates);
    const at = clean.dates.indexOf([...missing][0]);
    const [, , cvi, flag] = clean.columns;
    expect([...cvi.slice(at, at + 2)]).toEqual([cvi[at - 1], cvi[at - 1]]);
    expect([...flag.slice(at - 1, at + 3)]).toEqual([0, 1, 1, 0]);
    expect(clean.train.to).toBe(rows.train.to);
  });

  test("no flag where no training row needs one: it would be a column that never varies", () => {
    const whole = { dates, values: dates.map((_, i) => 50 + (i % 7)) };
    expect(hybridColumns("BTC", rows, { ...options, cvi: whole }).names).toEqual([
      "volatility",
      "garch",
      "cvi",
    ]);
  });

  test("paper: days without CVI are dropped, and the test part begins on the same day", () => {
    const paper = hybridColumns("BTC", rows, { ...options, variant: "paper" });
    expect(paper.dates).toHaveLength(rows.dates.length - 3);
    expect(paper.train.to).toBe(rows.train.to - 2);
    expect(paper.dates[paper.train.to]).toBe(rows.testDates[0]);
  });

  test.each([182, 190, 219])("clean: what changes on day %i changes no row before", (day) => {
    const changed = changedFrom(day);
    const other = hybridColumns("BTC", volatilityRows(changed), { ...options, cvi: changed.cvi });
    const before = day - 30; // rows begin 30 days after the closes
    other.columns.forEach((column, k) => {
      expect(column.slice(0, before)).toEqual(clean.columns[k].slice(0, before));
      if (k < 2) expect(column[before]).not.toBe(clean.columns[k][before]);
    });
  });
});

describe("forecasts", () => {
  const quick = { seed: 5, epochs: 1, cache: false, workers: 1 } as const;

  test("the clean variant knows nothing of the day itself or later; the same call gives the same forecasts", async () => {
    const before = await forecastHybrid(market, quick);
    expect(before.dates).toEqual(rows.testDates);
    expect(before.columns).toEqual(["volatility", "garch", "cvi", "cvi missing"]);
    expect(before.actual.ETH).toEqual(rows.volatility.ETH.slice(rows.train.to));
    const day = 200; // its row is 170, the 18th of the test part
    const after = await forecastHybrid(changedFrom(day), quick);
    for (const coin of ["BTC", "ETH"]) {
      expect(after.forecasts[coin].slice(0, 19)).toEqual(before.forecasts[coin].slice(0, 19));
      expect(after.forecasts[coin][19]).not.toBe(before.forecasts[coin][19]);
      expect(before.inSample[coin].slice(-38)).toEqual(before.forecasts[coin]);
    }
    expect(before.allDates[0]).toBe(rows.dates[30]);
    expect(before.inSample.BTC).toHaveLength(before.allDates.length);
  });

  test("the paper's variant lets the future in", async () => {
    const paper = {
      ...quick,
      variant: "paper",
      features: ["garch"],
      specs: { BTC: GARCH11, ETH: GARCH11 },
    } as const;
    const [before, after] = await Promise.all(
      [market, changedFrom(219)].map((one) => forecastHybrid(one, paper)),
    );
    expect(after.forecasts.BTC[0]).not.toBe(before.forecasts.BTC[0]);
  });

  test("without further features it is the LSTM alone", async () => {
    const alone = await forecastHybrid(market, { ...quick, features: [] });
    expect(alone.columns).toEqual(["volatility"]);
  });

  test("the orders that the paper prints, by coin", () => {
    expect(PAPER_GARCH_ORDERS.BNB).toEqual({ kind: "garch", archLags: 2, garchLags: 3 });
  });

  test("says what is wrong", async () => {
    const without = { dates, closes: market.closes };
    await expect(forecastHybrid(without, quick)).rejects.toThrow(/forecastHybrid: market\.cvi must be there/);
    await expect(forecastHybrid(market, { ...quick, features: ["vix" as never] })).rejects.toThrow(
      /feature must be one of/,
    );
    const order = { kind: "garch", archLags: 1, garchLags: 1 } as const;
    await expect(forecastHybrid(market, { ...quick, specs: { NONE: order } })).rejects.toThrow(
      /forecastHybrid: there is no coin "NONE"; the coins are /,
    );
    await expect(forecastHybrid(market, { ...quick, variant: "leaky" as never })).rejects.toThrow(
      /variant must be one of/,
    );
    expect(() => volatilityRows({ dates, closes: {} })).toThrow(/closes must be/);
    expect(() =>
      volatilityRows({ dates: dates.slice(0, 50), closes: { X: closesOf(1).slice(0, 50) } }),
    ).toThrow(/at least 60 days/);
    expect(() => volatilityRows({ dates, closes: { X: [1, 2] } })).toThrow(/same length/);
    expect(() => garchFeature([0.1], { spec: GARCH11, train: 2 })).toThrow(/train must be/);
  });
});
