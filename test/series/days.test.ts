import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayOfTime, dayRange, daysBetween, isDay, parseDay, timeOfDay } from "../../lib/series/days";

const day = fc.integer({ min: -400_000, max: 400_000 }).map((n) => dayOfTime(n * 86_400_000));
const step = fc.integer({ min: -200_000, max: 200_000 });

describe("parseDay", () => {
  test.each(["2024-02-29", "2023-12-31", "1970-01-01", "0001-01-01", "9999-12-31"])("takes %s", (text) => {
    expect(parseDay("test", text)).toBe(text);
  });

  test.each([
    "2023-02-29",
    "2100-02-29",
    "2024-02-30",
    "2024-04-31",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "2024-1-1",
    "24-01-01",
    "20240101",
    "2024/01/01",
    "01.02.2024",
    "2024-01-01T00:00:00Z",
    " 2024-01-01",
    "2024-01-01\n",
    "",
  ])("refuses %j", (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => parseDay("okx/BTC.csv line 3", text)).toThrow(
      "okx/BTC.csv line 3: day must be a day of the calendar as YYYY-MM-DD, got '",
    );
  });

  test("refuses what is not text", () => {
    for (const value of [null, undefined, 20240101, new Date(0)])
      expect(() => parseDay("test", value as never)).toThrow("day must be");
  });
});

describe("arithmetic", () => {
  test("over month, leap day and year, and through a change of the clocks", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2024-12-31", 1)).toBe("2025-01-01");
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
    expect(daysBetween("2024-03-30", "2024-04-01")).toBe(2);
    expect(daysBetween("2022-05-29", "2025-02-22")).toBe(1000); // paper 1: 1001 days, both ends included
  });

  test("a moment belongs to the day that began before it, in UTC", () => {
    expect(dayOfTime(0)).toBe("1970-01-01");
    expect(dayOfTime(86_399_999)).toBe("1970-01-01");
    expect(dayOfTime(-1)).toBe("1969-12-31");
    expect(timeOfDay("2022-05-29")).toBe(Date.UTC(2022, 4, 29));
  });

  test("dayRange includes both ends", () => {
    expect(dayRange("2024-02-28", "2024-03-01")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
    expect(dayRange("2024-02-28", "2024-02-28")).toEqual(["2024-02-28"]);
    expect(() => dayRange("2024-02-28", "2024-02-27")).toThrow(
      "dayRange: to must be 2024-02-28 or a later day, got '2024-02-27'",
    );
  });

  test("adding and counting undo each other; text sorts as time", () => {
    fc.assert(
      fc.property(day, step, (d, n) => {
        expect(daysBetween(d, addDays(d, n))).toBe(n);
        expect(addDays(addDays(d, n), -n)).toBe(d);
        expect(addDays(d, n) < d).toBe(n < 0);
        expect(dayOfTime(timeOfDay(d))).toBe(d);
      }),
    );
  });

  test("leaves no day that the parser would refuse", () => {
    expect(() => addDays("9999-12-31", 1)).toThrow(
      "addDays: day + n must be a time in the years 0000 to 9999",
    );
    expect(() => dayOfTime(Number.NaN)).toThrow("dayOfTime: ms must be");
    expect(() => dayOfTime(1e18)).toThrow("dayOfTime: ms must be");
    expect(() => addDays("2024-01-01", 0.5)).toThrow("addDays: n must be a whole number, got 0.5");
    expect(() => daysBetween("2024-01-01", "yesterday")).toThrow("daysBetween: day must be");
  });
});
