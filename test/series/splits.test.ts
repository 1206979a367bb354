import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitOnEverything, holdOut, takeRows, walkForward, type RowRange } from "../../lib/series/splits";
import { tableOf } from "../../lib/series/table";
import fixture from "../fixtures/series/series.json";

const rowsOf = ({ from, to }: RowRange): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const walk = fc.record({
  rows: fc.integer({ min: 25, max: 120 }),
  train: fc.integer({ min: 1, max: 15 }),
  test: fc.integer({ min: 1, max: 12 }),
  purge: fc.integer({ min: 0, max: 9 }),
  expanding: fc.boolean(),
});

describe("holdOut", () => {
  test("rounds down, as both papers do", () => {
    // paper 1: 0.7 of 1001 days; paper 2: 0.8 of 2059 volatilities leaves its 412 test days
    expect(holdOut(1001, { train: 0.7 })).toEqual({
      train: { from: 0, to: 700, of: 1001 },
      test: { from: 700, to: 1001, of: 1001 },
    });
    const { test } = holdOut(2059, { train: 0.8 });
    expect(test.to - test.from).toBe(412);
  });

  test("does not lose a row to the binary fraction", () => {
    expect(holdOut(100, { train: 0.29 }).train.to).toBe(29); // 0.29 * 100 is 28.999999999999996
    for (let per = 1; per < 100; per++) expect(holdOut(100, { train: per / 100 }).train.to).toBe(per);
  });

  test("takes a count of rows, as scikit-learn does", () => {
    expect(holdOut(2059, { train: 1647 })).toEqual(holdOut(2059, { train: 0.8 }));
    expect(holdOut(2, { train: 1 }).test).toEqual({ from: 1, to: 2, of: 2 });
  });

  test("takes a table, too", () => {
    expect(holdOut(tableOf({ x: [1, 2, 3, 4] }), { train: 0.5 }).test).toEqual({ from: 2, to: 4, of: 4 });
  });

  test("refuses to leave a side empty", () => {
    expect(() => holdOut(10, { train: 0.05 })).toThrow(
      "holdOut: train 0.05 of 10 rows must leave rows on both sides, got 0",
    );
    for (const train of [10, 70])
      expect(() => holdOut(10, { train })).toThrow(`must leave rows on both sides, got ${train}`);
    for (const train of [0, -1, 1.5, Number.NaN, Infinity, "0.7" as never])
      expect(() => holdOut(10, { train })).toThrow(
        "holdOut: train must be a fraction between 0 and 1, or a whole number of rows, got",
      );
    expect(() => holdOut(1, { train: 0.5 })).toThrow(
      "holdOut: rows must be a whole number, at least 2, got 1",
    );
  });
});

describe("walkForward", () => {
  test("by hand, the last test shorter", () => {
    expect(walkForward(10, { train: 4, test: 3, purge: 1 })).toEqual([
      { train: { from: 0, to: 4, of: 10 }, test: { from: 5, to: 8, of: 10 } },
      { train: { from: 3, to: 7, of: 10 }, test: { from: 8, to: 10, of: 10 } },
    ]);
  });

  test.each([false, true])("agrees with scikit-learn's TimeSeriesSplit (expanding: %s)", (expanding) => {
    const ours = walkForward(40, { train: 20, test: 6, purge: 2, expanding });
    const plain = ours.map(({ train, test }) => ({
      train: [train.from, train.to],
      test: [test.from, test.to],
    }));
    expect(plain).toEqual(expanding ? fixture.expanding : fixture.rolling);
  });

  test("tests every later row once, learns from earlier rows only, and keeps the purge free", () => {
    fc.assert(
      fc.property(walk, ({ rows, ...options }) => {
        const splits = walkForward(rows, options);
        const first = options.train + options.purge;
        expect(splits.flatMap(({ test }) => rowsOf(test))).toEqual(
          rowsOf({ from: first, to: rows, of: rows }),
        );
        for (const { train, test } of splits) {
          expect(test.from - train.to).toBe(options.purge);
          expect(train.from).toBe(options.expanding ? 0 : train.to - options.train);
        }
      }),
    );
  });

  test("more rows change no earlier split", () => {
    fc.assert(
      fc.property(walk, ({ rows, ...options }) => {
        const trains = (n: number): number[][] => walkForward(n, options).map(({ train }) => rowsOf(train));
        const before = trains(rows);
        expect(trains(rows + 7).slice(0, before.length)).toEqual(before);
      }),
    );
  });

  test("refuses when there are too few rows", () => {
    expect(() => walkForward(10, { train: 8, test: 1, purge: 2 })).toThrow(
      "walkForward: train + purge must be less than the 10 rows, got 10",
    );
    expect(() => walkForward(10, { train: 0, test: 1 })).toThrow("walkForward: train must be");
    expect(() => walkForward(10, { train: 1, test: 0 })).toThrow("walkForward: test must be");
    expect(() => walkForward(10, { train: 1, test: 1, purge: -1 })).toThrow("walkForward: purge must be");
  });
});

describe("takeRows", () => {
  test("gives a copy of the range", () => {
    const values = [0, 1, 2, 3, 4];
    const { train, test } = holdOut(5, { train: 0.6 });
    const rows = takeRows(values, train);
    values[0] = 99;
    expect(Array.from(rows)).toEqual([0, 1, 2]);
    expect(takeRows(values, test)).toEqual(Float64Array.of(3, 4));
  });

  test("refuses a column of another length: its rows would stand for other days", () => {
    const { train } = holdOut(1001, { train: 0.7 });
    expect(() => takeRows(new Float64Array(1000), train)).toThrow(
      "takeRows: a range out of 1001 rows must meet as many values, got 1000",
    );
  });

  test("refuses a range that is none", () => {
    expect(() => takeRows([1, 2], undefined as never)).toThrow("takeRows: range must be a range of a split");
    expect(() => takeRows([1, 2], { from: 1, to: 3, of: 2 })).toThrow(
      "range.to must be a whole number from 1 to 2",
    );
    expect(() => takeRows(undefined as never, { from: 0, to: 1, of: 2 })).toThrow(
      "values must be a list of numbers",
    );
  });
});

test("fitOnEverything copies", () => {
  const values = [1, 2];
  const rows = fitOnEverything(values);
  values[0] = 99;
  expect(Array.from(rows)).toEqual([1, 2]);
});
