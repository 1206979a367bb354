import { describe, expect, test } from "vitest";
import { readCsv } from "../../lib/series/csv";

describe("readCsv", () => {
  test("header and rows, as text, with the lines they stand on", () => {
    expect(readCsv("a.csv", "date,close\n2024-01-01,01.50\n2024-01-02,\n")).toEqual({
      header: ["date", "close"],
      rows: [
        { line: 2, cells: ["2024-01-01", "01.50"] },
        { line: 3, cells: ["2024-01-02", ""] },
      ],
    });
  });

  test("byte order mark, CRLF, quotes, a missing last line break", () => {
    const { header, rows } = readCsv(
      "cvi.csv",
      '\ufeff"Date","Price"\r\n"Mar 1, 2024","1,234.5"\r\n"x","say ""y"""',
    );
    expect(header).toEqual(["Date", "Price"]);
    expect(rows.map((r) => r.cells)).toEqual([
      ["Mar 1, 2024", "1,234.5"],
      ["x", 'say "y"'],
    ]);
  });

  test.each(["\n", "\r\n"])(
    "lines are those of the file, past empty lines and line breaks in quotes (%j)",
    (eol) => {
      const text = ["a,b", "1,2", "", '"x', 'y","p', 'q"', "5,6"].join(eol);
      expect(readCsv("a.csv", text).rows.map((r) => r.line)).toEqual([2, 4, 7]);
    },
  );

  test("a header alone is a file without rows", () => {
    expect(readCsv("a.csv", "a,b\n")).toEqual({ header: ["a", "b"], rows: [] });
  });

  test.each([
    ["", "a.csv: must begin with a header, got an empty file"],
    ["\n\n", "a.csv: must begin with a header, got an empty file"],
    ["a,b\n1,2\n\n3\n", "a.csv: line 4: must have 2 cells as the header, got 1"],
    ["a,b\n1,2,3\n", "a.csv: line 2: must have 2 cells as the header, got 3"],
    ["a,\n1,2\n", "a.csv: line 1: column 2 has no name"],
    ["a,b,a\n1,2,3\n", 'a.csv: line 1: two columns named "a"'],
    ['a,b\n1,"2\n', "a.csv: not a CSV file: Quote Not Closed"],
    ['a,b\n1,2"3\n', "a.csv: not a CSV file: Invalid Opening Quote"],
  ])("refuses %j", (text, message) => {
    expect(() => readCsv("a.csv", text)).toThrow(message);
  });
});
