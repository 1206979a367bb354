import { expect, test } from "vitest";
import { checkNumber } from "../../lib/core/checks";

const BELOW_ONE = 1 - Number.EPSILON;

test.each([
  [0, 1, "a number from 0 to 1"],
  [0, undefined, "a number, at least 0"],
  [Number.MIN_VALUE, undefined, "a number above 0"],
  [Number.MIN_VALUE, BELOW_ONE, "a number above 0 and below 1"],
  [0.5, BELOW_ONE, "a number from 0.5 and below 1"],
  [Number.EPSILON, 3, "a number above 0 and up to 3"],
])("from %d to %d is told as %s", (low, high, words) => {
  expect(() => checkNumber("f", "x", NaN, low, high)).toThrow(`f: x must be ${words}, got NaN`);
});
