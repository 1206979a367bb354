import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exp, log } from "../../lib/core/elementary";
import { quickExp, quickLog } from "../../lib/core/elementary/quick";

/** What their documentation promises. */
const PROMISED = 1e-15;

describe("quick exponentials and logarithms beside the exact ones", () => {
  test("quickExp: relative error", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(quickExp(x) / exp(x) - 1)).toBeLessThanOrEqual(PROMISED * (1 + Math.abs(x)));
      }),
      { numRuns: 20_000 },
    );
  });

  test("quickLog: error", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(quickLog(x) - log(x))).toBeLessThanOrEqual(PROMISED * (1 + Math.abs(log(x))));
      }),
      { numRuns: 20_000 },
    );
  });

  test("at the borders of their tables, and beyond their range as the exact ones", () => {
    for (let j = 0; j < 256; j++) {
      const x = 1 + j / 128;
      expect(Math.abs(quickLog(x) - log(x))).toBeLessThanOrEqual(2 * PROMISED);
    }
    expect(quickExp(0)).toBe(1);
    for (const x of [-800, 800, Infinity, -Infinity]) expect(quickExp(x)).toBe(exp(x));
    expect(quickExp(NaN)).toBeNaN();
    for (const x of [0, 5e-324, 1e305, Infinity]) expect(quickLog(x)).toBe(log(x));
    expect(quickLog(-1)).toBeNaN();
  });
});
