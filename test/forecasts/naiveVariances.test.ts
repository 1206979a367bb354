import { expect, test } from "vitest";
import { indexForecast } from "../../lib/forecasts/indexForecast";
import { naiveVariances } from "../../lib/forecasts/naiveVariances";
import { termBaselines } from "../../lib/forecasts/volatilityBaselines";
import { volatilityRows } from "../../lib/forecasts/volatilityRows";
import { dayRange } from "../../lib/series/days";
import { sampleReturns } from "../support/samples";

const values = Array.from({ length: 40 }, (_, t) => t + 1); // 1 … 40

test("four averages of the past, by hand", () => {
  const naive = naiveVariances(values, { window: 30, horizon: 2 });
  for (const forecast of Object.values(naive)) expect(forecast).toHaveLength(10);
  expect(naive.lastValue[0]).toBe(29.5); // of 29 and 30
  expect(naive.lastValue[9]).toBe(38.5);
  expect(naive.last30Days[0]).toBe(15.5);
  expect(naive.last30Days[9]).toBe(24.5); // of 10 … 39
  expect(naive.meanSoFar[9]).toBe(20); // of 1 … 39
  const flat = naiveVariances(values.map(() => 3), { window: 30 }); // prettier-ignore
  expect([...flat.ewma]).toBeAllClose(new Array(10).fill(3));
});

test("the weighted average begins at the mean of thirty days, and remembers by its weight", () => {
  const jump = values.map((_, t) => (t === 34 ? 1 : 0));
  const { ewma } = naiveVariances(jump, { window: 30, weight: 0.5 });
  expect([...ewma]).toBeAllClose([0, 0, 0, 0, 0, 0.5, 0.25, 0.125, 0.0625, 0.03125]);
});

test("no forecast reads its own day", () => {
  const before = naiveVariances(values, { window: 30, horizon: 7 });
  const after = naiveVariances(values.map((x, t) => (t === 35 ? 1000 : x)), { window: 30, horizon: 7 }); // prettier-ignore
  for (const key of ["lastValue", "last30Days", "meanSoFar", "ewma"] as const) {
    expect([...after[key].slice(0, 6)]).toEqual([...before[key].slice(0, 6)]);
    expect(after[key][6]).toBeGreaterThan(before[key][6]);
  }
});

test("too short a past is refused", () => {
  expect(() => naiveVariances(values, { window: 20 })).toThrow("window must be a whole number from 30 to 39");
  expect(() => naiveVariances(values, { window: 35, horizon: 36 })).toThrow("window");
  expect(() => naiveVariances(values, { window: 30, weight: 2 })).toThrow("weight");
});

const dates = dayRange("2024-01-01", "2024-06-29");
const closes = { BTC: [100] };
for (const r of sampleReturns(5, dates.length - 1)) closes.BTC.push(closes.BTC.at(-1)! * (1 + r));
const rows = volatilityRows({ dates, closes }, { window: 10 });

test("an index at a coin's level: one ratio, of the training rows alone", () => {
  const index = rows.dates.map((_, t) => 50 + t);
  const { to } = rows.train;
  const forecast = indexForecast(index, rows, "BTC");
  const { actual } = termBaselines(rows, "BTC");
  expect(forecast).toHaveLength(actual.length);
  const average = (x: ArrayLike<number>): number => Array.from(x).reduce((a, b) => a + b) / x.length;
  const ratio = average(rows.volatility.BTC.slice(10, to)) / average(index.slice(0, to - 10));
  expect(forecast[0]).toBeCloseTo(ratio * index[to - 1], 12);
  expect(forecast[3]).toBeCloseTo(ratio * index[to + 2], 12);
});

test("the index's unit does not matter, and what comes later changes nothing before", () => {
  const index = rows.dates.map((_, t) => 60 + 5 * Math.sin(t));
  const forecast = indexForecast(index, rows, "BTC");
  expect(indexForecast(index.map((x) => x / 1910), rows, "BTC")).toBeAllClose(forecast); // prettier-ignore
  const last = index.map((x, t) => (t === rows.train.to + 4 ? 1000 : x));
  expect([...indexForecast(last, rows, "BTC").slice(0, 5)]).toEqual([...forecast.slice(0, 5)]);
  expect(() => indexForecast(index, rows, "DOGE")).toThrow("one of BTC");
  expect(() => indexForecast(index.slice(1), rows, "BTC")).toThrow("same length");
});
