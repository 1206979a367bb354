import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Candles } from "../../lib/data/candles";
import { COIN_NAMES, SPAN } from "../../lib/data/simulated/marketModel";
import { simulateCandles, simulateCvi, simulateMarketCaps } from "../../lib/data/simulated/simulate";
import { addDays, dayRange, daysBetween } from "../../lib/series/days";

const DATASETS = ["qfe2025", "mosef2025"] as const;
const COLUMNS = ["open", "high", "low", "close", "volume"] as const;
const LIFE = daysBetween(SPAN.from, SPAN.to);

const someDays = fc
  .tuple(fc.nat(LIFE), fc.nat(LIFE))
  .map(([a, b]) => ({ from: addDays(SPAN.from, Math.min(a, b)), to: addDays(SPAN.from, Math.max(a, b)) }));

function everySeries(seed: number): Candles[] {
  const request = { seed, ...SPAN };
  return [...DATASETS.flatMap((name) => Object.values(simulateCandles(name, request))), simulateCvi(request)];
}

describe("one market for all data sets", () => {
  test("the data sets list the coins of the papers", () => {
    expect(Object.keys(simulateCandles("qfe2025", { seed: 0, ...SPAN }))).toEqual(
      ["BCH", "BTC", "EOS", "ETC", "ETH", "LTC", "XRP"], // prettier-ignore
    );
    expect(Object.keys(simulateCandles("mosef2025", { seed: 0, ...SPAN }))).toEqual([
      "ADA",
      "BNB",
      "BTC",
      "ETH",
    ]);
  });

  test("a coin in two data sets has the same prices in both, and volumes that its price converts", () => {
    const coins = simulateCandles("qfe2025", { seed: 3, ...SPAN });
    const dollars = simulateCandles("mosef2025", { seed: 3, ...SPAN });
    for (const coin of ["BTC", "ETH"] as const) {
      for (const column of ["open", "high", "low", "close"] as const)
        expect(coins[coin][column]).toEqual(dollars[coin][column]);
      const perCoin = dollars[coin].volume!.map((v, t) => v / coins[coin].volume![t] / coins[coin].close[t]);
      expect(perCoin).toBeAllClose(perCoin.map(() => perCoin[0]));
    }
  });

  test("market caps are supply × close of the first of each month, within a total that is larger", () => {
    const seed = 5;
    const { caps, totals } = simulateMarketCaps({ seed });
    const months = dayRange(SPAN.from, SPAN.to).filter((day) => day.endsWith("-01"));
    expect(totals.map(({ date }) => date)).toEqual(months);
    expect(caps.length).toBe(months.length * COIN_NAMES.length);
    for (const { supply, priceUsd, capUsd } of caps) expect(capUsd).toBe(supply * priceUsd);
    for (const { date, n, totalCapUsd, totalExStableUsd } of totals) {
      const nine = caps.filter((cap) => cap.date === date).reduce((sum, { capUsd }) => sum + capUsd, 0);
      expect(n).toBe(200);
      expect(totalExStableUsd).toBeGreaterThan(nine);
      expect(totalCapUsd).toBeGreaterThan(totalExStableUsd);
    }
    const btc = simulateCandles("qfe2025", { seed, ...SPAN }).BTC;
    expect(caps.filter(({ symbol }) => symbol === "BTC").map(({ priceUsd }) => priceUsd)).toBeAllClose(
      months.map((day) => btc.close[daysBetween(SPAN.from, day)]),
    );
  });
});

describe("a candle", () => {
  test("spans its open and close, and everything is positive and finite", () => {
    for (const seed of [0, 1, 2])
      for (const { symbol, dates, open, high, low, close, volume } of everySeries(seed)) {
        const wrong = dates.filter(
          (_, t) =>
            !(high[t] >= Math.max(open[t], close[t])) ||
            !(low[t] <= Math.min(open[t], close[t])) ||
            !(low[t] > 0 && high[t] < Infinity) ||
            (volume && !(volume[t] > 0 && volume[t] < Infinity)),
        );
        expect(wrong, symbol).toEqual([]);
      }
  });

  test("opens where the day before closed, but for a few basis points", () => {
    for (const { symbol, dates, open, close } of everySeries(0)) {
      const apart = dates.filter((_, t) => t > 0 && !(Math.abs(Math.log(open[t] / close[t - 1])) < 1e-3));
      expect(apart, symbol).toEqual([]);
    }
  });

  test("has a volume, but not in the index", () => {
    expect(simulateCvi({ seed: 0, ...SPAN })).not.toHaveProperty("volume");
    for (const name of DATASETS)
      for (const { symbol, dates, volume } of Object.values(simulateCandles(name, { seed: 0, ...SPAN })))
        expect(volume, symbol).toHaveLength(dates.length);
  });
});

