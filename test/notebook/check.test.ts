import { expect, test } from "vitest";
import { checkText } from "../../lib/notebook/exercises/check";

test("no answer is told to be none", () => {
  expect(checkText(undefined, 1, {})).toMatch(/^No answer yet/);
});

test("a number is right within the tolerance, nearly right within ten times that, and else wrong", () => {
  expect(checkText(2.66, 2.6646, {})).toBe("✓ Right.");
  expect(checkText(2.7, 2.66, { lookAt: "the root" })).toBe("≈ Nearly: off by 1.5 %. Look at the root.");
  expect(checkText(7.1, 2.66, { lookAt: "the root" })).toBe("✗ Not yet. Look at the root.");
  expect(checkText(0.001, 0, {})).toBe("✓ Right.");
  expect(checkText(NaN, 1, {})).toBe("✗ Not yet.");
});

test("a known mistake gets its reason", () => {
  const mistakes = [{ answer: 7.1, because: "That is the variance." }];
  expect(checkText(7.1, 2.66, { mistakes })).toBe("✗ Not yet. That is the variance.");
});

test("lists are compared entry by entry, texts whatever their case", () => {
  expect(checkText([7, 5], Float64Array.of(7, 5), {})).toBe("✓ Right.");
  expect(checkText([7, 6], [7, 5], {})).toBe("✗ Not yet.");
  expect(checkText([7], [7, 5], {})).toBe(
    "✗ Not yet. The answer is a list of 2 numbers, yours is a list of 1 number.",
  );
  expect(checkText(" btc", "BTC", {})).toBe("✓ Right.");
  expect(checkText(1, "BTC", {})).toBe("✗ Not yet. The answer is a text, yours is a number.");
});

test("what is right is computed only for an answer", () => {
  let asked = 0;
  const right = () => ++asked;
  checkText(undefined, right, {});
  expect(asked).toBe(0);
  expect(checkText(1, right, {})).toBe("✓ Right.");
  expect(asked).toBe(1);
});
