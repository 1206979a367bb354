import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdOut } from "../../lib/series/splits";
import { slidingWindows } from "../../lib/series/windows";
import fixture from "../fixtures/series/series.json";

const value = fc.integer({ min: -1000, max: 1000 });
const columns = fc
  .record({ rows: fc.integer({ min: 6, max: 30 }), features: fc.integer({ min: 1, max: 3 }) })
  .chain(({ rows, features }) =>
    fc.array(fc.array(value, { minLength: rows, maxLength: rows }), {
      minLength: features,
      maxLength: features,
    }),
  );
const length = fc.integer({ min: 2, max: 6 });

describe("slidingWindows", () => {
  test("five rows in windows of three, by hand", () => {
    const windows = slidingWindows([1, 2, 3, 4, 5], { window: 3 });
    expect(windows).toEqual({
      shape: [3, 2, 1],
      inputs: Float64Array.of(1, 2, 2, 3, 3, 4),
      targets: Float64Array.of(3, 4, 5),
      target: 0,
      firstTarget: 2,
    });
  });

  test("two features side by side, the second as target", () => {
    const windows = slidingWindows([[1, 2, 3], Float32Array.of(10, 20, 30)], { window: 3, target: 1 });
    expect(windows.shape).toEqual([1, 2, 2]);
    expect(windows.inputs).toEqual(Float64Array.of(1, 10, 2, 20));
    expect(windows.targets).toEqual(Float64Array.of(30));
  });

  test("paper 1: 1001 days in windows of 60 are 942, of 59 inputs each", () => {
    const day = Float64Array.from({ length: 1001 }, (_, t) => t);
    expect(slidingWindows([day, day, day], { window: 60 }).shape).toEqual([942, 59, 3]);
  });

  test("agrees with numpy's sliding_window_view", () => {
    const { close, volume } = fixture;
    const windows = slidingWindows([close, volume], { window: 10 });
    expect(windows.shape).toEqual(fixture.windows.shape);
    expect(Array.from(windows.inputs)).toEqual(fixture.windows.inputs);
    expect(Array.from(windows.targets)).toEqual(fixture.windows.targets);
  });

  test("every input is a row before its target", () => {
    fc.assert(
      fc.property(columns, length, (x, length) => {
        // each value replaced by its row, so that the windows hold rows
        const rows = x.map((values) => values.map((_, row) => row));
        const { inputs, targets, shape, firstTarget } = slidingWindows(rows, { window: length });
        expect(shape).toEqual([x[0].length - length + 1, length - 1, x.length]);
        targets.forEach((row, w) => expect(row).toBe(firstTarget + w));
        inputs.forEach((row, i) => {
          const w = Math.floor(i / (shape[1] * shape[2]));
          const s = Math.floor(i / shape[2]) % shape[1];
          expect(row).toBe(targets[w] - shape[1] + s);
        });
      }),
    );
  });

  test("changing the future never changes the past", () => {
    fc.assert(
      fc.property(columns, length, value, (x, length, other) => {
        const changed = x.map((values) => [...values.slice(0, -1), other]);
        const [before, after] = [x, changed].map((c) => slidingWindows(c, { window: length }));
        expect(after.inputs).toEqual(before.inputs); // the last row is nobody's input
        expect(after.targets.subarray(0, -1)).toEqual(before.targets.subarray(0, -1));
      }),
    );
  });

  test("train and test targets split all windows, and test inputs may reach back", () => {
    fc.assert(
      fc.property(columns, length, fc.double({ min: 0.5, max: 0.9, noNaN: true }), (x, length, fraction) => {
        const split = holdOut(x[0].length, { train: fraction });
        fc.pre(split.train.to >= length);
        const all = slidingWindows(x, { window: length });
        const [train, test] = [split.train, split.test].map((targetsIn) =>
          slidingWindows(x, { window: length, targetsIn }),
        );
        expect([...train.inputs, ...test.inputs]).toEqual([...all.inputs]);
        expect([...train.targets, ...test.targets]).toEqual([...all.targets]);
        expect(test.firstTarget).toBe(split.test.from);
      }),
    );
  });

  test("refuses what can't be cut", () => {
    expect(() => slidingWindows([1, 2], { window: 3 })).toThrow(
      "slidingWindows: a target with 2 rows before it must be there, got 2 rows",
    );
    expect(() => slidingWindows([1, 2, 3, 4], { window: 3, targetsIn: { from: 0, to: 2, of: 4 } })).toThrow(
      "a target with 2 rows before it must be there, got 4 rows and targets in 0 to 1",
    );
    expect(() => slidingWindows([1, 2, 3], { window: 2, targetsIn: { from: 0, to: 2, of: 4 } })).toThrow(
      "slidingWindows: a range out of 4 rows must meet as many values, got 3",
    );
    expect(() =>
      slidingWindows(
        [
          [1, 2, 3],
          [1, 2],
        ],
        { window: 2 },
      ),
    ).toThrow("slidingWindows: columns[0] and columns[1] must have the same length, got 3 and 2");
    expect(() => slidingWindows([1, 2, 3], { window: 2, target: 1 })).toThrow(
      "target must be a whole number from 0 to 0",
    );
    expect(() => slidingWindows([1, 2, 3], { window: 1 })).toThrow(
      "window must be a whole number, at least 2, got 1",
    );
    expect(() => slidingWindows([], { window: 2 })).toThrow(
      "columns must be a list of numbers, or several of them",
    );
    expect(() => slidingWindows([1, Number.NaN, 3], { window: 2 })).toThrow(
      "columns[0][1] must be a finite number",
    );
  });

  test("200 000 rows", () => {
    const long = Float64Array.from({ length: 200_000 }, (_, t) => t);
    expect(slidingWindows([long, long], { window: 10 }).inputs.length).toBe(199_991 * 9 * 2);
  });
});
