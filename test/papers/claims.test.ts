import { describe, expect, test } from "vitest";
import { inspect } from "node:util";
import { claimsIn, claimsOf, printedTable } from "../../lib/papers/claims";
import type { PaperId } from "../../lib/papers/paper";
import { PAPERS, paperFile, paperInfo, parsePaper } from "../../lib/papers/paper";
import { printedTolerance } from "../../lib/papers/printed";

/** Printed cells of each table, rows × columns, counted in the papers by hand. */
const COUNTS: Record<PaperId, Record<string, number>> = {
  qfe2025: {
    "Table 1": 24, // 7 coins and their sum × rank, cap, rate
    "Table 2": 14, // loss, R² × 7 coins
    "Table 3": 14,
    "Table 4": 18, // 6 strategies × 3
    "Table 5": 24, // 6 strategies × 4
    "Table 6": 30, // 6 strategies × 4 weights and a score
  },
  mosef2025: {
    "Table 1": 24, // 4 coins × p, q, constant, MSE, RMSE, MAE
    "Table 2": 8, //  4 coins × RMSE, MAPE
    "Table 3": 8,
    "Table 4": 8,
    "Table 5": 16, // 4 coins × 4 models
    "Section 6.3": 5, // 4 weights and a ratio
    "Section 6.4.2": 4, // VaR, CVaR × Monte Carlo, historical
    "Section 7.2": 5,
  },
};

const claim = (id: string) => PAPERS.flatMap((paper) => claimsOf(paper)).find((one) => one.id === id);
const value = (id: string): number => claim(id)?.value ?? Number.NaN;

describe.each(PAPERS)("the claims of %s", (paper) => {
  const claims = claimsOf(paper);

  test("hold every number that the paper's tables print", () => {
    const counted: Record<string, number> = {};
    for (const { table } of claims) counted[table] = (counted[table] ?? 0) + 1;
    expect(counted).toEqual(COUNTS[paper]);
  });

  test("have an id of their own each, made of paper, table, row and column", () => {
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    for (const { id } of claims) expect(id).toMatch(/^(qfe|mosef)2025(\/[A-Za-z0-9.-]+){3}$/);
  });

  test("state a tolerance for each number, no finer than its digits, and why", () => {
    for (const { id, value, closeWithin, closeBecause, printed, decimals } of claims) {
      if (value === null) continue;
      expect(closeWithin, id).toBeGreaterThanOrEqual(printedTolerance(printed, decimals));
      expect(closeBecause, id).not.toBe("");
    }
  });

  test("know their unit and where they stand", () => {
    for (const { id, unit, section, where } of claims) {
      expect(unit, id).not.toBe("");
      expect(section, id).toMatch(/^\d(\.\d)*$/);
      expect(where.split(", "), id).toHaveLength(3);
    }
  });

  test("explain beforehand whatever may differ, ranks apart", () => {
    const bare = claims.filter(({ reason }) => reason === undefined).map(({ id }) => id);
    const ranks = ["BTC", "ETH", "XRP", "LTC", "BCH", "ETC", "EOS"].map(
      (coin) => `qfe2025/table-1/${coin}/rank`,
    );
    expect(bare).toEqual(paper === "qfe2025" ? ranks : []);
  });

  test("a page, where one is given, lies inside of the paper", () => {
    for (const { page } of claims.filter((one) => one.page !== undefined)) {
      expect(page).toBeGreaterThanOrEqual(paper === "qfe2025" ? 658 : 1);
      expect(page).toBeLessThanOrEqual(paper === "qfe2025" ? 681 : 30);
    }
  });

  test("can be shown as they are printed", () => {
    for (const table of Object.keys(COUNTS[paper])) {
      const { title, columns, rows } = printedTable(paper, table);
      expect(title.startsWith(`${table}. `)).toBe(true);
      for (const row of rows) expect(row).toHaveLength(columns.length);
      expect(rows.length * (columns.length - 1)).toBe(COUNTS[paper][table]);
    }
  });
});

