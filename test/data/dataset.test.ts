import { inspect } from "node:util";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { DataError, DomainError } from "../../lib/core/errors";
import { loadDataset, type LoadOptions } from "../../lib/data/dataset";
import type { CandleDataset } from "../../lib/data/candleDataset";
import { addDays, dayRange } from "../../lib/series/days";
import { columnOf, textColumnOf } from "../../lib/series/table";
import { candleCsv, dataFolder } from "../support/dataFolder";

beforeEach(() => {
  vi.stubEnv("VOLFOLIO_DATA", "a folder that no test should read");
  return () => vi.unstubAllEnvs();
});

/** The four coins of paper 2, one of them from other text. */
function coinFolder(other: Readonly<Record<string, string>> = {}): string {
  const text = candleCsv("2019-01-01", "2024-12-31");
  const coins = ["ADA", "BNB", "BTC", "ETH"];
  return dataFolder(Object.fromEntries(coins.map((coin) => [`yahoo/${coin}-USD.csv`, other[coin] ?? text])));
}

describe("candles from files", () => {
  test("are cut to the paper's window, and aligned with their days", () => {
    const { symbols, dates, candles, table, provenance } = loadDataset("mosef2025", { folder: coinFolder() });
    expect(symbols).toEqual(["ADA", "BNB", "BTC", "ETH"]);
    expect(dates).toEqual(dayRange("2019-03-11", "2024-11-27"));
    for (const symbol of symbols) {
      expect(candles[symbol].symbol).toBe(symbol);
      expect(candles[symbol].dates).toEqual(dates);
      // The first of the file's days is 2019-01-01 with a close of 102; the window begins 69 days later.
      expect(candles[symbol].close[0]).toBe(171);
      expect(candles[symbol].close).toHaveLength(2089);
      expect(candles[symbol].volume).toHaveLength(2089);
    }
    expect(table.numRows()).toBe(4 * 2089);
    expect(table.columnNames()).toEqual(["date", "symbol", "open", "high", "low", "close", "volume"]);
    expect(provenance.sources.map(({ gaps }) => gaps)).toEqual([[], [], [], []]);
    expect(provenance.leftOut).toEqual([]);
  });

  test("from and to narrow and widen within what is there", () => {
    const folder = coinFolder();
    expect(loadDataset("mosef2025", { folder, from: "2024-11-27" }).dates).toEqual(["2024-11-27"]);
    const all = { from: "2019-01-01", to: "2024-12-31" };
    expect(loadDataset("mosef2025", { folder, ...all }).dates).toHaveLength(2192);
    expect(loadDataset("mosef2025", { folder, ...all }).provenance.sources[0]).toMatchObject({
      provider: "yahoo",
      file: "yahoo/ADA-USD.csv",
      ...all,
      rows: 2192,
    });
  });

  test("a range that is not there, or no range, is refused with the days there are", () => {
    const folder = coinFolder({ BTC: candleCsv("2019-02-01", "2024-12-15") });
    const load = (options: LoadOptions) => (): unknown => loadDataset("mosef2025", { folder, ...options });
    expect(load({ from: "2019-01-15" })).toThrow(
      "loadDataset: from must be within 2019-02-01 to 2024-12-15, the days there are, got '2019-01-15'",
    );
    expect(load({ to: "2024-12-16" })).toThrow("loadDataset: to must be within 2019-02-01 to 2024-12-15");
    expect(load({ from: "2024-01-02", to: "2024-01-01" })).toThrow("to must be 2024-01-02 or a later day");
    expect(load({ from: "1 May 2024" })).toThrow(DomainError);
    expect(load({ from: "2019-02-01", to: "2024-12-15" })).not.toThrow();
  });

  test("a file that falls short of the window is named, with what is missing and the way out", () => {
    const folder = coinFolder({ BTC: candleCsv("2019-03-12", "2024-12-31") });
    const load = (): unknown => loadDataset("mosef2025", { folder });
    expect(load).toThrow(DataError);
    expect(load).toThrow(
      "yahoo/BTC-USD.csv: must cover 2019-03-11 to 2024-11-27, got 2019-03-12 to 2024-12-31: fetch it whole",
    );
    expect(load).toThrow(/npm run data.*VOLFOLIO_DATA/);
    expect(() => loadDataset("mosef2025", { folder, from: "2019-03-12" })).not.toThrow();
  });

  test("a day that one coin lacks is left out for all, and both are reported", () => {
    const folder = coinFolder({ BTC: candleCsv("2019-01-01", "2024-12-31", { without: ["2020-02-29"] }) });
    const { dates, candles, provenance } = loadDataset("mosef2025", { folder });
    expect(dates).toHaveLength(2088);
    expect(dates).not.toContain("2020-02-29");
    for (const { dates: own, close } of Object.values(candles)) {
      expect(own).toEqual(dates);
      // Each close tells its day: the file's first day has 102, the next 103, …
      expect(addDays("2019-01-01", close[400] - 102)).toBe(own[400]);
    }
    expect(provenance.sources.map(({ symbol, rows, gaps }) => [symbol, rows, gaps])).toEqual([
      ["ADA", 2089, []],
      ["BNB", 2089, []],
      ["BTC", 2088, ["2020-02-29"]],
      ["ETH", 2089, []],
    ]);
    expect(provenance.leftOut).toEqual(["2020-02-29"]);
    expect(inspect(provenance)).toContain("BTC: missing at the source: 1 day (2020-02-29)");
    expect(inspect(provenance)).toContain("left out of all series: 1 day (2020-02-29)");
    expect(inspect(provenance)).toContain("WARNING: no day should be missing in this data set");
  });

  test("the index misses days, and says which without a warning", () => {
    const without = ["2022-03-04", "2022-03-05"];
    const folder = dataFolder({
      "investing/cvi.csv": candleCsv("2019-03-31", "2024-11-28", { without, volume: false }),
    });
    const cvi = loadDataset("cvi", { folder });
    expect(cvi.symbols).toEqual(["CVI"]);
    expect(cvi.candles.CVI).not.toHaveProperty("volume");
    expect(cvi.table.columnNames()).toEqual(["date", "symbol", "open", "high", "low", "close"]);
    expect(cvi.provenance.sources[0].gaps).toEqual(without);
    expect(cvi.provenance.leftOut).toEqual([]);
    expect(inspect(cvi)).toContain("CVI: missing at the source: 2 days (2022-03-04, 2022-03-05)");
    expect(inspect(cvi)).not.toContain("WARNING");
    expect(() => loadDataset("cvi", { folder, from: "2022-03-04", to: "2022-03-05" })).toThrow(
      "cvi: must have days from 2022-03-04 to 2022-03-05, got none that all series have",
    );
  });

  test("a file that is wrong is refused where it is wrong", () => {
    const text = candleCsv("2019-01-01", "2024-12-31").replace("101,104,100,103,7.5", "101,104,100,103,-7.5");
    expect(() => loadDataset("mosef2025", { folder: coinFolder({ ETH: text }) })).toThrow(
      'yahoo/ETH-USD.csv: line 3, volume must be 0 or more, got "-7.5"',
    );
  });

  test("bytes that are no text are refused", () => {
    const folder = dataFolder({ "investing/cvi.csv": Uint8Array.of(0x1f, 0x8b, 0x08, 0x00, 0xff) });
    expect(() => loadDataset("cvi", { folder })).toThrow("investing/cvi.csv: must be text in UTF-8");
  });
});

