import fc from "fast-check";
import { expect, test } from "vitest";
import { mean, variance } from "../../lib/math/moments";
import { EXACT } from "../support/tolerances";

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 40 });

test("four numbers by hand", () => {
  // mean 4; squares 9 + 1 + 1 + 9 = 20
  expect(mean([1, 3, 5, 7])).toBe(4);
  expect(variance([1, 3, 5, 7], 0)).toBe(5);
  expect(variance([1, 3, 5, 7], 1)).toBe(20 / 3);
  expect(mean([99, 1, 3, 99], 1, 3)).toBe(2);
  expect(variance([99, 1, 3, 99], 1, 1, 3)).toBe(2);
});

test("equal values have exactly their value as mean, and variance 0", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 2, max: 400 }), (x, n) => {
      const same = new Array<number>(n).fill(x);
      expect(mean(same) === x).toBe(true); // −0 and 0 are the same value
      expect(variance(same, 1)).toBe(0);
    }),
  );
});

test("digits survive a large offset", () => {
  // The naive Σx² − n·x̄² gives 0 or worse here
  expect(variance([1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75], 1)).toBe(0.0625);
});

test("Σ(x − c)² = Σ(x − x̄)² + n(x̄ − c)² for any c", () => {
  fc.assert(
    fc.property(values, fc.double({ min: -10, max: 10, noNaN: true }), (x, c) => {
      const around = x.reduce((sum, v) => sum + (v - c) ** 2, 0);
      const split = x.length * (variance(x, 0) + (mean(x) - c) ** 2);
      expect([split]).toBeAllClose([around], { rtol: EXACT.rtol, atol: 1e-9 });
    }),
  );
});
