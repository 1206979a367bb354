import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printedLike, printedTolerance, printedValue } from "../../lib/papers/printed";

describe("a printed number", () => {
  test.each([
    ["0.0107", 0.0107, 0.00005],
    ["1", 1, 0.5],
    ["-1", -1, 0.5],
    ["+3.50", 3.5, 0.005],
    ["4.6e-04", 0.00046, 0.000005],
    ["1.673 trillion", 1_673_000_000_000, 500_000_000],
    ["239.8 billion", 239_800_000_000, 50_000_000],
    ["853.2 million", 853_200_000, 50_000],
    ["12 thousand", 12_000, 500],
    ["-2.43%", -0.0243, 0.00005],
    ["-5.51152", -5.51152, 0.000005],
    ["0.00250", 0.0025, 0.000005],
  ])("%s is %d, give or take %d", (printed, value, tolerance) => {
    expect(printedValue(printed)).toBe(value);
    expect(printedTolerance(printed)).toBe(tolerance);
  });

  test.each(["", "Yes", "1,673", ".5", "5.", "1.2.3", "1.673 zillion", "1.673trillion", "e5", "NaN", "0x10"])(
    "%j is refused",
    (printed) => {
      expect(() => printedValue(printed)).toThrow("printedValue: printed must be a decimal number");
      expect(() => printedTolerance(printed)).toThrow("printedTolerance: printed must be a decimal number");
    },
  );

  test("a value is written as the paper writes its own", () => {
    expect(printedLike("1.673 trillion", 1.690198e12)).toBe("1.690 trillion");
    expect(printedLike("4.6e-04", 0.00123)).toBe("1.2e-03");
    expect(printedLike("-2.43%", -0.02399)).toBe("-2.40%");
    expect(printedLike("0.00250", 0.0023)).toBe("0.00230");
    expect(printedLike("4", 3)).toBe("3");
    expect(() => printedLike("4", Number.NaN)).toThrow("printedLike: value must be a finite number, got NaN");
  });

  test("what is written like a printed number reads back within its tolerance", () => {
    const examples = fc.constantFrom("0.0107", "7", "1.673 trillion", "239.8 billion", "-2.43%", "507.4994");
    fc.assert(
      fc.property(examples, fc.integer({ min: -(10 ** 6), max: 10 ** 6 }), (printed, steps) => {
        const tolerance = printedTolerance(printed);
        const value = steps * tolerance * 0.37;
        const gap = Math.abs(printedValue(printedLike(printed, value)) - value);
        expect(gap).toBeLessThanOrEqual(tolerance * (1 + 1e-6));
      }),
    );
  });
});