describe("the numbers agree with each other where the papers say that they must", () => {
  test("paper 1, Table 1: the seven caps add up to ALL, and the rates imply one total", () => {
    const coins = ["BTC", "ETH", "XRP", "LTC", "BCH", "ETC", "EOS"];
    const at = (row: string, column: string): number => value(`qfe2025/table-1/${row}/${column}`);
    const sum = (column: string): number => coins.reduce((total, coin) => total + at(coin, column), 0);
    expect(Math.abs(sum("market-cap") - at("ALL", "market-cap"))).toBeLessThan(0.0006e12);
    expect(Math.abs(sum("rate") - at("ALL", "rate"))).toBeLessThan(0.0011);
    for (const coin of coins) expect(at(coin, "market-cap") / at(coin, "rate")).toBeCloseTo(2.76e12, -10.4);
  });

  test("paper 1, Table 6: one set of weights, of sum 1 but for rounding", () => {
    const columns = ["weight-sharp", "weight-cv", "weight-cvar", "weight-p"];
    for (const row of ["MD", "CAPM", "MV", "DWP", "DLS", "DLM"]) {
      const weights = columns.map((column) => value(`qfe2025/table-6/${row}/${column}`));
      expect(weights).toEqual(columns.map((column) => value(`qfe2025/table-6/MD/${column}`)));
      expect(Math.abs(weights.reduce((a, b) => a + b) - 1)).toBeLessThan(2.1e-6);
    }
  });

  test("paper 2, Table 1: MSE is the square of RMSE", () => {
    for (const coin of ["ADA-USD", "BNB-USD", "BTC-USD", "ETH-USD"]) {
      const squared = value(`mosef2025/table-1/${coin}/rmse`) ** 2;
      expect(Math.abs(squared - value(`mosef2025/table-1/${coin}/mse`))).toBeLessThan(0.52e-6);
    }
  });

  test("paper 2, Table 5 repeats Tables 1 to 4, digit by digit", () => {
    const sources = [
      ["rmse-garch", "table-1", "rmse"],
      ["rmse-lstm", "table-2", "rmse-test"],
      ["rmse-lstm-garch", "table-3", "rmse-test"],
      ["rmse-lstm-garch-cvi", "table-4", "rmse-test"],
    ];
    for (const coin of ["ADA-USD", "BNB-USD", "BTC-USD", "ETH-USD"])
      for (const [column, table, source] of sources)
        expect(claim(`mosef2025/table-5/${coin}/${column}`)?.printed).toBe(
          claim(`mosef2025/${table}/${coin}/${source}`)?.printed,
        );
  });

  test("paper 2, sections 6.3 and 7.2: the weights add up to 1", () => {
    for (const column of ["section-6.3", "section-7.2"]) {
      const name = column === "section-6.3" ? "optimal-weight" : "optimal-weight-cvar";
      const coins = ["ADA", "BNB", "BTC", "ETH"];
      const sum = coins.reduce((total, coin) => total + value(`mosef2025/${column}/${coin}/${name}`), 0);
      expect(Math.abs(sum - 1)).toBeLessThan(2e-4);
    }
  });
});

describe("the readings", () => {
  test("a claim says where it stands, what it means and how near is close", () => {
    expect(claim("qfe2025/table-1/BTC/market-cap")).toMatchObject({
      where: "Table 1, BTC, Market Cap",
      section: "3.1",
      printed: "1.673 trillion",
      value: 1.673e12,
      unit: "USD",
      closeWithin: 0.1 * 1.673e12,
    });
    expect(claim("mosef2025/section-6.4.2/historical/var")).toMatchObject({
      where: "Section 6.4.2, Historical, VaR",
      printed: "-5.82%",
      value: -0.0582,
    });
    expect(claim("mosef2025/table-1/BTC-USD/constant")).toMatchObject({ printed: "Yes", value: null });
  });

  test("what the papers leave out or contradict is declared, table by table", () => {
    const declared: Record<string, number> = {};
    for (const one of PAPERS.flatMap((paper) => claimsOf(paper))) {
      if (!one.declared) continue;
      const key = `${one.paper} ${one.table}: ${one.declared}`;
      declared[key] = (declared[key] ?? 0) + 1;
    }
    expect(declared).toEqual({
      "qfe2025 Table 1: erratum": 1, // the rank of the sum
      "qfe2025 Table 4: cannot be reproduced": 18,
      "qfe2025 Table 5: cannot be reproduced": 24,
    });
  });

  test("a table is found by name or id, and an unknown one is answered with the names there are", () => {
    expect(printedTable("mosef2025", "section-6.3")).toEqual(printedTable("mosef2025", "Section 6.3"));
    expect(() => printedTable("mosef2025", "Table 6")).toThrow(
      'printedTable: table of mosef2025 must be one of "Table 1", "Table 2"',
    );
    expect(() => claimsOf("qfe2024" as PaperId)).toThrow(
      'claimsOf: paper must be one of "qfe2025", "mosef2025", got \'qfe2024\'',
    );
  });

  test("a paper prints as one cites it", () => {
    expect(paperInfo("qfe2025")).toMatchObject({ year: 2025, doi: "10.3934/QFE.2025023" });
    expect(inspect(paperInfo("qfe2025"))).toBe(
      "Paper 1: Chen W, Zheng H (2025) Cryptocurrency price prediction and portfolio optimization based on LSTM" +
        " and multi-task neural network. Quantitative Finance and Economics 9(3): 658–681." +
        " https://doi.org/10.3934/QFE.2025023 (CC BY 4.0)",
    );
    expect(inspect(paperInfo("mosef2025"))).toMatch(
      /^Paper 2: Dumas G, .* Université Paris 1 Panthéon-Sorbonne$/,
    );
    expect("doi" in paperInfo("mosef2025")).toBe(false);
  });
});

