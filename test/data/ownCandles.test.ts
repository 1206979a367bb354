import { inspect } from "node:util";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AlignmentError, DataError, DomainError, MissingError } from "../../lib/core/errors";
import { sha256Of } from "../../lib/core/checksum";
import { loadCandles } from "../../lib/data/ownCandles";
import { columnOf } from "../../lib/series/table";
import { candleCsv, dataFolder } from "../support/dataFolder";

/** The paths of files with these contents, by symbol. */
function filesOf(texts: Readonly<Record<string, string>>): Record<string, string> {
  const folder = dataFolder(Object.fromEntries(Object.entries(texts).map(([name, t]) => [`${name}.csv`, t])));
  return Object.fromEntries(Object.keys(texts).map((name) => [name, join(folder, `${name}.csv`)]));
}

describe("candles of one's own", () => {
  test("have the shape of the papers', on the days that all files have", () => {
    const sol = candleCsv("2024-01-02", "2024-01-09");
    const files = filesOf({ SOL: sol, DOGE: candleCsv("2024-01-01", "2024-01-08") });
    const { name, symbols, dates, candles, table, provenance } = loadCandles(files);
    expect(name).toBe("own");
    expect(symbols).toEqual(["SOL", "DOGE"]);
    expect(dates).toHaveLength(7);
    expect([dates[0], dates.at(-1)]).toEqual(["2024-01-02", "2024-01-08"]);
    // candleCsv: the close is 102 on the first day of a file, and one more every day.
    expect([candles.SOL.close[0], candles.DOGE.close[0]]).toEqual([102, 103]);
    expect(candles.SOL.volume).toHaveLength(7);
    expect(table.numRows()).toBe(14);
    expect(provenance).toMatchObject({ dataset: "own", simulated: false, own: true, leftOut: [] });
    expect(provenance.sources[0]).toEqual({
      symbol: "SOL",
      provider: "own file",
      file: "SOL.csv",
      from: "2024-01-02",
      to: "2024-01-08",
      rows: 7,
      gaps: [],
      sha256: sha256Of(Buffer.from(sol)),
    });
  });

  test("say whose they are, and that no claim is judged on them", () => {
    const market = loadCandles(filesOf({ SOL: candleCsv("2024-01-01", "2024-01-08") }));
    expect(inspect(market)).toMatch(
      /^Daily candles of your own \(8 days\)\nown: files of your own, 2024-01-01 to 2024-01-08: no claim is judged on them\n/,
    );
  });

  test("from and to narrow; days outside are refused with those that all files have", () => {
    const files = filesOf({
      SOL: candleCsv("2024-01-02", "2024-01-09"),
      DOGE: candleCsv("2024-01-01", "2024-01-08"),
    });
    expect(loadCandles(files, { from: "2024-01-07" }).dates).toEqual(["2024-01-07", "2024-01-08"]);
    expect(() => loadCandles(files, { from: "2024-01-01" })).toThrow(
      "loadCandles: from must be within 2024-01-02 to 2024-01-08, the days there are, got '2024-01-01'",
    );
    expect(() => loadCandles(files, { from: "2024-01-05", to: "2024-01-04" })).toThrow(
      "loadCandles: to must be 2024-01-05 or a later day",
    );
  });

  test("a day that one file lacks is left out for all, and told", () => {
    const days = ["2024-01-01", "2024-01-08"] as const;
    const { dates, provenance } = loadCandles(
      filesOf({ SOL: candleCsv(...days, { without: ["2024-01-03"] }), DOGE: candleCsv(...days) }),
    );
    expect(dates).toHaveLength(7);
    expect(provenance.leftOut).toEqual(["2024-01-03"]);
    expect(provenance.sources.map(({ gaps }) => gaps)).toEqual([["2024-01-03"], []]);
    expect(inspect(provenance)).toContain("SOL: missing at the source: 1 day (2024-01-03)");
  });

  test("columns may stand in any order, in capitals, among others; volume stays where all have it", () => {
    const yahoo = "Date,Close,Open,High,Low,Adj Close,Volume\n2024-01-01,2,1,3,0.5,x,7\n";
    const { candles, table } = loadCandles(filesOf({ SOL: yahoo }));
    expect(candles.SOL).toMatchObject({ symbol: "SOL", dates: ["2024-01-01"] });
    expect(["open", "high", "low", "close", "volume"].map((column) => columnOf(table, column)[0])).toEqual([
      ...[1, 3, 0.5, 2, 7],
    ]);
    const mixed = loadCandles(
      filesOf({ SOL: yahoo, DOGE: candleCsv("2024-01-01", "2024-01-01", { volume: false }) }),
    );
    expect(mixed.candles.SOL).not.toHaveProperty("volume");
    expect(mixed.table.columnNames()).toEqual(["date", "symbol", "open", "high", "low", "close"]);
  });
});

