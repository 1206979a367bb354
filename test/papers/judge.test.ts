import { describe, expect, test } from "vitest";
import { claimsOf } from "../../lib/papers/claims";
import type { OurTable } from "../../lib/papers/judge";
import { REASON_MISSING, judgeTable } from "../../lib/papers/judge";
import { PAPERS } from "../../lib/papers/paper";
import { claimsReport, countingText, summariseVerdicts } from "../../lib/papers/report";
import { VERDICTS } from "../../lib/papers/verdict";
import { provenanceOf } from "../support/provenance";

const real = { provenance: provenanceOf("qfe2025") };
const simulated = { provenance: provenanceOf("qfe2025", { simulated: true, seed: 1 }) };

describe("judgeTable", () => {
  test("one result for each value, in the paper's order, whichever way it was handed over", () => {
    const results = judgeTable(
      "qfe2025",
      "Table 1",
      { ETH: { Rate: 0.5, "market-cap": 231e9 }, BTC: { "Market Cap": 1.6734e12 } },
      real,
    );
    expect(results.map(({ where, verdict }) => `${where}: ${verdict}`)).toEqual([
      "Table 1, BTC, Market Cap: reproduced",
      "Table 1, ETH, Market Cap: close",
      "Table 1, ETH, Rate: differs",
    ]);
    expect(results[0]).toEqual({
      id: "qfe2025/table-1/BTC/market-cap",
      paper: "qfe2025",
      where: "Table 1, BTC, Market Cap",
      table: "Table 1",
      row: "BTC",
      column: "Market Cap",
      section: "3.1",
      printed: "1.673 trillion",
      ours: 1.6734e12,
      oursText: "1.673 trillion",
      verdict: "reproduced",
      reason: results[1].reason,
    });
    expect(results[2].reason).toMatch(/^The day is not named/);
  });

  test("a reproduced number tells on what it depends, where the file says so", () => {
    const [weight] = judgeTable("qfe2025", "Table 6", { DLM: { Weight_p: 0.324504 } }, real);
    expect(weight).toMatchObject({
      verdict: "reproduced",
      reason: expect.stringContaining("of r itself") as string,
    });
    const [rank] = judgeTable("qfe2025", "Table 1", { BTC: { Rank: 1 } }, real);
    expect(rank).not.toHaveProperty("reason");
  });

  test("a number that differs and that nobody explained says so", () => {
    const [rank] = judgeTable("qfe2025", "table-1", { BTC: { Rank: 2 } }, real);
    expect(rank).toMatchObject({ verdict: "differs", reason: REASON_MISSING });
  });

  test("what the file declares stands instead of the comparison, and ours is still shown", () => {
    const results = judgeTable("qfe2025", "Table 4", { DLM: { "Std(R)": 269.26, MDD: null } }, real);
    expect(results).toMatchObject([
      { verdict: "cannot be reproduced", ours: 269.26, printed: "269.26" },
      { verdict: "cannot be reproduced", ours: null, printed: "-48.9991" },
    ]);
    for (const { reason } of results) expect(reason).toBeTruthy();
    const sum = judgeTable("qfe2025", "Table 1", { ALL: { Rank: 8 } }, real);
    expect(sum).toMatchObject([{ verdict: "erratum", ours: 8 }]);
  });

  test("ours is written as the paper writes its own", () => {
    const market = judgeTable("qfe2025", "Table 1", { EOS: { "Market Cap": 1.07e9, Rank: null } }, real);
    expect(market.map(({ oursText }) => oursText)).toEqual([undefined, "1070.0 million"]);
    const weights = { ADA: { "Optimal Weight": 0.97 }, BTC: { "Optimal Weight": 0.5 } };
    const portfolio = judgeTable("mosef2025", "Section 6.3", weights, real);
    expect(portfolio.map(({ oursText, verdict }) => `${oursText}: ${verdict}`)).toEqual([
      "0.9700: close",
      "0.5000: close",
    ]);
    const words = judgeTable("mosef2025", "Table 1", { "ADA-USD": { Constant: "No" } }, real);
    expect(words[0].oursText).toBe("No");
  });

  test("what follows from other printed numbers is judged without market data", () => {
    const [score] = judgeTable("qfe2025", "Table 6", { DLM: { Score: 0.87911 } }, { provenance: "printed" });
    expect(score.verdict).toBe("reproduced");
  });

  test("nothing is judged on the simulated market, declared or not", () => {
    for (const [table, ours] of [
      ["Table 1", { BTC: { Rank: 1 } }],
      ["Table 4", { DLM: { MDD: null } }],
    ] as const) {
      const [result] = judgeTable("qfe2025", table, ours, simulated);
      expect(result.verdict).toBe("not judged");
      expect(result).not.toHaveProperty("reason");
    }
  });

  test("null where we found nothing: not claimed yet", () => {
    expect(judgeTable("mosef2025", "Table 1", { "ADA-USD": { RMSE: null } }, real)).toMatchObject([
      { verdict: "not claimed yet", ours: null },
    ]);
  });

  test("words are compared as words", () => {
    const ours = { "ADA-USD": { Constant: "Yes" }, "BNB-USD": { Constant: "No" } };
    expect(judgeTable("mosef2025", "Table 1", ours, real).map(({ verdict }) => verdict)).toEqual([
      "reproduced",
      "differs",
    ]);
  });

  test("a misspelt name is answered with the names there are", () => {
    const judge = (table: string, ours: unknown) => () =>
      judgeTable("qfe2025", table, ours as OurTable, real);
    expect(judge("table1", {})).toThrow(
      'judgeTable: table of qfe2025 must be one of "Table 1", "Table 2", "Table 3", "Table 4", "Table 5", "Table 6", got \'table1\'',
    );
    expect(judge("Table 1", { DOGE: {} })).toThrow(
      'judgeTable: row of Table 1 must be one of "BTC", "ETH", "XRP", "LTC", "BCH", "ETC", "EOS", "ALL", got \'DOGE\'',
    );
    expect(judge("Table 1", { BTC: { Price: 1 } })).toThrow(
      'judgeTable: column of Table 1 must be one of "Rank", "Market Cap", "Rate", got \'Price\'',
    );
  });

  test("what is no table of values is refused", () => {
    const judge =
      (ours: unknown, options: unknown = real) =>
      () =>
        judgeTable("qfe2025", "Table 1", ours as OurTable, options as typeof real);
    expect(judge({ BTC: { Rate: 0.6, rate: 0.6 } })).toThrow("given once, by name or by id");
    expect(judge({ BTC: 0.606 })).toThrow("Table 1, BTC must be a record");
    expect(judge(null)).toThrow("Table 1 must be a record");
    expect(judge([1, 2])).toThrow("Table 1 must be a record");
    for (const wrong of [undefined, Number.NaN, "0.606"])
      expect(judge({ BTC: { Rate: wrong } })).toThrow("ours must be a finite number");
    for (const wrong of [undefined, null, "real", [], {}, [undefined]])
      expect(judge({}, { provenance: wrong })).toThrow(
        'judgeTable: provenance must be the provenance of one or more data sets, or "printed", got',
      );
  });
});

