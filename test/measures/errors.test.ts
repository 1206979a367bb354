import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mae, mape, mse, qlike, rmse, rSquared } from "../../lib/measures/errors";
import fixture from "../fixtures/measures/measures.json";
import { EXACT } from "../support/tolerances";

/** Thousandths: no two numbers so close that a ratio of differences loses its digits. */
const number = fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1000);
const pairs = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 30 });
const positive = fc.integer({ min: 1, max: 1e6 }).map((n) => n / 1000);
const positivePairs = fc.array(fc.tuple(positive, positive), { minLength: 2, maxLength: 30 });
const unzip = (rows: readonly (readonly [number, number])[]): [number[], number[]] => [
  rows.map(([y]) => y),
  rows.map(([, f]) => f),
];

describe("by hand", () => {
  // Errors 1, −2, 0, 3; mean of the actuals 5, squares around it 9 + 1 + 1 + 9 = 20
  const actual = [2, 4, 6, 8];
  const predicted = [1, 6, 6, 5];

  test("squared, absolute, per cent", () => {
    expect(mse(actual, predicted)).toBe(14 / 4);
    expect(rmse(actual, predicted)).toBe(Math.sqrt(14 / 4));
    expect(mae(actual, predicted)).toBe(6 / 4);
    expect(mape(actual, predicted)).toBe((50 + 50 + 0 + 37.5) / 4); // in per cent
    expect(mape(actual, predicted, { unit: "fraction" })).toBe((0.5 + 0.5 + 0 + 0.375) / 4);
  });

  test("R²", () => {
    expect([rSquared(actual, predicted)]).toBeAllClose([1 - 14 / 20]);
    expect(rSquared(actual, actual)).toBe(1);
    expect(rSquared(actual, [5, 5, 5, 5])).toBe(0);
    expect(rSquared(actual, [8, 6, 4, 2])).toBe(1 - 80 / 20); // worse than the mean
  });

  test("QLIKE", () => {
    expect(qlike([1], [1])).toBe(1);
    expect(qlike([2, 0], [4, 1])).toBe((Math.log(4) + 0.5) / 2); // a day without movement is allowed
    // 0.5 − ln 0.5 − 1 and 0: the perfect forecast
    expect([qlike([2, 3], [4, 3], { form: "ratio" })]).toBeAllClose([(Math.LN2 - 0.5) / 2]);
  });
});

test("agree with scikit-learn", () => {
  const { actual, predicted } = fixture;
  const ours = [mse, rmse, mae, mape, rSquared].map((measure) => measure(actual, predicted));
  const theirs = [fixture.mse, fixture.rmse, fixture.mae, 100 * fixture.mapeFraction, fixture.rSquared];
  expect(ours).toBeAllClose(theirs, EXACT);
});

describe("properties", () => {
  test("the order of the days does not matter", () => {
    fc.assert(
      fc.property(positivePairs, (rows) => {
        fc.pre(new Set(rows.map(([y]) => y)).size > 1);
        for (const measure of [mse, rmse, mae, mape, rSquared, qlike])
          expect([measure(...unzip([...rows].reverse()))]).toBeAllClose([measure(...unzip(rows))], {
            rtol: 1e-10,
            atol: 1e-12,
          });
      }),
    );
  });

  test("units: mse squares them, rmse and mae carry them, mape and R² have none", () => {
    fc.assert(
      fc.property(positivePairs, (rows) => {
        const [y, f] = unzip(rows);
        fc.pre(new Set(y).size > 1);
        const [y4, f4] = unzip(rows.map(([a, b]) => [4 * a, 4 * b])); // a power of two: to the last bit
        expect(mse(y4, f4)).toBe(16 * mse(y, f));
        expect(rmse(y4, f4)).toBe(4 * rmse(y, f));
        expect(mae(y4, f4)).toBe(4 * mae(y, f));
        expect(mape(y4, f4)).toBe(mape(y, f));
        expect(rSquared(y4, f4)).toBe(rSquared(y, f));
      }),
    );
  });

  test("mae ≤ rmse ≤ √n · mae, and R² ≤ 1", () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [y, f] = unzip(rows);
        const slack = 1 + 1e-12;
        expect(mae(y, f)).toBeLessThanOrEqual(rmse(y, f) * slack);
        expect(rmse(y, f)).toBeLessThanOrEqual(Math.sqrt(y.length) * mae(y, f) * slack);
        if (new Set(y).size > 1) expect(rSquared(y, f)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("QLIKE is lowest at the true variance, and punishes half more than double", () => {
    fc.assert(
      fc.property(positive, fc.double({ min: 1.01, max: 50, noNaN: true }), (h, factor) => {
        const best = qlike([h], [h]);
        expect(qlike([h], [h / factor])).toBeGreaterThan(best);
        expect(qlike([h], [h * factor])).toBeGreaterThan(best);
        expect(qlike([h], [h / factor])).toBeGreaterThan(qlike([h], [h * factor]));
      }),
    );
  });
});

describe("what has no answer is refused", () => {
  test.each([mse, rmse, mae, mape, rSquared])("%o", (measure) => {
    const { name } = measure;
    expect(() => measure([1, 2], [1])).toThrow(
      `${name}: actual and forecast must have the same length, got 2 and 1`,
    );
    expect(() => measure([], [])).toThrow(`${name}: actual must hold at least 1 values, got 0`);
    expect(() => measure([1, 2], [1, Number.NaN])).toThrow(
      `${name}: forecast[1] must be a finite number, got NaN`,
    );
  });

  test("a percentage of 0", () => {
    expect(() => mape([1, 2, 0], [1, 2, 3])).toThrow("mape: actual[2] must be different from 0, got 0");
  });

  test("R² of a constant", () => {
    expect(() => rSquared([0.1, 0.1, 0.1], [0, 0.1, 0.2])).toThrow(
      "rSquared: actual must be values that are not all the same",
    );
  });

  test("variances that are none", () => {
    expect(() => qlike([1], [0])).toThrow("qlike: forecastVariance[0] must be above 0, got 0");
    expect(() => qlike([-1], [1])).toThrow("qlike: realisedVariance[0] must be at least 0, got -1");
    expect(() => qlike([0], [1], { form: "ratio" })).toThrow("realisedVariance[0] must be above 0, got 0");
    expect(() => qlike([1], [1], { form: "log" as never })).toThrow(
      'form must be one of "likelihood", "ratio"',
    );
    expect(() => mape([1], [1], { unit: "%" as never })).toThrow('unit must be one of "percent", "fraction"');
    expect(() => qlike([1, 2], [1])).toThrow(
      "qlike: realisedVariance and forecastVariance must have the same length",
    );
  });
});
