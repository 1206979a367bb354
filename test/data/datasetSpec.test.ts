import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DataError } from "../../lib/core/errors";
import { projectPath } from "../../lib/core/project";
import { datasetSpecs, parseDatasetSpecs, sourceFile } from "../../lib/data/datasetSpec";
import { daysBetween } from "../../lib/series/days";

const { qfe2025, mosef2025, cvi, marketCaps } = datasetSpecs();

test("paper 1: seven coins on 1001 days, from OKX, else from Binance", () => {
  expect(qfe2025.series.map(({ symbol }) => symbol)).toEqual([
    "BCH",
    "BTC",
    "EOS",
    "ETC",
    "ETH",
    "LTC",
    "XRP",
  ]);
  expect(daysBetween(qfe2025.window.from, qfe2025.window.to) + 1).toBe(1001);
  expect(qfe2025.series.map(({ sources }) => sources.map(({ provider }) => provider).join(" else "))).toEqual(
    Array<string>(7).fill("okx else binance"),
  );
  expect(sourceFile(qfe2025.series[2].sources[1])).toBe("binance/EOS-USDT.csv");
});

test("paper 2: four coins on 2089 days, and the index on as many of them as it lived", () => {
  expect(mosef2025.series.map(({ symbol }) => symbol)).toEqual(["ADA", "BNB", "BTC", "ETH"]);
  expect(daysBetween(mosef2025.window.from, mosef2025.window.to) + 1).toBe(2089);
  expect(cvi.window.to).toBe(mosef2025.window.to);
  expect(cvi.columns).not.toHaveProperty("volume");
});

test("market caps: the coins of both papers", () => {
  const both = [...qfe2025.series, ...mosef2025.series].map(({ symbol }) => symbol);
  expect(marketCaps.symbols).toEqual([...new Set(both)].sort());
});

describe("a declaration that does not hold is refused, and the entry named", () => {
  const text = readFileSync(projectPath("data", "datasets.json"), "utf8");
  const changed = (entry: readonly string[], value: unknown): string => {
    const specs = JSON.parse(text) as Record<string, unknown>;
    let inner = specs;
    for (const key of entry.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
    inner[entry.at(-1)!] = value;
    return JSON.stringify(specs);
  };
  test.each<[what: string, text: string, message: string]>([
    ["no JSON", "{", "must be JSON"],
    ["a data set missing", changed(["cvi"], undefined), "cvi"],
    ["a word too many", changed(["cvi", "volume"], "none"), '"volume"'],
    ["a day that never was", changed(["cvi", "window", "from"], "2023-02-29"), "cvi.window.from"],
    ["a window that ends before it begins", changed(["cvi", "window", "to"], "2019-01-01"), "cvi.window"],
    [
      "a window beyond the download",
      changed(["cvi", "window", "to"], "2030-01-01"),
      "download must cover window",
    ],
    ["a column of another name", changed(["cvi", "columns", "price"], "USD"), "cvi.columns"],
    ["a series from nowhere", changed(["cvi", "series", "0", "sources"], []), "cvi.series[0].sources"],
  ])("%s", (_, text, message) => {
    expect(() => parseDatasetSpecs(text)).toThrow(DataError);
    expect(() => parseDatasetSpecs(text)).toThrow(message);
  });
});
