import { expect, test } from "vitest";
import type { CandleDataset } from "../../lib/data/candleDataset";
import type { Candles } from "../../lib/data/candles";
import { loadDataset } from "../../lib/data/dataset";
import type { Solution } from "../../lib/portfolio/solution";
import { dataFolder } from "../support/dataFolder";
import { pageText, runCode, type Values } from "./page";

/** @param my - stands in the place of the reader's folder `my/`. */
const run = (page: string, names: readonly string[], my = "my"): Promise<Values> =>
  runCode(pageText(page).replaceAll('"my/', `"${my}/`), names);

test("own data: the page runs, and its numbers are right", async () => {
  const page = await run("own-data.md", ["returns", "returnDates", "range", "together", "tomorrow"]);
  expect(page.returnDates).toEqual(["2024-01-02", "2024-01-03", "2024-01-04"]);
  expect(page.returns).toBeAllClose([Math.log(15 / 11), Math.log(13 / 15), Math.log(14 / 13)]);
  expect(page.range).toBeAllClose([2, 3.5, 4, 2.5]); // true ranges 2, 5, 3, 2
  expect(page.together).toBeCloseTo(-1, 12);
  expect(page.tomorrow).toBeGreaterThan(0);
});

test("a model of one's own: the page runs, and the model does not read the future", async () => {
  const page = await run("add-a-model.md", ["honest", "difference", "mine"]);
  expect(page.honest).toBe(true);
  expect((page.difference as { pValue: number }).pValue).toBeGreaterThanOrEqual(0);
});

test("coins of one's own: the page runs, from files to a portfolio", async () => {
  const names = ["market", "fits", "networks", "errors", "portfolio"];
  const page = await run("own-coins.md", names, simulatedFiles({ SOL: "BNB", DOGE: "ADA" }));
  const market = page.market as CandleDataset;
  expect(market.symbols).toEqual(["SOL", "DOGE"]);
  expect(market.dates).toHaveLength(500);
  const errors = Object.values(page.errors as Record<string, Record<string, number>>);
  for (const { network, lastValue } of errors) {
    expect(network).toBeGreaterThan(0);
    expect(lastValue).toBeGreaterThan(0);
  }
  const { weights } = page.portfolio as Solution;
  expect(weights).toHaveLength(2);
  expect(weights[0] + weights[1]).toBeCloseTo(1, 9);
});

/** A folder of files by new names: 500 days of coins of the simulated market. */
function simulatedFiles(coins: Readonly<Record<string, string>>): string {
  const days = { from: "2021-01-01", to: "2022-05-15" };
  const { candles } = loadDataset("mosef2025", { folder: "simulated", ...days });
  const text = ({ dates, ...prices }: Candles): string =>
    ["date,open,high,low,close", ...dates.map((day, t) => [day, ...columns(prices, t)].join())].join("\n");
  return dataFolder(
    Object.fromEntries(Object.entries(coins).map(([name, coin]) => [`${name}.csv`, text(candles[coin])])),
  );
}

const columns = ({ open, high, low, close }: Omit<Candles, "dates">, t: number): number[] =>
  [open, high, low, close].map((values) => values[t]);
