import { describe, expect, test } from "vitest";
import { DataError } from "../../lib/core/errors";
import { parseMarketCaps, parseTotalMarketCaps } from "../../lib/data/marketCaps";

const CAPS = "date,symbol,supply,price_usd,cap_usd";
const TOTAL = "date,n,total_cap_usd,total_ex_stable_usd";

test("caps by coin by hand: the days ascend within each coin", () => {
  const rows = parseMarketCaps(
    "f.csv",
    `${CAPS}\n2024-01-01,BTC,10,2,20\n2024-02-01,BTC,11,2,22\n2024-01-01,ETH,5,1,5\n`,
  );
  expect(rows).toEqual([
    { date: "2024-01-01", symbol: "BTC", supply: 10, priceUsd: 2, capUsd: 20 },
    { date: "2024-02-01", symbol: "BTC", supply: 11, priceUsd: 2, capUsd: 22 },
    { date: "2024-01-01", symbol: "ETH", supply: 5, priceUsd: 1, capUsd: 5 },
  ]);
});

test("totals by hand", () => {
  expect(parseTotalMarketCaps("f.csv", `${TOTAL}\n2024-01-01,200,100,90\n`)).toEqual([
    { date: "2024-01-01", n: 200, totalCapUsd: 100, totalExStableUsd: 90 },
  ]);
});

describe("what is wrong is named by file, line, column and value", () => {
  test.each([
    [
      "another header",
      "date,coin,supply,price_usd,cap_usd\n2024-01-01,BTC,1,1,1",
      "line 1: the header must be",
    ],
    [
      "a coin's day twice",
      `${CAPS}\n2024-01-01,BTC,1,1,1\n2024-01-01,ETH,1,1,1\n2024-01-01,BTC,1,1,1`,
      'line 4, date must be a day that was not there before, got "2024-01-01"',
    ],
    [
      "a coin's days out of order",
      `${CAPS}\n2024-01-01,BTC,1,1,1\n2023-12-01,BTC,1,1,1`,
      'line 3, date must be after the row before (2024-01-01), got "2023-12-01"',
    ],
    ["no coin", `${CAPS}\n2024-01-01, ,1,1,1`, 'line 2, symbol must be a coin, got " "'],
    ["a supply of zero", `${CAPS}\n2024-01-01,BTC,0,1,1`, 'line 2, supply must be above 0, got "0"'],
    [
      "a cap in words",
      `${CAPS}\n2024-01-01,BTC,1,1,1.2T`,
      'line 2, cap_usd must be a finite decimal number, got "1.2T"',
    ],
  ])("by coin: %s", (_, text, message) => {
    expect(() => parseMarketCaps("coinmarketcap/market_caps.csv", text)).toThrow(DataError);
    expect(() => parseMarketCaps("coinmarketcap/market_caps.csv", text)).toThrow(
      `coinmarketcap/market_caps.csv: ${message}`,
    );
  });

  test.each([
    ["half a coin", `${TOTAL}\n2024-01-01,199.5,100,90`, 'line 2, n must be a whole number, got "199.5"'],
    [
      "a part above the whole",
      `${TOTAL}\n2024-01-01,200,100,101`,
      'line 2, total_ex_stable_usd must be at most total_cap_usd = 100, got "101"',
    ],
  ])("total: %s", (_, text, message) => {
    expect(() => parseTotalMarketCaps("f.csv", text)).toThrow(`f.csv: ${message}`);
  });
});