describe("what is wrong is told in a sentence", () => {
  const HEADER = "date,open,high,low,close\n";
  const loading = (text: string) => (): unknown => loadCandles(filesOf({ SOL: text }));

  test.each([
    [
      "date,close\n2024-01-01,2\n",
      "line 1: the header must name date, open, high, low, close, but open, high, low are not there",
    ],
    ["Date,date,open,high,low,close\n", 'line 1: the header must name each column once, got "Date,date,open'],
    [HEADER, "must hold at least one row below the header, got none"],
    ["", "must begin with a header, got an empty file"],
    [
      `${HEADER}2024-01-02,1,1,1,1\n2024-01-01,1,1,1,1\n`,
      "line 3, date must be after the row before (2024-01-02)",
    ],
    [
      `${HEADER}2024-01-02,1,1,1,1\n2024-01-02,1,1,1,1\n`,
      "line 3, date must be a day that was not there before",
    ],
    [
      `${HEADER}1/2/2024,1,1,1,1\n`,
      'line 2, date must be a day of the calendar as YYYY-MM-DD, got "1/2/2024"',
    ],
    [`${HEADER}2024-01-01,1,1,0,1\n`, 'line 2, low must be above 0, got "0"'],
    [`${HEADER}2024-01-01,1,1,1,-1\n`, 'line 2, close must be above 0, got "-1"'],
    [`${HEADER}2024-01-01,1,1,1,\n`, 'line 2, close must be a finite decimal number, got ""'],
    [`${HEADER}2024-01-01,1,1,1,2\n`, "line 2, high must be at least 2, the larger of open and close"],
  ])("%j", (text, message) => {
    expect(loading(text)).toThrow(DataError);
    expect(loading(text)).toThrow(message);
    expect(loading(text)).toThrow(/SOL\.csv: /);
  });

  test("a file that is not there, and files that share no days", () => {
    expect(() => loadCandles({ SOL: "my/not-there.csv" })).toThrow(MissingError);
    expect(() => loadCandles({ SOL: "my/not-there.csv" })).toThrow(
      /^loadCandles: files\.SOL must name a file that is there, got .*not-there\.csv$/,
    );
    const apart = filesOf({
      SOL: candleCsv("2024-01-01", "2024-01-08"),
      DOGE: candleCsv("2024-02-01", "2024-02-08"),
    });
    expect(() => loadCandles(apart)).toThrow(AlignmentError);
    expect(() => loadCandles(apart)).toThrow(
      "loadCandles: the files must share days, got SOL 2024-01-01 to 2024-01-08, DOGE 2024-02-01 to 2024-02-08",
    );
  });

  test("no files", () => {
    for (const files of [{}, [], "SOL.csv", undefined]) {
      expect(() => loadCandles(files as never)).toThrow(DomainError);
      expect(() => loadCandles(files as never)).toThrow("files must be a record of paths by symbol");
    }
    expect(() => loadCandles({ SOL: 1 as never })).toThrow("files.SOL must be the path of a CSV file, got 1");
  });
});