describe("claimsReport", () => {
  const total = PAPERS.reduce((sum, paper) => sum + claimsOf(paper).length, 0);

  test("without results nothing is claimed yet, and every printed number has its row", () => {
    const rows = claimsReport([]);
    expect(rows).toHaveLength(total);
    expect(rows.map(({ id }) => id)).toEqual(PAPERS.flatMap((paper) => claimsOf(paper).map(({ id }) => id)));
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(["not claimed yet"]));
  });

  test("results take their places, in any order, and a value that nobody found leaves its place open", () => {
    const ours = { ETH: { Rate: 0.0869 }, BTC: { Rate: 0.606 }, XRP: { Rate: null } };
    const results = judgeTable("qfe2025", "Table 1", ours, real).map((row) => ({
      ...row,
      notebook: "01-data",
    }));
    const rows = claimsReport([...results].reverse());
    expect(rows).toHaveLength(total);
    expect(rows.filter(({ verdict }) => verdict === "reproduced")).toEqual(results.slice(0, 2));
  });

  test("two notebooks that judge the same number are both named", () => {
    const results = judgeTable("qfe2025", "Table 1", { BTC: { Rate: 0.606 } }, real);
    const by = (notebook: string) => results.map((row) => ({ ...row, notebook }));
    expect(() => claimsReport([...by("01-data"), ...by("03-garch")])).toThrow(
      "claimsReport: qfe2025/table-1/BTC/rate must be judged by one notebook, got 01-data and 03-garch",
    );
  });

  test("a result that belongs to no printed number is refused", () => {
    const [result] = judgeTable("qfe2025", "Table 1", { BTC: { Rate: 0.606 } }, real);
    const stray = { ...result, id: "qfe2025/table-7/BTC/rate", notebook: "01-data" };
    expect(() => claimsReport([stray])).toThrow(
      'no paper prints "qfe2025/table-7/BTC/rate", which 01-data judges',
    );
  });

  test("the summary counts each row once", () => {
    const rows = claimsReport([
      ...judgeTable("qfe2025", "Table 1", { BTC: { Rank: 2, Rate: 0.606 }, XRP: { Rate: 1 } }, real),
      ...judgeTable("mosef2025", "Table 2", { "ADA-USD": { "RMSE Test": 0.003 } }, simulated),
    ]);
    const [qfe, mosef] = summariseVerdicts(rows);
    expect(qfe).toMatchObject({ paper: "qfe2025", claims: 124, unexplained: 1 });
    expect(qfe.counts).toMatchObject({ reproduced: 1, differs: 2, "not claimed yet": 121 });
    expect(mosef).toMatchObject({ paper: "mosef2025", claims: 78, unexplained: 0 });
    expect(mosef.counts).toMatchObject({ "not judged": 1, "not claimed yet": 77 });
    for (const { claims, counts } of [qfe, mosef])
      expect(VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0)).toBe(claims);
  });
});

describe("countingText", () => {
  test("says of a part of the numbers what one has to know to count them", () => {
    const none = claimsReport([]);
    expect(countingText("mosef2025", none)).toBe(
      "16 of the 78 numbers are those of Table 5, where the RMSE of Tables 1 to 4 are printed once more.",
    );
    const ranks = judgeTable("qfe2025", "Table 1", { BTC: { Rank: 1 }, ETH: { Rank: 3 } }, real);
    const text = countingText("qfe2025", claimsReport(ranks));
    expect(text).toMatch(/^30 of the 124 numbers are those of Table 6: ten different ones/);
    expect(text).toMatch(
      /; 8 of the 124 numbers, 1 of the 1 reproduced, are ranks, whole numbers from 1 to 8\.$/,
    );
  });
});