describe("market caps from files", () => {
  const MONTHS = dayRange("2022-01-01", "2025-06-01").filter((day) => day.endsWith("-01"));
  const COINS = ["ADA", "BCH", "BNB", "BTC", "EOS", "ETC", "ETH", "LTC", "XRP", "DOGE"];
  const rows = COINS.flatMap((coin) => MONTHS.map((day, i) => `${day},${coin},${i + 1},2,${2 * i + 2}`));
  const caps = (keep: (row: string) => boolean = () => true): string =>
    ["date,symbol,supply,price_usd,cap_usd", ...rows.filter(keep)].join("\n");
  const total = ["date,n,total_cap_usd,total_ex_stable_usd", ...MONTHS.map((day) => `${day},200,1000,900`)];
  const folderWith = (byCoin: string): string =>
    dataFolder({
      "coinmarketcap/market_caps.csv": byCoin,
      "coinmarketcap/total_market_cap.csv": total.join("\n"),
    });

  test("are cut to the declared coins and the days asked for", () => {
    const { table, total, provenance } = loadDataset("marketCaps", {
      folder: folderWith(caps()),
      from: "2025-04-01",
      to: "2025-05-15",
    });
    expect(table.numRows()).toBe(9 * 2);
    expect(textColumnOf(table, "symbol")).not.toContain("DOGE");
    // April 2025 is the 40th month.
    expect(columnOf(table, "supply").slice(0, 2)).toEqual(Float64Array.of(40, 41));
    expect(columnOf(table, "cap_usd").slice(0, 2)).toEqual(Float64Array.of(80, 82));
    expect(textColumnOf(total, "date")).toEqual(["2025-04-01", "2025-05-01"]);
    expect(columnOf(total, "n")).toEqual(Float64Array.of(200, 200));
    expect(provenance.sources.map(({ symbol, rows }) => `${symbol} ${rows}`)).toContain("EOS 2");
  });

  test("months that a coin lacks are in the provenance", () => {
    const folder = folderWith(caps((row) => !row.startsWith("2025-06-01,EOS")));
    const dataset = loadDataset("marketCaps", { folder });
    expect(dataset.provenance.sources.find(({ symbol }) => symbol === "EOS")).toMatchObject({
      rows: 41,
      to: "2025-05-01",
      gaps: ["2025-06-01"],
    });
    expect(inspect(dataset)).toContain("EOS: missing at the source: 1 day (2025-06-01)");
  });

  test("a coin without any row, and a day that is not there, are refused", () => {
    const folder = folderWith(caps((row) => !row.includes("EOS")));
    expect(() => loadDataset("marketCaps", { folder })).toThrow(
      "coinmarketcap/market_caps.csv: must hold rows of EOS from 2022-01-01 to 2025-06-01, got none",
    );
    expect(() => loadDataset("marketCaps", { folder, to: "2026-01-01" })).toThrow(
      "to must be within 2022-01-01 to 2025-06-01, the days there are",
    );
  });
});

