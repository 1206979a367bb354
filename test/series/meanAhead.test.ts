import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanAhead } from "../../lib/series/meanAhead";

const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });

describe("meanAhead", () => {
  test("four days by hand", () => {
    // (1 + 2)/2, (2 + 6)/2, (6 + 4)/2
    expect(meanAhead([1, 2, 6, 4], 2)).toEqual(Float64Array.of(1.5, 4, 5));
    expect(meanAhead([1, 2, 6], 3)).toEqual(Float64Array.of(3));
    expect(meanAhead([1, 2, 6], 1)).toEqual(Float64Array.of(1, 2, 6));
  });

  test("entry t does not know the days before t, nor those from t + horizon on", () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), (list, a, b) => {
        const horizon = 1 + (a % list.length);
        const t = b % (list.length - horizon + 1);
        const elsewhere = list.map((x, i) => (i < t || i >= t + horizon ? x + 7 : x));
        expect(meanAhead(elsewhere, horizon)[t]).toBe(meanAhead(list, horizon)[t]);
      }),
    );
  });

  test("misuse", () => {
    expect(() => meanAhead([1, 2], 3)).toThrow("meanAhead: values must hold at least 3 days, got 2");
    expect(() => meanAhead([1, 2], 0)).toThrow("meanAhead: horizon");
    expect(() => meanAhead([1, Number.NaN], 1)).toThrow("meanAhead: values[1]");
  });
});
