import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { besidePaper, CLAIMS_MIME, VERDICT_COLOURS } from "../../lib/notebook/results/besidePaper";
import type { MimeBundle } from "../../lib/notebook/display";
import type { ClaimResult } from "../../lib/papers/judge";
import type { Verdict } from "../../lib/papers/verdict";

const result = (row: string, verdict: Verdict, rest: Partial<ClaimResult> = {}): ClaimResult => ({
  id: `qfe2025/table-1/${row}/rate`,
  paper: "qfe2025",
  where: `Table 1, ${row}, Rate`,
  table: "Table 1",
  row,
  column: "Rate",
  section: "3.1",
  printed: "0.62",
  ours: 0.6181,
  oursText: "0.62",
  verdict,
  ...rest,
});

const results = [
  result("BTC", "reproduced"),
  result("ETH", "differs", { reason: "a later <snapshot>" }),
  result("XRP", "differs", { ours: null, oursText: undefined, reason: "no value" }),
  result("LTC", "differs", { reason: "a later <snapshot>" }),
];

describe("besidePaper", () => {
  const bundle = besidePaper(results, { caption: "Market caps" }) as MimeBundle;

  test("shows where, printed, ours and verdict, and each reason once", () => {
    expect((bundle["text/plain"] as string).split("\n")).toEqual([
      "Market caps: 1 reproduced, 3 differ",
      "where               paper  ours  verdict     note",
      "──────────────────  ─────  ────  ──────────  ────",
      "Table 1, BTC, Rate   0.62  0.62  reproduced",
      "Table 1, ETH, Rate   0.62  0.62  differs     1",
      "Table 1, XRP, Rate   0.62     –  differs     2",
      "Table 1, LTC, Rate   0.62  0.62  differs     1",
      "1. a later <snapshot>",
      "2. no value",
    ]);
  });

  test("a reproduced number has a note, too, and minus signs are minus signs", () => {
    const noted = result("BTC", "reproduced", { reason: "on a condition", printed: "-1", oursText: "-1.0" });
    const shown = besidePaper([noted]) as MimeBundle;
    const lines = (shown["text/plain"] as string).split("\n");
    expect(lines[3]).toBe("Table 1, BTC, Rate     −1  −1.0  reproduced  1");
    expect(lines.at(-1)).toBe("1. on a condition");
  });

  test("in HTML the verdict is a word on its colour", () => {
    const { document } = new JSDOM(bundle["text/html"] as string).window;
    const badges = Array.from(document.querySelectorAll("span"), ({ textContent, style }) => [
      textContent,
      style.color,
    ]);
    expect(badges).toEqual([
      ["reproduced", "rgb(255, 255, 255)"],
      ["differs", "rgb(255, 255, 255)"],
      ["differs", "rgb(255, 255, 255)"],
      ["differs", "rgb(255, 255, 255)"],
    ]);
    expect(document.querySelectorAll("ol > li")).toHaveLength(2);
    expect(document.querySelector("snapshot")).toBeNull();
  });

  test("hands the claims to the results", () => {
    expect(bundle[CLAIMS_MIME]).toEqual(results);
  });

  test("white letters have the contrast that WCAG asks for (4.5) on every verdict's colour", () => {
    for (const colour of Object.values(VERDICT_COLOURS))
      expect(contrastWithWhite(colour)).toBeGreaterThan(4.5);
  });

  test("refuses an empty list", () => {
    expect(() => besidePaper([])).toThrow(
      "besidePaper: results must be a list of one or more judged claims, got []",
    );
  });
});

/** WCAG 2.1: (1 + 0.05) / (L + 0.05), L the relative luminance. */
function contrastWithWhite(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}
