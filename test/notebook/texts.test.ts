import { expect, test } from "vitest";
import {
  fixedText,
  intervalText,
  percentText,
  pValueText,
  spreadText,
  testColumns,
} from "../../lib/notebook/texts";

test("numbers have a true minus sign, and zero has none", () => {
  expect(fixedText(-1.2345, 2)).toBe("−1.23");
  expect(fixedText(1.5, 0)).toBe("2");
  expect(fixedText(-0.0004, 3)).toBe("0.000");
  expect(fixedText(-0, 1)).toBe("0.0");
  expect(percentText(0.0512)).toBe("5.1 %");
  expect(percentText(-0.5, 0)).toBe("−50 %");
  expect(() => fixedText(1, -1)).toThrow("digits");
});

test("a p-value never reads as zero", () => {
  expect(pValueText(0.04321)).toBe("0.0432");
  expect(pValueText(0.00011)).toBe("0.0001");
  expect(pValueText(0.00009)).toBe("< 0.0001");
  expect(pValueText(0, 3)).toBe("< 0.001");
  expect(pValueText(1)).toBe("1.0000");
});

test("intervals, spreads and tests", () => {
  const interval = { estimate: 0.2, lower: -0.5, upper: 1 };
  expect(intervalText(interval)).toBe("−0.500 … 1.000");
  expect(intervalText(interval, percentText)).toBe("−50.0 % … 100.0 %");
  expect(spreadText([1, 2, 3], 2)).toBe("2.00 ± 1.00");
  expect(spreadText([1.25], 1)).toBe("1.3");
  expect(testColumns("Q(20)", { statistic: 31.4, pValue: 0.0502 })).toEqual({
    "Q(20)": 31.4,
    "p, Q(20)": "0.0502",
  });
});
