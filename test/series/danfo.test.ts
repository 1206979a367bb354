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
