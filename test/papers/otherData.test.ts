import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadDataset } from "../../lib/data/dataset";
import { loadCandles } from "../../lib/data/ownCandles";
import { judgeTable, type ClaimResult } from "../../lib/papers/judge";
import { claimsReport } from "../../lib/papers/report";
import { storeTable, TABLE_MIME } from "../../lib/notebook/results/storeTable";
import { candleCsv, dataFolder } from "../support/dataFolder";

// What a process has read can't be unread: the tests of this file stand in the order of a kernel's life.

const data = "real" as const;
const ofPaper1 = (): ClaimResult =>
  judgeTable("qfe2025", "Table 1", { BTC: { "Market Cap": 1.673e12 } }, { data })[0];
const ofPaper2 = (): ClaimResult =>
  judgeTable("mosef2025", "Table 1", { "BTC-USD": { "Best p": 4 } }, { data })[0];

const coins = ["ADA", "BNB", "BTC", "ETH"].map((coin) => `yahoo/${coin}-USD.csv`);
const text = candleCsv("2019-01-01", "2024-12-31");
const folder = dataFolder(Object.fromEntries(coins.map((file) => [file, text])));

describe("a claim is judged on the paper's data only", () => {
  test("real data of the paper's days judge it", () => {
    expect(ofPaper2().verdict).toBe("reproduced");
  });

  test("where the paper's data were loaded for other days only, its claims are not judged", () => {
    loadDataset("mosef2025", { folder, from: "2020-01-01" });
    loadDataset("mosef2025", { folder: "simulated" });
    expect(ofPaper2()).toMatchObject({
      verdict: "not judged",
      reason: "not judged: the data are of 2020-01-01 to 2024-11-27, not of the paper's days",
    });
    expect(ofPaper1().verdict).toBe("reproduced");
  });

  test("other days beside the paper's are no hindrance", () => {
    loadDataset("mosef2025", { folder });
    loadDataset("mosef2025", { folder, to: "2024-12-31" });
    expect(ofPaper2().verdict).toBe("reproduced");
    expect(storeTable("t", [{ a: 1 }])?.[TABLE_MIME]).not.toHaveProperty("ownData");
  });

  test("files of one's own hinder all claims on market data, and none on what the paper prints", () => {
    const judged = ofPaper2();
    loadCandles({ BTC: join(folder, "yahoo", "BTC-USD.csv") });
    const reason = "not judged: files of your own were read (BTC-USD.csv)";
    for (const result of [ofPaper1(), ofPaper2()])
      expect(result).toMatchObject({ verdict: "not judged", reason });
    const printed = judgeTable("qfe2025", "Table 4", { DLM: { "Std(R)": 269.26 } }, { data: "printed" });
    expect(printed[0].verdict).toBe("cannot be reproduced");

    // Beside the notebook itself, a reader's copy changes nothing in the report.
    const [own, papers] = [
      { ...ofPaper2(), notebook: "03-mine" },
      { ...judged, notebook: "03-garch" },
    ];
    for (const results of [
      [own, papers],
      [papers, own],
    ])
      expect(claimsReport(results).find(({ id }) => id === own.id)).toEqual(papers);
  });

  test("a table made from files of one's own says so", () => {
    expect(storeTable("t", [{ a: 1 }])?.[TABLE_MIME]).toHaveProperty("ownData");
  });
});
