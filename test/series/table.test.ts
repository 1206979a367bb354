import { desc, table } from "arquero";
import { describe, expect, test } from "vitest";
import { columnOf, tableOf, textColumnOf } from "../../lib/series/table";

const closes = tableOf({ date: ["2024-01-01", "2024-01-02", "2024-01-03"], close: [3, 1, 2] });

describe("tableOf", () => {
  test("keeps the order of columns, makes numbers doubles, copies", () => {
    const prices = [1, 2];
    const made = tableOf({ close: prices, date: ["a", "b"], filled: [true, false] });
    prices[0] = 9;
    expect(made.columnNames()).toEqual(["close", "date", "filled"]);
    expect(made.objects()).toEqual([
      { close: 1, date: "a", filled: true },
      { close: 2, date: "b", filled: false },
    ]);
    expect(made.column("close")).toBeInstanceOf(Float64Array);
  });

  test("refuses columns of different lengths and cells of different types", () => {
    expect(() => tableOf({ date: ["a"], close: [1, 2] })).toThrow(
      "tableOf: all columns must have the same length, got date with 1 and close with 2",
    );
    expect(() => tableOf({ close: [1, null] as never })).toThrow(
      "tableOf: close[1] must be a number, got null",
    );
    expect(() => tableOf({ date: ["a", 2] as never })).toThrow("tableOf: date[1] must be text, got 2");
    expect(() => tableOf({ on: [true, "no"] as never })).toThrow(
      "tableOf: on[1] must be true or false, got 'no'",
    );
  });

  test("a table may have no rows", () => {
    expect(columnOf(tableOf({ close: [] }), "close")).toEqual(new Float64Array(0));
  });
});

describe("columnOf and textColumnOf", () => {
  test("give the column in the table's order, without filtered rows", () => {
    const seen = closes.filter((d: { close: number }) => d.close > 1).orderby(desc("date"));
    expect(columnOf(seen, "close")).toEqual(Float64Array.of(2, 3));
    expect(textColumnOf(seen, "date")).toEqual(["2024-01-03", "2024-01-01"]);
  });

  test("give copies: a table never changes", () => {
    columnOf(closes, "close")[0] = 99;
    expect(columnOf(closes, "close")[0]).toBe(3);
  });

  test("name the missing column and list those that are there", () => {
    expect(() => columnOf(closes, "Close")).toThrow(
      `columnOf: name must be one of "date", "close", got 'Close'`,
    );
    expect(() => textColumnOf(closes, "day")).toThrow(
      `textColumnOf: name must be one of "date", "close", got 'day'`,
    );
  });

  test("refuse the wrong type and missing values, but not NaN", () => {
    expect(() => columnOf(closes, "date")).toThrow("columnOf: date[0] must be a number, got '2024-01-01'");
    expect(() => textColumnOf(closes, "close")).toThrow("textColumnOf: close[0] must be text, got 3");
    // null would silently become 0 in a typed array
    expect(() => columnOf(table({ cvi: [1, null] }), "cvi")).toThrow(
      "columnOf: cvi[1] must be a number, got null",
    );
    expect(columnOf(table({ cvi: [Number.NaN] }), "cvi")).toEqual(Float64Array.of(Number.NaN));
  });
});
