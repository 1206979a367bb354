import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minMaxScaler, relativeScaler, standardScaler } from "../../lib/series/scalers";
import { fitOnEverything, holdOut, takeRows, walkForward } from "../../lib/series/splits";
import { slidingWindows } from "../../lib/series/windows";
import fixture from "../fixtures/series/series.json";
import { EXACT } from "../support/tolerances";

const { close, volume, train } = fixture;
/** Hundredths, not all the same. */
const values = fc
  .uniqueArray(fc.integer({ min: -1e5, max: 1e5 }), { minLength: 6, maxLength: 40 })
  .map((v) => v.map((x) => x / 100));
const scalers = [
  { name: "minMaxScaler", scalerOf: minMaxScaler, sklearn: fixture.minMax },
  { name: "standardScaler", scalerOf: standardScaler, sklearn: fixture.standard },
];

test("by hand", () => {
  const minMax = minMaxScaler(fitOnEverything([2, 4, 6]));
  expect(minMax).toMatchObject({ minimum: 2, maximum: 6 });
  expect(minMax.transform([2, 4, 6, 8])).toEqual(Float64Array.of(0, 0.5, 1, 1.5));
  // mean 5, squares 9 + 1 + 1 + 9 among four
  const standard = standardScaler(fitOnEverything([2, 4, 6, 8]));
  expect(standard).toMatchObject({ mean: 5, standardDeviation: Math.sqrt(5) });
  expect(standard.transform([5, 10])).toBeAllClose([0, Math.sqrt(5)]);
});

describe.each(scalers)("$name", ({ name, scalerOf, sklearn }) => {
  test("agrees with scikit-learn, fitted on the training rows", () => {
    const split = holdOut(close.length, { train: train / close.length });
    expect(scalerOf(takeRows(close, split.train)).transform(close)).toBeAllClose(sklearn, EXACT);
  });

  test("the way back leads back", () => {
    fc.assert(
      fc.property(values, (x) => {
        const { transform, inverse } = scalerOf(fitOnEverything(x));
        expect(inverse(transform(x))).toBeAllClose(x, { rtol: 1e-12, atol: 1e-10 });
      }),
    );
  });

  test("does not depend on the unit", () => {
    fc.assert(
      fc.property(values, (x) => {
        const other = x.map((v) => 100 * v - 7);
        const scaled = scalerOf(fitOnEverything(x)).transform(x);
        expect(scalerOf(fitOnEverything(other)).transform(other)).toBeAllClose(scaled, { atol: 1e-9 });
      }),
    );
  });

  test("changing the test part changes neither the scaler nor the scaled past", () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.3, max: 0.9, noNaN: true }), (x, fraction) => {
        const { train } = holdOut(x.length, { train: fraction });
        fc.pre(train.to >= 2);
        const changed = x.map((v, row) => (row < train.to ? v : 12345));
        const [before, after] = [x, changed].map((v) => scalerOf(takeRows(v, train)).transform(v));
        expect(after.subarray(0, train.to)).toEqual(before.subarray(0, train.to));
      }),
    );
  });

  test("can be fitted on training rows only: the rest does not compile, and throws", () => {
    const split = walkForward(close.length, { train: 20, test: 6 })[0];
    expect(() => scalerOf(takeRows(close, split.train))).not.toThrow();
    const refusal = `${name}: trainRows must be made by takeRows(values, split.train), got`;
    // @ts-expect-error -- the test part
    expect(() => scalerOf(takeRows(close, split.test))).toThrow(refusal);
    // @ts-expect-error -- a plain list
    expect(() => scalerOf(close)).toThrow(refusal);
    // a range that nobody split: it compiles, because a spread keeps the brand, and is refused all the same
    expect(() => scalerOf(takeRows(close, { ...split.train, to: close.length }))).toThrow(refusal);
    // @ts-expect-error -- what was computed from training rows is no longer known to be
    expect(() => scalerOf(takeRows(close, split.train).map((x) => 2 * x))).toThrow(refusal);
  });

  test("refuses training rows that are all the same, and values that are no numbers", () => {
    expect(() => scalerOf(fitOnEverything([0.1, 0.1, 0.1]))).toThrow(
      `${name}: trainRows must be values that are not all the same, got 0.1`,
    );
    const scaler = scalerOf(fitOnEverything([1, 2]));
    expect(() => scaler.transform([1, Number.NaN])).toThrow(
      `${name}.transform: values[1] must be a finite number`,
    );
    expect(() => scaler.inverse([Number.NaN])).toThrow(`${name}.inverse: scaled[0] must be a finite number`);
  });
});

