import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dataFingerprint } from "../../lib/data/fingerprint";
import { storedTable } from "../../lib/notebook/results/storedTable";
import { storeTable, TABLE_MIME } from "../../lib/notebook/results/storeTable";

describe("storing", () => {
  test("the table travels as lists, so that the order of its columns lasts, and says what it is", () => {
    const rows = [
      { date: "2024-01-01", MV: 0.01, DLM: null },
      { DLM: -0.02, date: "2024-01-02", MV: 0 },
    ];
    expect(storeTable("returns", rows, { unit: "fraction per day" })).toEqual({
      [TABLE_MIME]: {
        name: "returns",
        unit: "fraction per day",
        columns: ["date", "MV", "DLM"],
        rows: [
          ["2024-01-01", 0.01, null],
          ["2024-01-02", 0, -0.02],
        ],
      },
      "text/plain": 'table "returns", 2 × 3: date, MV, DLM; kept for other notebooks',
    });
  });

  test("refuses what would not come back from a file, or not from every file system", () => {
    expect(() => storeTable("../returns", [{ a: 1 }])).toThrow(
      "storeTable: name must be a name of letters, digits and dashes, got '../returns'",
    );
    expect(() => storeTable("returns", [])).toThrow("rows must be a list of one or more records, got []");
    expect(() => storeTable("returns", [{ a: 1 }, { a: Number.NaN }])).toThrow(
      "rows[1].a must be a finite number, a text, true, false or null, got NaN",
    );
    expect(() => storeTable("returns", [{ a: 1 }, { a: new Date(0) as never }])).toThrow("rows[1].a must be");
    expect(() => storeTable("returns", [{ a: 1 }, { b: 1 }])).toThrow(
      "rows[1] must have the columns of the first row (a), got b",
    );
  });
});

describe("reading", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "volfolio-results-"));
    process.env.VOLFOLIO_RESULTS = folder;
  });

  afterEach(() => {
    delete process.env.VOLFOLIO_RESULTS;
    rmSync(folder, { recursive: true });
  });

  function write(fingerprint: string, more: object = {}): void {
    mkdirSync(join(folder, "tables", "08-portfolio"), { recursive: true });
    const file = {
      notebook: "08-portfolio",
      profile: "quick",
      dataFingerprint: fingerprint,
      name: "returns",
      columns: ["date", "MV"],
      rows: [["2024-01-01", 0.01]],
      ...more,
    };
    writeFileSync(join(folder, "tables", "08-portfolio", "returns.json"), JSON.stringify(file));
  }

  test("gives the rows, with the columns in their order", () => {
    write(dataFingerprint());
    const table = storedTable("08-portfolio", "returns");
    expect(table.rows).toEqual([{ date: "2024-01-01", MV: 0.01 }]);
    expect(table.numbers).toEqual({ MV: Float64Array.of(0.01) });
    expect(table.missing).toBeUndefined();
    expect(inspect(table)).toBe(
      'table "returns" of notebook 08-portfolio (quick profile): 1 rows of date, MV',
    );
  });

  test("a missing table has no rows, and names its notebook and the command that makes it", () => {
    const table = storedTable("08-portfolio", "returns");
    expect(table.rows).toEqual([]);
    expect(table.missing).toBe(
      'table "returns" of notebook 08-portfolio is not there yet: `npm run reproduce -- --only 08-portfolio` makes it',
    );
    expect(inspect(table)).toBe(table.missing);
  });

  test("a table made on other market data counts as missing", () => {
    write("made elsewhere");
    const table = storedTable("08-portfolio", "returns");
    expect(table.rows).toEqual([]);
    expect(table.missing).toContain("was made on other market data than those in use");
  });

  test("so does one made from files of the reader's own, which this kernel has not read", () => {
    write(dataFingerprint(), { ownData: "0123" });
    expect(storedTable("08-portfolio", "returns").missing).toContain("was made on other market data");
  });

  test("names lead nowhere else", () => {
    expect(() => storedTable("..", "claims")).toThrow(
      "notebook must be a name of letters, digits and dashes",
    );
    expect(() => storedTable("08-portfolio", "../../claims")).toThrow("name must be a name of letters");
  });
});
