import { table } from "arquero";
import { describe, expect, test } from "vitest";
import { fromDanfo, toDanfo } from "../../lib/series/danfo";
import { columnOf, tableOf, textColumnOf } from "../../lib/series/table";

const closes = tableOf({
  date: ["2024-01-01", "2024-01-02", "2024-01-03"],
  close: [1, 2, 0.1 + 0.2],
  filled: [false, true, false],
});

describe("toDanfo", () => {
  test("keeps names, order and doubles", () => {
    const frame = toDanfo(closes);
    expect(frame.columns).toEqual(["date", "close", "filled"]);
    expect(frame.dtypes).toEqual(["string", "float32", "boolean"]);
    expect(frame.column("close").values).toEqual([1, 2, 0.1 + 0.2]);
  });

  test("describes and groups as a reader from pandas expects", () => {
    const frame = toDanfo(tableOf({ coin: ["BTC", "ETH", "BTC"], close: [1, 2, 3] }));
    const summary = frame.describe();
    expect(summary.index).toContain("mean");
    expect(summary.column("close").values[summary.index.indexOf("mean")]).toBe(2);
    expect(frame.groupby(["coin"]).col(["close"]).mean().values).toEqual([
      ["BTC", 2],
      ["ETH", 2],
    ]);
  });

  test.each([Number.NaN, null, undefined])("describes what is there, without %s", (missing) => {
    const frame = toDanfo(table({ a: [1, 2, missing, 4], none: [missing, missing, missing, missing] }));
    const summary = frame.describe();
    const statistic = (column: string, name: string): unknown =>
      summary.column(column).values[summary.index.indexOf(name)];
    // 7/3, and ((4/3)² + (1/3)² + (5/3)²)/2 = 7/3
    expect(statistic("a", "count")).toBe(3);
    expect(statistic("a", "mean")).toBeCloseTo(7 / 3, 14);
    expect(statistic("a", "variance")).toBeCloseTo(7 / 3, 14);
    expect(statistic("a", "median")).toBe(2);
    expect(statistic("none", "count")).toBe(0);
    expect(statistic("none", "mean")).toBeNaN();
    expect(frame.head(3).describe().column("a").values[summary.index.indexOf("mean")]).toBe(1.5);
  });

  test("no mean of a group counts a missing value as 0", () => {
    const frame = toDanfo(table({ coin: ["a", "a", "b"], x: [null, 4, 1] }));
    expect(frame.groupby(["coin"]).col(["x"]).mean().column("x_mean").values).toEqual([Number.NaN, 1]);
  });

  test("prints no banner when a frame becomes a tensor (the test set-up fails on any print)", () => {
    const values = toDanfo(tableOf({ close: [1, 2] })).tensor as unknown as { dataSync: () => Float32Array };
    expect(Array.from(values.dataSync())).toEqual([1, 2]);
  });

  test("refuses what danfo.js can't hold", () => {
    expect(() => toDanfo(tableOf({ close: [] }))).toThrow(
      "toDanfo: table must hold at least one row and one column",
    );
    expect(() => toDanfo(table({ date: [new Date(0)] }))).toThrow(
      "toDanfo: date[0] must be a number, text or flag, as the rest of its column, got 1970-01-01T00:00:00.000Z",
    );
  });
});

describe("fromDanfo", () => {
  test("undoes toDanfo, whatever the view on the table", () => {
    const view = closes.filter((d: { close: number }) => d.close < 2).orderby("close");
    const back = fromDanfo(toDanfo(view));
    expect(back.columnNames()).toEqual(closes.columnNames());
    expect(back.objects()).toEqual(view.objects());
    expect(columnOf(back, "close")).toEqual(Float64Array.of(0.1 + 0.2, 1));
  });

  test("a missing number becomes NaN, missing text is refused", () => {
    const frame = toDanfo(table({ date: ["a", "b"], cvi: [null, 60.5] }));
    expect(columnOf(fromDanfo(frame), "cvi")).toEqual(Float64Array.of(Number.NaN, 60.5));
    expect(textColumnOf(fromDanfo(frame), "date")).toEqual(["a", "b"]);
    expect(() => fromDanfo(toDanfo(table({ date: ["a", null] })))).toThrow(
      "tableOf: date[1] must be text, got null",
    );
  });
});
