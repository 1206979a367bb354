import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forwardFill, innerJoin, type DatedSeries } from "../../lib/series/align";
import { addDays, dayRange } from "../../lib/series/days";
import fixture from "../fixtures/series/series.json";

const START = "2024-02-20";
/** A series with gaps: some of thirty days, each with its own number as value. */
const series = fc
  .uniqueArray(fc.integer({ min: 0, max: 29 }), { minLength: 1, maxLength: 30 })
  .map((offsets) => offsets.sort((a, b) => a - b))
  .map((offsets): DatedSeries => ({ dates: offsets.map((n) => addDays(START, n)), values: offsets }));

describe("innerJoin", () => {
  const btc = { dates: ["2024-02-28", "2024-02-29", "2024-03-01"], values: [1, 2, 3] };
  const cvi = { dates: ["2024-02-27", "2024-02-28", "2024-03-01"], values: [60, 61, 62] };

  test("by hand", () => {
    expect(innerJoin({ btc, cvi })).toEqual({
      dates: ["2024-02-28", "2024-03-01"],
      values: { btc: Float64Array.of(1, 3), cvi: Float64Array.of(61, 62) },
    });
  });

  test("agrees with pandas", () => {
    const close = { dates: fixture.days.slice(2), values: fixture.close.slice(2) };
    const joined = innerJoin({ close, cvi: fixture.cvi });
    expect(joined.dates).toEqual(fixture.joined.dates);
    expect(Array.from(joined.values.close)).toEqual(fixture.joined.close);
    expect(Array.from(joined.values.cvi)).toEqual(fixture.joined.cvi);
  });

  test("has the days that all have, each value on its own day, in whatever order the series are named", () => {
    fc.assert(
      fc.property(series, series, (a, b) => {
        const common = a.dates.filter((day) => b.dates.includes(day));
        fc.pre(common.length > 0);
        const joined = innerJoin({ a, b });
        expect(joined.dates).toEqual(common);
        expect(joined.values.a).toEqual(joined.values.b); // the values are the days' numbers
        expect(innerJoin({ b, a })).toEqual(joined);
        expect(innerJoin({ a, again: a }).dates).toEqual(a.dates);
      }),
    );
  });

  test("names the days where it can't", () => {
    const later = { dates: ["2025-01-01"], values: [1] };
    expect(() => innerJoin({ btc, later })).toThrow(
      "innerJoin: the series must have a day in common, got btc from 2024-02-28 to 2024-03-01, " +
        "later from 2025-01-01 to 2025-01-01",
    );
    const twice = { dates: ["2024-03-01", "2024-03-01"], values: [1, 2] };
    expect(() => innerJoin({ btc, twice })).toThrow(
      "innerJoin: dates of twice must ascend, each day once, got 2024-03-01 and then 2024-03-01",
    );
    expect(() => innerJoin({ btc: { dates: btc.dates, values: [1] } })).toThrow(
      "innerJoin: dates of btc and values of btc must have the same length, got 3 and 1",
    );
    expect(() => innerJoin({ btc: { dates: ["1 March"], values: [1] } })).toThrow("innerJoin: day must be");
    expect(() => innerJoin({})).toThrow("innerJoin: the series must have a day in common, got none");
  });
});

describe("forwardFill", () => {
  test("by hand, with its flags", () => {
    const cvi = { dates: ["2022-03-03", "2022-03-06"], values: [70, 72] };
    expect(forwardFill(cvi, dayRange("2022-03-03", "2022-03-07"))).toEqual({
      dates: ["2022-03-03", "2022-03-04", "2022-03-05", "2022-03-06", "2022-03-07"],
      values: Float64Array.of(70, 70, 70, 72, 72),
      filled: [false, true, true, false, true],
    });
  });

  test("agrees with pandas", () => {
    const { values, filled } = forwardFill(fixture.cvi, fixture.days);
    expect(Array.from(values)).toEqual(fixture.filled.values);
    expect(filled).toEqual(fixture.filled.filled);
  });

  test("a value is never from a later day, and the flags say where it is from an earlier one", () => {
    fc.assert(
      fc.property(series, (a) => {
        const days = dayRange(a.dates[0], addDays(START, 35));
        const { values, filled } = forwardFill(a, days);
        days.forEach((day, i) => {
          const source = addDays(START, values[i]);
          expect(source <= day).toBe(true);
          expect(filled[i]).toBe(source !== day);
          expect(a.dates.some((other) => other > source && other <= day)).toBe(false);
        });
      }),
    );
  });

  test("changing the future never changes the past", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 29 }), (a, cut) => {
        const today = addDays(START, cut);
        const known = a.dates.filter((day) => day <= today).length;
        fc.pre(known > 0);
        const days = dayRange(a.dates[0], today);
        const shortened = { dates: a.dates.slice(0, known), values: Array.from(a.values).slice(0, known) };
        expect(forwardFill(a, days)).toEqual(forwardFill(shortened, days));
      }),
    );
  });

  test("names the day before which nothing is known", () => {
    const cvi = { dates: ["2019-03-31"], values: [70] };
    expect(() => forwardFill(cvi, ["2019-03-11", "2019-03-31"])).toThrow(
      "forwardFill: dates must not begin before the series, which begins on 2019-03-31, got 2019-03-11",
    );
    expect(() => forwardFill(cvi, ["2019-04-02", "2019-04-01"])).toThrow(
      "forwardFill: dates must ascend, each day once, got 2019-04-02 and then 2019-04-01",
    );
  });
});
