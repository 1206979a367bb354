import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../../lib/core/errors";
import { candlesAt, parseCandles, type Candles } from "../../lib/data/candles";
import { addDays } from "../../lib/series/days";

const HEADER = "date,open,high,low,close,volume";
const parse = (...lines: string[]): Candles => parseCandles("okx/X.csv", lines.join("\n"), "X", true);

test("two days by hand", () => {
  const candles = parse(HEADER, "2024-02-28,1,3,0.5,2,10", "2024-02-29,2,2.5,2,2.25,0", "");
  expect(candles.symbol).toBe("X");
  expect(candles.dates).toEqual(["2024-02-28", "2024-02-29"]);
  expect(candles.open).toEqual(Float64Array.of(1, 2));
  expect(candles.high).toEqual(Float64Array.of(3, 2.5));
  expect(candles.low).toEqual(Float64Array.of(0.5, 2));
  expect(candles.close).toEqual(Float64Array.of(2, 2.25));
  expect(candles.volume).toEqual(Float64Array.of(10, 0));
});

test("an index has no volume", () => {
  const candles = parseCandles(
    "investing/cvi.csv",
    "date,open,high,low,close\n2024-01-01,50,51,49,50",
    "CVI",
    false,
  );
  expect(candles).not.toHaveProperty("volume");
  expect(candles.close).toEqual(Float64Array.of(50));
});

test("a byte order mark, CRLF and empty lines at the end change nothing", () => {
  const lines = [HEADER, "2024-01-01,1,3,0.5,2,10", "2024-01-02,2,3,1,2,10"];
  expect(parse(`\uFEFF${lines.join("\r\n")}\r\n\r\n`)).toEqual(parse(...lines));
});

describe("what is wrong is named by file, line, column and value", () => {
  const good = "2024-01-01,2,3,1,2,10";
  const cases: [what: string, lines: string[], message: string][] = [
    ["an empty file", [""], "must begin with a header, got an empty file"],
    ["no rows", [HEADER], "must hold at least one row below the header, got none"],
    [
      "columns in another order",
      ["date,open,low,high,close,volume", good],
      `line 1: the header must be "${HEADER}", got "date,open,low,high,close,volume"`,
    ],
    [
      "a column missing",
      ["date,open,high,low,close", "2024-01-01,2,3,1,2"],
      `line 1: the header must be "${HEADER}"`,
    ],
    [
      "a cell missing",
      [HEADER, good, "2024-01-02,2,3,1,2"],
      "line 3: must have 6 cells as the header, got 5",
    ],
    ["a cell too many", [HEADER, `${good},`], "line 2: must have 6 cells as the header, got 7"],
    [
      "another form of date",
      [HEADER, "01/02/2024,2,3,1,2,10"],
      'line 2, date must be a day of the calendar as YYYY-MM-DD, got "01/02/2024"',
    ],
    [
      "a day that never was",
      [HEADER, "2023-02-29,2,3,1,2,10"],
      'line 2, date must be a day of the calendar as YYYY-MM-DD, got "2023-02-29"',
    ],
    [
      "a day twice",
      [HEADER, good, good],
      'line 3, date must be a day that was not there before, got "2024-01-01"',
    ],
    [
      "days out of order",
      [HEADER, good, "2023-12-31,2,3,1,2,10"],
      'line 3, date must be after the row before (2024-01-01), got "2023-12-31"',
    ],
    [
      "an empty price",
      [HEADER, "2024-01-01,,3,1,2,10"],
      'line 2, open must be a finite decimal number, got ""',
    ],
    [
      "a price in words",
      [HEADER, "2024-01-01,2,3,1,null,10"],
      'line 2, close must be a finite decimal number, got "null"',
    ],
    [
      "a price in hexadecimal",
      [HEADER, "2024-01-01,2,3,0x1,2,10"],
      'line 2, low must be a finite decimal number, got "0x1"',
    ],
    [
      "a price with a blank",
      [HEADER, "2024-01-01, 2,3,1,2,10"],
      'line 2, open must be a finite decimal number, got " 2"',
    ],
    [
      "a price beyond all numbers",
      [HEADER, "2024-01-01,2,1e999,1,2,10"],
      'line 2, high must be a finite decimal number, got "1e999"',
    ],
    ["NaN", [HEADER, "2024-01-01,2,3,NaN,2,10"], 'line 2, low must be a finite decimal number, got "NaN"'],
    ["a price of zero", [HEADER, "2024-01-01,2,3,0,2,10"], 'line 2, low must be above 0, got "0"'],
    ["a negative price", [HEADER, "2024-01-01,-2,3,1,2,10"], 'line 2, open must be above 0, got "-2"'],
    [
      "a high below the close",
      [HEADER, good, "2024-01-02,2,2.5,1,2.6,10"],
      'line 3, high must be at least 2.6, the larger of open and close, got "2.5"',
    ],
    [
      "a high below the open",
      [HEADER, "2024-01-01,3,2.5,1,2,10"],
      'line 2, high must be at least 3, the larger of open and close, got "2.5"',
    ],
    [
      "a low above the open",
      [HEADER, "2024-01-01,2,3,2.1,2.2,10"],
      'line 2, low must be at most 2, the smaller of open and close, got "2.1"',
    ],
    [
      "a low above the close",
      [HEADER, "2024-01-01,2,3,1.9,1.5,10"],
      'line 2, low must be at most 1.5, the smaller of open and close, got "1.9"',
    ],
    [
      "a negative volume",
      [HEADER, "2024-01-01,2,3,1,2,-0.1"],
      'line 2, volume must be 0 or more, got "-0.1"',
    ],
  ];
  test.each(cases)("%s", (_, lines, message) => {
    expect(() => parse(...lines)).toThrow(DataError);
    expect(() => parse(...lines)).toThrow(`okx/X.csv: ${message}`);
  });

  test("the line is the one an editor shows, after CRLF and empty lines too", () => {
    expect(() => parse(`${HEADER}\r\n${good}\r\n\r\n2024-01-02,2,3,1,x,10`)).toThrow("line 4, close");
  });
});

const price = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const day = fc.record({
  skip: fc.integer({ min: 1, max: 40 }),
  prices: fc.tuple(price, price, price, price),
  volume: fc.double({ min: 0, max: 1e12, noNaN: true }),
});

test("what is written comes back to the last bit", () => {
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 20 }), (days) => {
      let date = "2019-12-31";
      const rows = days.map(({ skip, prices, volume }) => {
        const [low, open, close, high] = [...prices].sort((a, b) => a - b);
        date = addDays(date, skip);
        return { date, open, high, low, close, volume };
      });
      const candles = parse(HEADER, ...rows.map((row) => Object.values(row).join()));
      expect(candles.dates).toEqual(rows.map((row) => row.date));
      for (const column of ["open", "high", "low", "close", "volume"] as const)
        expect(candles[column]).toEqual(Float64Array.from(rows, (row) => row[column]));
    }),
  );
});

test("candles at some days keep their days and values together", () => {
  const some = candlesAt(
    parse(HEADER, "2024-01-01,1,3,1,2,10", "2024-01-02,2,4,2,3,20", "2024-01-03,3,5,3,4,30"),
    [0, 2],
  );
  expect(some.dates).toEqual(["2024-01-01", "2024-01-03"]);
  expect(some.close).toEqual(Float64Array.of(2, 4));
  expect(some.volume).toEqual(Float64Array.of(10, 30));
});