describe("relativeScaler", () => {
  test("by hand: each window by its own first row, each feature by its own", () => {
    const prices = [10, 11, 12, 9];
    const volumes = [4, 2, 8, 2];
    const { scaled, inverse } = relativeScaler(slidingWindows([prices, volumes], { window: 3 }));
    expect(scaled.inputs).toBeAllClose([0, 0, 0.1, -0.5, 0, 0, 1 / 11, 3]);
    expect(scaled.targets).toBeAllClose([0.2, -2 / 11]);
    expect(inverse([0.2, -2 / 11])).toBeAllClose([12, 9]);
    expect(inverse([0, 1])).toBeAllClose([10, 22]); // predictions, too
  });

  test("the target is scaled by the first row of its own feature", () => {
    const windows = slidingWindows(
      [
        [10, 11, 12],
        [4, 2, 8],
      ],
      { window: 3, target: 1 },
    );
    expect(relativeScaler(windows).scaled.targets).toBeAllClose([1]);
    expect(relativeScaler(windows).inverse([1])).toBeAllClose([8]);
  });

  test("agrees with numpy", () => {
    const { scaled } = relativeScaler(slidingWindows([close, volume], { window: 10 }));
    const near = { rtol: 1e-12, atol: 1e-15 };
    expect(scaled.inputs).toBeAllClose(fixture.windows.relativeInputs, near);
    expect(scaled.targets).toBeAllClose(fixture.windows.relativeTargets, near);
  });

  test("the way back leads back, and the unit does not matter", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 6 }), (x, length) => {
        const prices = x.map((v) => v + 1001);
        const windows = slidingWindows(prices, { window: length });
        const { scaled, inverse } = relativeScaler(windows);
        expect(inverse(scaled.targets)).toBeAllClose(windows.targets);
        const inDollars = relativeScaler(
          slidingWindows(
            prices.map((v) => 8 * v),
            { window: length },
          ),
        );
        expect(inDollars.scaled.inputs).toEqual(scaled.inputs);
        expect(inDollars.scaled.targets).toEqual(scaled.targets);
      }),
    );
  });

  test("changing the future never changes the past", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 6 }), (x, length) => {
        const prices = x.map((v) => v + 1001);
        const changed = [...prices.slice(0, -1), 777];
        const [before, after] = [prices, changed].map(
          (p) => relativeScaler(slidingWindows(p, { window: length })).scaled,
        );
        expect(after.inputs).toEqual(before.inputs);
        expect(after.targets.subarray(0, -1)).toEqual(before.targets.subarray(0, -1));
      }),
    );
  });

  test("leaves the windows as they are", () => {
    const windows = slidingWindows([10, 11, 12], { window: 2 });
    relativeScaler(windows);
    expect(windows.inputs).toEqual(Float64Array.of(10, 11));
  });

  test("refuses a window that begins with 0, and predictions of another number", () => {
    const windows = slidingWindows(
      [
        [1, 2, 3, 4],
        [5, 0, 7, 8],
      ],
      { window: 3 },
    );
    expect(() => relativeScaler(windows)).toThrow(
      "relativeScaler: the first value of window 1, feature 1, must be different from 0, got 0",
    );
    const { inverse } = relativeScaler(slidingWindows([1, 2, 3], { window: 2 }));
    expect(() => inverse([0.1])).toThrow("scaledTargets and targets must have the same length, got 1 and 2");
  });
});
