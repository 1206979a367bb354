import { expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { shuffle } from "../../lib/core/shuffle";

test("keeps what is there, and the same seed gives the same order", () => {
  const orderOf = (seed: number): number[] => {
    const numbers = Array.from({ length: 50 }, (_, k) => k);
    shuffle(numbers, createRng(seed));
    return numbers;
  };
  expect(orderOf(1)).toEqual(orderOf(1));
  expect(orderOf(1)).not.toEqual(orderOf(2));
  expect(orderOf(1).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, k) => k));
});

test("makes each of the six orders of three numbers as likely as any other", () => {
  const rng = createRng(3);
  const seen = new Map<string, number>();
  const draws = 6000;
  for (let draw = 0; draw < draws; draw++) {
    const numbers = [0, 1, 2];
    shuffle(numbers, rng);
    seen.set(numbers.join(""), (seen.get(numbers.join("")) ?? 0) + 1);
  }
  // χ² with five degrees of freedom: 20.5 is surpassed once in a thousand
  const expected = draws / 6;
  const chiSquared = [...seen.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  expect(seen.size).toBe(6);
  expect(chiSquared).toBeLessThan(20.5);
});
