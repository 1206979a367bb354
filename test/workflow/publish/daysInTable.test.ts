import { expect, test } from "vitest";
import { holdsDays } from "../../../lib/workflow/publish/daysInTable";

const lines = (...text: string[]): string => text.join("\n");

test("the head of a series is a table of days, with a row number in front or without, in any frame", () => {
  expect(holdsDays(lines("2024-01-01  1.5", "2024-01-02  1.6", "2024-01-03  1.7"))).toBe(true);
  expect(holdsDays(lines("BTC  2024-01-01  1.5", "BTC  2024-01-02  1.6", "BTC  2024-01-03  1.7"))).toBe(true);
  expect(
    holdsDays(lines("│ 0 │ '2024-01-01' │ 1 │", "│ 1 │ '2024-01-02' │ 2 │", "│ 2 │ '2024-01-03' │ 2 │")),
  ).toBe(true);
});

test("two such rows are no table; nor are spans, two days in a row, or days further right", () => {
  expect(holdsDays(lines("2024-01-01  1.5", "2024-01-02  1.6"))).toBe(false);
  const span = "  BTC  1001 rows, 2022-05-29 to 2025-02-22";
  expect(holdsDays(lines(span, span, span))).toBe(false);
  const two = "ADA  2023-10-01  2020-03-13  0.01";
  expect(holdsDays(lines(two, two, two))).toBe(false);
  const right = "BTC  251  first  2024-06-17";
  expect(holdsDays(lines(right, right, right))).toBe(false);
  const sentence = "first test day = 2024-06-17";
  expect(holdsDays(lines(sentence, sentence, sentence))).toBe(false);
});