describe("a damaged file is refused with the place", () => {
  const FILE = "data/papers/qfe2025.json";
  type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
  type Damaged = Writable<ReturnType<typeof parsePaper>>;
  const damaged = (damage: (paper: Damaged) => void): (() => unknown) => {
    const paper = structuredClone(paperFile("test", "qfe2025")) as Damaged;
    damage(paper);
    return () => claimsIn(FILE, parsePaper(FILE, JSON.stringify(paper)));
  };

  test("as it stands it passes", () => {
    expect(damaged(() => {})()).toEqual(claimsOf("qfe2025"));
  });

  test("no JSON, a missing entry, a misspelt key", () => {
    expect(() => parsePaper(FILE, "{")).toThrow(`${FILE}: must be JSON`);
    expect(() => parsePaper(FILE, "{}")).toThrow(/qfe2025\.json: .*expected array.*at tables/s);
    const misspelt = damaged(({ tables }) => Object.assign(tables[0], { sektion: "3.1" }));
    expect(misspelt).toThrow(/Unrecognized key: "sektion"/);
  });

  test("a number that is none, a row too short, an id twice", () => {
    expect(damaged(({ tables }) => (tables[3].rows[0].printed[0] = "435,57"))).toThrow(
      `${FILE}, Table 4, MD, Std(R): printedValue: printed must be a decimal number`,
    );
    expect(damaged(({ tables }) => tables[1].rows[0].printed.pop())).toThrow(
      `${FILE}, Table 2: row "loss" must have 7 numbers, got 6`,
    );
    expect(damaged(({ tables }) => (tables[1].id = "table-3"))).toThrow(
      'got "qfe2025/table-3/loss/BCH" twice',
    );
  });

  test("a tolerance that is missing, doubled, not positive or finer than the digits; a cell that is not there", () => {
    expect(damaged(({ tables }) => tables[0].tolerances.pop())).toThrow(
      `${FILE}, Table 1, BTC, Rate: must have a tolerance, got none`,
    );
    expect(damaged(({ tables }) => tables[0].tolerances.push(tables[0].tolerances[0]))).toThrow(
      "Table 1, BTC, Rank: must match one of the tolerances at most, got 2",
    );
    expect(damaged(({ tables }) => Object.assign(tables[0].tolerances[0], { absolute: 0 }))).toThrow(
      "tables[0].tolerances[0]",
    );
    expect(damaged(({ tables }) => Object.assign(tables[0].tolerances[0], { absolute: 0.1 }))).toThrow(
      "its tolerance must be at least half a unit of the last digit, got 0.1",
    );
    expect(damaged(({ tables }) => tables[0].remarks.push({ rows: ["DOGE"], reason: "-" }))).toThrow(
      `${FILE}, Table 1: has no row "DOGE"`,
    );
    expect(damaged(({ tables }) => tables[0].remarks.push({ columns: ["price"], reason: "-" }))).toThrow(
      `${FILE}, Table 1: has no column "price"`,
    );
  });

  test("a row and a column without a unit", () => {
    expect(damaged(({ tables }) => delete tables[0].columns[2].unit)).toThrow(
      `${FILE}, Table 1, BTC, Rate: the row or the column must have a unit`,
    );
  });
});
