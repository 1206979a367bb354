import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cholesky, choleskySolve, inverseOf } from "../../lib/math/cholesky";
import { dot, product, times, transpose, unit, zeros } from "../../lib/math/matrix";

const entry = fc.double({ min: -3, max: 3, noNaN: true });
/** G·Gᵀ + I: positive definite, and far enough from singular. */
const positiveDefinite = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }).map((rows) => {
    const gram = product(rows, transpose(rows));
    return gram.map((row, i) => row.map((x, j) => x + (i === j ? 1 : 0)));
  }),
);

describe("by hand", () => {
  // [4 2; 2 5] = [2 0; 1 2]·[2 1; 0 2]
  const a = [[4, 2], [2, 5]]; // prettier-ignore

  test("factor, solution and inverse", () => {
    expect(cholesky(a)).toEqual([Float64Array.of(2, 0), Float64Array.of(1, 2)]);
    // 4x + 2y = 8, 2x + 5y = 12: x = 1, y = 2
    expect(choleskySolve(cholesky(a)!, [8, 12])).toBeAllClose([1, 2]);
    expect(inverseOf(a)!.flatMap((row) => [...row])).toBeAllClose([5 / 16, -1 / 8, -1 / 8, 1 / 4]);
  });

  test("products", () => {
    expect(dot([1, 2, 3], [4, 5, 6])).toBe(32);
    expect(times(a, [1, 2])).toBeAllClose([8, 12]);
    expect(product([[1, 2]], a)).toEqual([Float64Array.of(8, 12)]);
    expect(transpose([[1, 2, 3], [4, 5, 6]])).toEqual([[1, 4], [2, 5], [3, 6]].map((row) => Float64Array.from(row))); // prettier-ignore
    expect(unit(3, 1)).toEqual(Float64Array.of(0, 1, 0));
    expect(zeros(2, 3)).toEqual([new Float64Array(3), new Float64Array(3)]);
  });
});

test("what is not positive definite has no factor and no inverse", () => {
  for (const a of [
    [
      [1, 2],
      [2, 1],
    ],
    [[0]],
    [
      [1, 1],
      [1, 1],
    ],
    [[Number.NaN]],
    [[Infinity]],
  ]) {
    // prettier-ignore
    expect(cholesky(a)).toBeUndefined();
    expect(inverseOf(a)).toBeUndefined();
  }
});

test("the factor rebuilds the matrix, and the inverse undoes it", () => {
  fc.assert(
    fc.property(positiveDefinite, (a) => {
      const lower = cholesky(a)!;
      const flat = (rows: readonly Float64Array[]): number[] => rows.flatMap((row) => [...row]);
      expect(flat(product(lower, transpose(lower)))).toBeAllClose(flat(a), { rtol: 1e-12, atol: 1e-12 });
      const identity = flat(a.map((_, i) => unit(a.length, i)));
      expect(flat(product(inverseOf(a)!, a))).toBeAllClose(identity, { atol: 1e-10 });
    }),
  );
});
