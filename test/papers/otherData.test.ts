import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadDataset } from "../../lib/data/dataset";
import { loadCandles } from "../../lib/data/ownCandles";
import { judgeTable, type ClaimResult, type JudgeOptions } from "../../lib/papers/judge";
import { claimsReport } from "../../lib/papers/report";
import { storeTable, TABLE_MIME } from "../../lib/notebook/results/storeTable";
import { candleCsv, dataFolder } from "../support/dataFolder";

const judged = (provenance: JudgeOptions["provenance"]): ClaimResult =>
  judgeTable("mosef2025", "Table 1", { "BTC-USD": { "Best p": 4 } }, { provenance })[0];

const coins = ["ADA", "BNB", "BTC", "ETH"].map((coin) => `yahoo/${coin}-USD.csv`);
const text = candleCsv("2019-01-01", "2024-12-31");
const folder = dataFolder(Object.fromEntries(coins.map((file) => [file, text])));
const market = loadDataset("mosef2025", { folder }).provenance;
const earlier = loadDataset("mosef2025", { folder, from: "2020-01-01" }).provenance;
const simulated = loadDataset("mosef2025", { folder: "simulated" }).provenance;
const stored = storeTable("before", [{ a: 1 }]);
const own = loadCandles({ BTC: join(folder, "yahoo", "BTC-USD.csv") }).provenance;

describe("a claim is judged on the paper's data only, whatever else the process has read", () => {
  test("real data of the paper's days judge it", () => {
    expect(judged(market).verdict).toBe("reproduced");
    expect(judged([market, market]).verdict).toBe("reproduced");
    expect(market).not.toHaveProperty("otherDays");
  });

  test("other days judge nothing, alone or beside the paper's", () => {
    for (const provenance of [earlier, [market, earlier]])
      expect(judged(provenance)).toMatchObject({
        verdict: "not judged",
        reason: "not judged: the data are of 2020-01-01 to 2024-11-27, not of the paper's days",
      });
    const later = loadDataset("mosef2025", { folder, to: "2024-12-31" }).provenance;
    expect(judged(later).reason).toContain("2019-03-11 to 2024-12-31");
  });

  test("market capitalisations of other months judge nothing either", () => {
    const caps = loadDataset("marketCaps", { folder: "simulated", from: "2024-01-01" }).provenance;
    expect(judged({ ...caps, simulated: false }).verdict).toBe("not judged");
  });

  test("the simulated market judges nothing, and needs no reason", () => {
    for (const provenance of [simulated, [market, simulated]]) {
      expect(judged(provenance).verdict).toBe("not judged");
      expect(judged(provenance)).not.toHaveProperty("reason");
    }
  });

  test("files of one's own judge nothing, and what the paper prints needs no data", () => {
    for (const provenance of [own, [market, own], [simulated, own]])
      expect(judged(provenance)).toMatchObject({
        verdict: "not judged",
        reason: "not judged: from files of your own (BTC-USD.csv)",
      });
    expect(judged("printed").verdict).toBe("reproduced");
  });

  test("beside the notebook itself, a reader's copy changes nothing in the report", () => {
    const mine = { ...judged(own), notebook: "03-mine" };
    const papers = { ...judged(market), notebook: "03-garch" };
    for (const results of [
      [mine, papers],
      [papers, mine],
    ])
      expect(claimsReport(results).find(({ id }) => id === mine.id)).toEqual(papers);
  });
});

test("a table made in a process that has read files of one's own says so", () => {
  expect(stored?.[TABLE_MIME]).not.toHaveProperty("ownData");
  expect(storeTable("after", [{ a: 1 }])?.[TABLE_MIME]).toHaveProperty("ownData");
});
