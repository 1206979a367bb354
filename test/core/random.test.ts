import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";

const draws = (n: number, next: () => number): number[] => Array.from({ length: n }, next);
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe("createRng", () => {
  test("the same seed gives the same stream, and 0 is a seed", () => {
    for (const seed of [0, 1, -7, 2 ** 40])
      expect(draws(20, createRng(seed).uniform)).toEqual(draws(20, createRng(seed).uniform));
    expect(draws(3, createRng(0).uniform)).not.toEqual(draws(3, createRng(1).uniform));
  });

  test("a split depends on its label, not on what was drawn before", () => {
    const fresh = createRng(3);
    const used = createRng(3);
    draws(10, used.normal);
    expect(draws(5, used.split("dropout").uniform)).toEqual(draws(5, fresh.split("dropout").uniform));
    expect(draws(5, fresh.split("a").uniform)).not.toEqual(draws(5, fresh.split("b").uniform));
  });

  test("uniform, normal and Student t have their moments, within five standard errors", () => {
    const n = 100_000;
    const u = draws(n, createRng(1).uniform);
    expect(Math.abs(mean(u) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    expect(Math.min(...u.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...u.slice(0, 50_000))).toBeLessThan(1);
    const z = draws(n, createRng(2).normal);
    expect(Math.abs(mean(z))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(mean(z.map((x) => x * x)) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(mean(z.map((x) => x ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
    // Student t with 10 degrees of freedom: variance 10/8, kurtosis 3 + 6/6 = 4
    const rng = createRng(3);
    const t = draws(n, () => rng.studentT(10));
    expect(Math.abs(mean(t))).toBeLessThan(5 * Math.sqrt(1.25 / n));
    expect(Math.abs(mean(t.map((x) => x * x)) - 1.25)).toBeLessThan(5 * Math.sqrt((3 * 1.25 ** 2) / n));
  });

  test("integers cover their range evenly", () => {
    const rng = createRng(4);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[rng.integer(7)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000));
  });

  test("a seed must be a whole number", () => {
    expect(() => createRng(1.5)).toThrow("createRng: seed must be a whole number, got 1.5");
  });
});
