import { describe, expect, test } from "vitest";
import { columnFormat, isNumberText, significant, withMinus } from "../../lib/notebook/numbers";

describe("significant", () => {
  test.each([
    [0.010678, 4, "0.01068"],
    [43_210.98, 4, "43,211"],
    [1.69e12, 4, "1,690,000,000,000"],
    [-2.5, 3, "−2.50"],
    [0, 4, "0"],
    [1.234e-9, 3, "1.23e−9"],
    [-1.234e-9, 3, "−1.23e−9"],
    [3.2e20, 3, "3.200e+20"],
    [Number.NaN, 4, "NaN"],
    [-Infinity, 4, "−∞"],
  ])("%d with %d digits is %s", (value, digits, text) => {
    expect(significant(value, digits)).toBe(text);
  });
});

describe("columnFormat", () => {
  const written = (values: number[], digits = 4): string[] => values.map(columnFormat(values, digits));

  test("one number of decimals for all: four digits of the largest, two of the smallest", () => {
    expect(written([0.0107, 0.5, 0.95])).toEqual(["0.0107", "0.5000", "0.9500"]);
    expect(written([1234.5, 98.7])).toEqual(["1,235", "99"]);
    expect(written([12.5, 0.031])).toEqual(["12.500", "0.031"]);
  });

  test("whole numbers stay whole, however large", () => {
    expect(written([1001, 7, 1_690_000_000_000])).toEqual(["1,001", "7", "1,690,000,000,000"]);
  });

  test("values too far apart have each their own digits", () => {
    expect(written([97_000.5, 0.00001234])).toEqual(["97,001", "0.00001234"]);
  });

  test("a small negative number that rounds to nothing has no sign", () => {
    expect(columnFormat([1234.5], 4)(-0.01)).toBe("0");
  });

  test("missing and infinite values don't disturb the others", () => {
    expect(written([0.5, Number.NaN, Infinity])).toEqual(["0.5000", "NaN", "∞"]);
    expect(written([Number.NaN])).toEqual(["NaN"]);
    expect(written([0, 0])).toEqual(["0", "0"]);
  });
});

describe("texts of numbers", () => {
  test.each([
    ["-0.35", "−0.35"],
    ["0.12 (t -1.2)", "0.12 (t −1.2)"],
    ["[-.5, -1]", "[−.5, −1]"],
    ["1.2e-9", "1.2e−9"],
    ["$-4$ %", "$−4$ %"],
  ])("%s has a minus sign", (text, written) => {
    expect(withMinus(text)).toBe(written);
  });

  test.each(["2024-01-02", "GARCH-1", "LSTM-GARCH", "3-4", "x(t)-1", "Jun-2024", "–", "a - b"])(
    "%s stays",
    (text) => {
      expect(withMinus(text)).toBe(text);
    },
  );

  test.each([
    "0.123",
    "< 0.0001",
    "3.4 ± 0.2",
    "12 %",
    "−0.1 … 0.2",
    "0.0123 (p 0.45)",
    "1,234",
    "[−1, 1]",
    ".5",
  ])("%s is of numbers", (text) => {
    expect(isNumberText(text)).toBe(true);
  });

  test.each(["2024-01-02", "30 days", "BTC", "none", "–", "", "p", "2 α, 3 β, mean"])("%s is not", (text) => {
    expect(isNumberText(text)).toBe(false);
  });
});