describe("simulated data", () => {
  const load = (seed?: number, more: LoadOptions = {}): CandleDataset =>
    loadDataset("qfe2025", { folder: "simulated", seed, ...more });

  test("have the shape of the real ones, and say what they are", () => {
    const { symbols, dates, candles, provenance } = load(0);
    expect(symbols).toEqual(["BCH", "BTC", "EOS", "ETC", "ETH", "LTC", "XRP"]);
    expect(dates).toEqual(dayRange("2022-05-29", "2025-02-22"));
    for (const { open, high, low, close } of Object.values(candles))
      for (let t = 0; t < dates.length; t++) {
        expect(high[t]).toBeGreaterThanOrEqual(Math.max(open[t], close[t]));
        expect(low[t]).toBeLessThanOrEqual(Math.min(open[t], close[t]));
      }
    expect(provenance).toMatchObject({ dataset: "qfe2025", simulated: true, seed: 0 });
    expect(inspect(provenance)).toMatch(/SIMULATED market, seed 0, .* no claim is judged on it/);
  });

  test("are the same for the same seed, others for another", () => {
    expect(load(3).candles.BTC.close).toEqual(load(3).candles.BTC.close);
    expect(load().candles.BTC.close).toEqual(load(1).candles.BTC.close);
    expect(load(3).candles.BTC.close).not.toEqual(load(4).candles.BTC.close);
    expect(load(3).provenance.sources[0].sha256).not.toBe(load(4).provenance.sources[0].sha256);
  });

  test("from and to cut, they change no value; and they reach as far as a download would", () => {
    const whole = load(1).candles.XRP;
    const part = load(1, { from: "2022-06-01", to: "2022-06-30" }).candles.XRP;
    expect(part.close).toEqual(whole.close.slice(3, 33));
    expect(load(1, { from: "2022-01-01", to: "2025-06-30" }).dates).toHaveLength(1277);
    expect(() => load(1, { from: "2021-12-31" })).toThrow("from must be within 2022-01-01 to 2025-06-30");
  });

  test("of the other data sets", () => {
    const options = { folder: "simulated" };
    expect(loadDataset("mosef2025", options).dates).toHaveLength(2089);
    expect(loadDataset("cvi", options).candles.CVI.close).toHaveLength(2069);
    const { table, total } = loadDataset("marketCaps", options);
    expect([table.numRows(), total.numRows()]).toEqual([9 * 42, 42]);
    expect(columnOf(table, "cap_usd").every((cap) => cap > 0)).toBe(true);
  });
});

describe("a data set", () => {
  const { candles, table, symbols, dates, provenance } = loadDataset("qfe2025", { folder: "simulated" });

  test("and its long table say the same", () => {
    const n = dates.length;
    symbols.forEach((symbol, k) => {
      const rows = [k * n, (k + 1) * n] as const;
      expect(new Set(textColumnOf(table, "symbol").slice(...rows))).toEqual(new Set([symbol]));
      expect(textColumnOf(table, "date").slice(...rows)).toEqual(dates);
      for (const column of ["open", "high", "low", "close", "volume"] as const)
        expect(columnOf(table, column).slice(...rows)).toEqual(candles[symbol][column]);
    });
  });

  test("goes through JSON with its provenance whole", () => {
    expect(JSON.parse(JSON.stringify(provenance))).toEqual({ ...provenance });
  });

  test("is frozen", () => {
    expect(
      [dates, candles, candles.BTC, candles.BTC.dates, provenance, provenance.sources[0]].every(
        Object.isFrozen,
      ),
    ).toBe(true);
  });

  test("of another name, or with a seed that is none, is refused", () => {
    expect(() => loadDataset("paper1" as "cvi")).toThrow(/^loadDataset: name must be one of "qfe2025"/);
    expect(() => loadDataset("cvi", { folder: "simulated", seed: 1.5 })).toThrow(
      "loadDataset: seed must be a whole number",
    );
  });
});