describe("seeds and days", () => {
  test("the same seed gives the same market", () => {
    expect(everySeries(7)).toEqual(everySeries(7));
    expect(simulateMarketCaps({ seed: 7 })).toEqual(simulateMarketCaps({ seed: 7 }));
  });

  test("another seed gives another market, and 0 is a seed", () => {
    const closes = [0, 1, 2].map((seed) => everySeries(seed).map(({ close }) => close[1000]));
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      // prettier-ignore
      closes[a].forEach((close, i) => expect(close).not.toBe(closes[b][i]));
  });

  test("the days asked for cut, and change no value", () => {
    const whole = {
      candles: simulateCandles("qfe2025", { seed: 1, ...SPAN }),
      cvi: simulateCvi({ seed: 1, ...SPAN }),
    };
    fc.assert(
      fc.property(someDays, ({ from, to }) => {
        const start = daysBetween(SPAN.from, from);
        const part = simulateCandles("qfe2025", { seed: 1, from, to });
        const pairs = Object.values(part).map((candles) => [candles, whole.candles[candles.symbol]]);
        for (const [some, all] of [...pairs, [simulateCvi({ seed: 1, from, to }), whole.cvi]]) {
          expect(some.dates).toEqual(dayRange(from, to));
          for (const column of COLUMNS)
            expect(some[column]).toEqual(all[column]?.slice(start, start + some.dates.length));
        }
      }),
      { numRuns: 10 },
    );
  });

  test("what a reader writes into a result does not reach the next one", () => {
    const request = { seed: 1, from: "2022-01-01", to: "2022-01-31" };
    const { BTC } = simulateCandles("qfe2025", request);
    const before = BTC.close[0];
    BTC.close[0] = -1;
    expect(simulateCandles("qfe2025", request).BTC.close[0]).toBe(before);
  });
});

describe("misuse", () => {
  const days = { from: "2022-01-01", to: "2022-12-31" };

  test("a data set, a seed and days must make sense", () => {
    expect(() => simulateCandles("cvi" as never, { seed: 0, ...days })).toThrow(
      'simulateCandles: dataset must be one of "qfe2025", "mosef2025", got \'cvi\'',
    );
    expect(() => simulateCvi({ ...days, seed: 0.5 })).toThrow(
      "createRng: seed must be a whole number, got 0.5",
    );
    expect(() => simulateCvi({ ...days, seed: 0, from: "2018-11-30" })).toThrow(
      "simulateCvi: from must be 2018-12-01 or later, got '2018-11-30'",
    );
    expect(() => simulateCvi({ ...days, seed: 0, to: "2026-01-01" })).toThrow(
      "simulateCvi: to must be 2025-12-31 or earlier, got '2026-01-01'",
    );
    expect(() => simulateCvi({ seed: 0, from: days.to, to: days.from })).toThrow(
      "simulateCvi: to must be 2022-12-31 or a later day, got '2022-01-01'",
    );
    expect(() => simulateCvi({ ...days, seed: 0, from: "yesterday" })).toThrow(
      "simulateCvi, from: day must be",
    );
  });
});

describe("change detector: our own past output, which proves nothing", () => {
  // Seed 1 on 2022-05-29, the first day of paper 1. Results and caches that were computed on the simulated market
  // change with these numbers, so a change has to be meant. Nine digits: exp and log differ between machines.
  const DIGITS = { rtol: 1e-9 };
  const day = { from: "2022-05-29", to: "2022-05-29" };

  test("seed 1 is the market it was", () => {
    const { BTC, EOS } = simulateCandles("qfe2025", { seed: 1, ...day });
    const { ADA } = simulateCandles("mosef2025", { seed: 1, ...day });
    const row = (candles: Candles): number[] => COLUMNS.map((column) => candles[column]![0]);
    expect(row(BTC)).toBeAllClose(
      [45985.786721, 45993.809253, 43492.804412, 45145.686449, 16387.470688],
      DIGITS,
    );
    expect(row(EOS)).toBeAllClose(
      [1.4322576054, 1.4530047085, 1.3250191057, 1.3288972726, 17060789.641],
      DIGITS,
    );
    expect(row(ADA)).toBeAllClose(
      [0.80887136786, 0.81079284209, 0.77039346697, 0.80107746124, 813172681],
      DIGITS,
    );
    expect([simulateCvi({ seed: 1, ...day }).close[0]]).toBeAllClose([60.351096001], DIGITS);
    const june = simulateMarketCaps({ seed: 1 }).totals.find(({ date }) => date === "2022-06-01")!;
    expect([june.totalCapUsd, june.totalExStableUsd]).toBeAllClose([2074056923600, 1924056923600], DIGITS);
  });
});
