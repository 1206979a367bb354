import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { logReturns } from "../../lib/indicators/returns";
import { wanders } from "../../lib/math/wanders";

const normals = (seed: number, length: number): number[] => {
  const rng = createRng(seed);
  return Array.from({ length }, () => rng.normal());
};
const summed = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map((x) => (sum += x));
};

test("by hand: 31 values that rise by one", () => {
  // Σ(ΔR)² = 30, Σ(R − R̄)² = n(n² − 1)/12 = 2480: v = 30/2480 · 31/30 = 1/80, bound 2 − 10/√31 = 0.20
  const rising = Array.from({ length: 31 }, (_, t) => t);
  expect(wanders(rising)).toBe(true);
  expect(wanders(rising.slice(1))).toBe(false); // 30 values may be sorted
  expect(wanders(rising.map((x) => (x % 2 === 0 ? x : 31 - x)))).toBe(false);
});

test("random walks of 150 wander, independent values of any length don't", () => {
  for (let seed = 1; seed <= 300; seed++) {
    expect(wanders(summed(normals(seed, 150))), `walk ${seed}`).toBe(true);
    for (const length of [31, 50, 80, 400])
      expect(wanders(normals(seed, length)), `noise ${seed}`).toBe(false);
  }
});

test("scale, shift and sign change nothing", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      (seed, unit) => {
        for (const values of [normals(seed, 60), summed(normals(seed, 60))])
          for (const moved of [values.map((x) => unit * x), values.map((x) => x + 10), values.map((x) => -x)])
            expect(wanders(moved)).toBe(wanders(values));
      },
    ),
    { numRuns: 50 },
  );
});

test("a series that stands most of the time does not wander", () => {
  expect(wanders(Array.from({ length: 100 }, (_, t) => (t < 60 ? 0 : 1)))).toBe(false);
});

const DATA = process.env.VOLFOLIO_DATA ?? "";
const folders = ["binance", "hourly", "okx", "yahoo"].filter((name) => existsSync(join(DATA, name)));

describe.skipIf(DATA === "" || folders.length === 0)("real data", () => {
  const closesIn = (folder: string): [string, number[]][] =>
    readdirSync(join(DATA, folder))
      .filter((file) => file.endsWith(".csv"))
      .map((file) => {
        const [head, ...rows] = readFileSync(join(DATA, folder, file), "utf8")
          .trim()
          .split("\n");
        const at = head.split(",").findIndex((name) => /close/i.test(name));
        return [`${folder}/${file}`, rows.map((row) => Number(row.split(",")[at])).filter((x) => x > 0)];
      });

  test.each(folders.flatMap(closesIn))("%s: no window of returns wanders, all prices do", (_, closes) => {
    const returns = logReturns(closes);
    for (const length of [31, 80, 250])
      for (let from = 0; from + length <= returns.length; from += Math.ceil(length / 4))
        expect(wanders(returns.subarray(from, from + length)), `${length} from ${from}`).toBe(false);
    for (const level of [
      closes,
      closes.map(Math.log),
      Array.from(returns, (__, t) => Math.log(closes[t + 1] / closes[0])),
    ])
      for (let from = 0; from + 200 <= level.length; from += 100)
        expect(wanders(level.slice(from, from + 200)), `level from ${from}`).toBe(true);
  });
});
