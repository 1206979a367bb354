import { table } from "arquero";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { type MimeBundle } from "../../lib/notebook/display";
import { showTable, type TableInput, type TableOptions } from "../../lib/notebook/tables";

const rows = [
  { coin: "BTC", close: 43_210.5, day: "2024-01-02", note: null },
  { coin: "XRP", close: 0.5123, day: "2024-01-03", note: "a <b> & 'c'" },
];

const bundleOf = (input: TableInput, options?: TableOptions): MimeBundle =>
  showTable(input, options) as MimeBundle;
const textOf = (input: TableInput, options?: TableOptions): string =>
  bundleOf(input, options)["text/plain"] as string;
const pageOf = (input: TableInput, options?: TableOptions): Document =>
  new JSDOM(bundleOf(input, options)["text/html"] as string).window.document;
const cellsOf = (document: Document): (string | null)[][] =>
  Array.from(document.querySelectorAll("tr"), (row) =>
    Array.from(row.querySelectorAll("th, td"), (cell) => cell.textContent),
  );

describe("showTable", () => {
  test("decimals of some columns, or of all: texts stay, a format goes first, other names are refused", () => {
    const one = [{ model: "a", x: 0.12345, y: -0.0004, z: 7 }];
    const cells = (options: TableOptions): (string | null)[] => cellsOf(pageOf(one, options))[1];
    expect(cells({ decimals: { x: 2, y: 3 } })).toEqual(["a", "0.12", "0.000", "7"]);
    expect(cells({ decimals: 1 })).toEqual(["a", "0.1", "0.0", "7.0"]);
    expect(cells({ decimals: 1, formats: { z: (z: number) => `${z} %` } })[3]).toBe("7 %");
    expect(() => showTable(one, { decimals: { w: 2 } })).toThrow('there is no column "w"');
    expect(() => showTable(one, { decimals: -1 })).toThrow("decimals");
  });

  test("as text: aligned, numbers on the right, thousands apart, a dash for what is missing", () => {
    expect(textOf(rows, { caption: "Two coins" })).toBe(
      [
        "Two coins",
        "coin      close  day         note",
        "────  ─────────  ──────────  ───────────",
        "BTC   43,210.50  2024-01-02  –",
        "XRP        0.51  2024-01-03  a <b> & 'c'",
      ].join("\n"),
    );
  });

  test("as HTML: the same cells, escaped", () => {
    const document = pageOf(rows, { caption: "Two <coins>" });
    expect(document.querySelector("caption")?.textContent).toBe("Two <coins>");
    expect(document.querySelector("b")).toBeNull();
    expect(cellsOf(document)).toEqual([
      ["coin", "close", "day", "note"],
      ["BTC", "43,210.50", "2024-01-02", "–"],
      ["XRP", "0.51", "2024-01-03", "a <b> & 'c'"],
    ]);
    expect(document.querySelectorAll("td")[1].style.textAlign).toBe("right");
  });

  test("brings no colours of its own: the page may be light or dark", () => {
    expect(bundleOf(rows)["text/html"]).not.toMatch(/background|[^-]color:/);
  });

  test("takes an arquero table, with typed columns", () => {
    const columns = table({ day: ["2024-01-02", "2024-01-03"], value: Float64Array.of(1, 2.5) });
    expect(cellsOf(pageOf(columns))).toEqual([
      ["day", "value"],
      ["2024-01-02", "1.000"],
      ["2024-01-03", "2.500"],
    ]);
  });

  test("columns chosen, ordered and written as asked", () => {
    const document = pageOf(rows, {
      columns: ["close", "coin"],
      formats: { close: (v: number) => `${v} USDT` },
    });
    expect(cellsOf(document)).toEqual([
      ["close", "coin"],
      ["43210.5 USDT", "BTC"],
      ["0.5123 USDT", "XRP"],
    ]);
  });

  test("texts that are numbers stand on the right, with minus signs; days and names on the left", () => {
    const document = pageOf([
      { model: "LSTM-GARCH", day: "2024-01-02", t: "-1.20", p: "< 0.0001", one: "-1" },
      { model: "GARCH-1", day: "2024-01-03", t: "0.31", p: null, one: "none" },
    ]);
    const cells = [...document.querySelectorAll("td")].slice(0, 5);
    expect(cells.map(({ textContent }) => textContent)).toEqual([
      "LSTM-GARCH",
      "2024-01-02",
      "−1.20",
      "< 0.0001",
      "−1",
    ]);
    expect(cells.map(({ style }) => style.textAlign)).toEqual(["left", "left", "right", "right", "left"]);
  });

  test("long tables end in a count of the rest", () => {
    const many = Array.from({ length: 1001 }, (_, i) => ({ i }));
    expect(textOf(many, { limit: 3 }).split("\n")).toEqual(["i", "─", "0", "1", "2", "… and 998 more rows"]);
    expect(textOf(table({ i: many.map(({ i }) => i) }), { limit: 3 })).toBe(textOf(many, { limit: 3 }));
  });

  test("rows may lack cells, and there may be no rows", () => {
    expect(cellsOf(pageOf([{ a: 1 }, { b: true }]))).toEqual([
      ["a", "b"],
      ["1", "–"],
      ["–", "true"],
    ]);
    expect(textOf([])).toBe("\n");
  });

  test("misuse names what there is", () => {
    expect(() => showTable(rows, { columns: ["open"] })).toThrow(
      'showTable: there is no column "open"; the columns are coin, close, day, note',
    );
    expect(() => showTable(rows, { formats: { clsoe: String } })).toThrow(
      'there is no column "clsoe"; did you mean close? The columns are coin, close, day, note',
    );
    expect(() => showTable(7 as never)).toThrow(
      "showTable: table must be an arquero table or a list of records, got 7",
    );
  });
});
