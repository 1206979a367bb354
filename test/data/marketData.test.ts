import { describe, expect, test } from "vitest";
import { loadDataset } from "../../lib/data/dataset";
import { columnOf, textColumnOf } from "../../lib/series/table";

// The facts that are known about the real data. They run where VOLFOLIO_DATA names a folder that holds them.
const folder = process.env.VOLFOLIO_DATA;

describe.runIf(folder && folder !== "simulated")("the real market data", () => {
  test("paper 1: seven coins on 1001 days, without a gap; EOS from Binance, the others from OKX", () => {
    const { dates, symbols, candles, provenance } = loadDataset("qfe2025");
    expect(provenance.simulated).toBe(false);
    expect([dates.length, symbols.length]).toEqual([1001, 7]);
    for (const symbol of symbols) expect(candles[symbol].close).toHaveLength(1001);
    expect(provenance.sources.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(provenance.sources.filter(({ provider }) => provider !== "okx")).toEqual([
      expect.objectContaining({ symbol: "EOS", provider: "binance" }),
    ]);
  });

  test("paper 2: four coins, 2089 closes, without a gap", () => {
    const { dates, candles, provenance } = loadDataset("mosef2025");
    expect(Object.values(candles).map(({ close }) => close.length)).toEqual([2089, 2089, 2089, 2089]);
    expect([dates[0], dates.at(-1)]).toEqual(["2019-03-11", "2024-11-27"]);
    expect(provenance.sources.flatMap(({ gaps }) => gaps)).toEqual([]);
  });

  test("the index misses four days", () => {
    const { provenance, dates } = loadDataset("cvi");
    expect(provenance.sources[0].gaps).toEqual(["2022-03-04", "2022-03-05", "2022-06-20", "2023-06-07"]);
    expect(dates).toHaveLength(2065);
  });

  test("market caps are supply times price, and the nine coins are less than the whole", () => {
    const { table, total } = loadDataset("marketCaps");
    const [supply, price, cap] = ["supply", "price_usd", "cap_usd"].map((name) => columnOf(table, name));
    // The price has eight decimals, 4e-9 of a coin worth a dollar; caps are whole dollars.
    expect(cap).toBeAllClose(
      supply.map((coins, i) => coins * price[i]),
      { rtol: 1e-6 },
    );
    const [days, capDays] = [textColumnOf(total, "date"), textColumnOf(table, "date")];
    const nine = days.map((day) => cap.reduce((sum, value, i) => sum + (capDays[i] === day ? value : 0), 0));
    columnOf(total, "total_cap_usd").forEach((whole, i) => expect(nine[i]).toBeLessThan(whole));
  });
});
