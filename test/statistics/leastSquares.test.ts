import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastSquares, nestedResidualSquares } from "../../lib/statistics/leastSquares";
import { neweyWestCovariance, neweyWestLags } from "../../lib/statistics/neweyWest";
import fixture from "../fixtures/statistics/statistics.json";

const { forecast, realised, ...theirs } = fixture.regression;
const columns = [forecast.map(() => 1), forecast];

test("a line through three points, by hand", () => {
  // (0, 1), (1, 2), (2, 6): slope 5/2, intercept 1/2, residuals 1/2, −1, 1/2
  const fit = leastSquares("f", [1, 2, 6], [[1, 1, 1], [0, 1, 2]]); // prettier-ignore
  expect(fit.coefficients).toBeAllClose([0.5, 2.5]);
  expect(fit.residuals).toBeAllClose([0.5, -1, 0.5]);
  expect([fit.residualVariance, fit.rSquared]).toBeAllClose([1.5, 1 - 1.5 / 14]);
  expect(fit.degreesOfFreedom).toBe(1);
  expect(fit.inverseGram.flatMap((row) => [...row])).toBeAllClose([5 / 6, -1 / 2, -1 / 2, 1 / 2]);
  // White: Σe²xx' = [[1.5, 1.5], [1.5, 2]], between the two inverses
  const white = neweyWestCovariance([[1, 1, 1], [0, 1, 2]], fit, 0); // prettier-ignore
  expect(white.flatMap((row) => [...row])).toBeAllClose([7 / 24, -1 / 8, -1 / 8, 1 / 8]);
});

test("agrees with statsmodels: coefficients, and errors plain, White's and Newey–West's", () => {
  const fit = leastSquares("f", realised, columns);
  const close = { rtol: 1e-10, atol: 0 };
  expect(fit.standardErrors).toBeAllClose(theirs.plainStandardErrors, close);
  expect([fit.residualVariance]).toBeAllClose([theirs.residualVariance], close);
  for (const { lags, coefficients, covariance, rSquared } of theirs.robust) {
    expect(fit.coefficients).toBeAllClose(coefficients, close);
    expect([fit.rSquared]).toBeAllClose([rSquared], close);
    expect(neweyWestCovariance(columns, fit, lags).flatMap((row) => [...row])).toBeAllClose(
      covariance.flat(),
      close,
    );
  }
});

test("the rule of thumb: 4 lags at 100 rows, 7 at 1500", () => {
  expect([100, 1500].map(neweyWestLags)).toEqual([4, 7]);
});

const number = fc.integer({ min: -1000, max: 1000 });
const rows = fc.array(fc.tuple(number, number, number), { minLength: 6, maxLength: 30 });

describe("properties", () => {
  test("residuals stand upright on every column, whatever their units", () => {
    fc.assert(
      fc.property(rows, (data) => {
        const y = data.map(([v]) => v);
        const x = [data.map(() => 1), data.map(([, v]) => 1e-6 * v), data.map(([, , v]) => 1e6 * v)];
        fc.pre(independent(data.map(([, a, b]) => [a, b])));
        const { residuals } = leastSquares("f", y, x);
        for (const column of x) {
          const product = column.reduce((sum, v, t) => sum + v * residuals[t], 0);
          const size = Math.hypot(...column) * Math.hypot(...y);
          expect(Math.abs(product)).toBeLessThanOrEqual(1e-11 * size);
        }
      }),
    );
  });

  test("nested regressions are what they are alone", () => {
    fc.assert(
      fc.property(rows, (data) => {
        const y = data.map(([v]) => v);
        const x = [data.map(() => 1), data.map(([, v]) => v), data.map(([, , v]) => v)];
        fc.pre(independent(data.map(([, a, b]) => [a, b])));
        const alone = [1, 2, 3].map((k) => {
          const { residuals } = leastSquares("f", y, x.slice(0, k));
          return residuals.reduce((sum, e) => sum + e * e, 0);
        });
        const scale = y.reduce((sum, v) => sum + v * v, 1);
        expect(nestedResidualSquares("f", y, x)).toBeAllClose(alone, { rtol: 1e-9, atol: 1e-10 * scale });
      }),
    );
  });
});

/** Far enough from collinear for the tolerances above. */
function independent(pairs: readonly (readonly number[])[]): boolean {
  const n = pairs.length;
  const [ma, mb] = [0, 1].map((i) => pairs.reduce((sum, p) => sum + p[i], 0) / n);
  const sum = (f: (a: number, b: number) => number): number =>
    pairs.reduce((s, [a, b]) => s + f(a - ma, b - mb), 0);
  const [aa, bb, ab] = [sum((a) => a * a), sum((_, b) => b * b), sum((a, b) => a * b)];
  return aa > n && bb > n && ab * ab < 0.999 * aa * bb;
}

test("collinear columns and too few rows are refused", () => {
  expect(() => leastSquares("f", [1, 2, 4, 3], [[1, 1, 1, 1], [0.1, 0.1, 0.1, 0.1]])).toThrow(
    "f: column 1 of the regression must be independent of the others",
  ); // prettier-ignore
  expect(() => leastSquares("f", [1, 2], [[1, 1], [1, 2]])).toThrow(
    "f: a regression on 2 columns needs more rows than that, got 2",
  ); // prettier-ignore
});
