import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { christoffersenTest, expectedShortfallTest, kupiecTest } from "../../lib/statistics";

const fixture = JSON.parse(readFileSync(join(__dirname, "../fixtures/risk/risk.json"), "utf8")) as {
  readonly returns: number[];
  readonly limit: number;
  readonly violations: number;
  readonly shortfall: number;
  readonly shortfallT: number;
  readonly acerbiSzekely: number;
} & Record<"kupiec" | "independence" | "conditionalCoverage", [number, number]>;
const constant = (value: number): number[] => fixture.returns.map(() => value);

/** Returns that violate a VaR of 1 on these days of n. */
const violating = (n: number, days: readonly number[]): number[] =>
  Array.from({ length: n }, (_, t) => (days.includes(t) ? -2 : 0));
const one = (n: number): number[] => new Array<number>(n).fill(1);

test("by hand: five violations in a hundred days at 95 % are what was promised", () => {
  const test5 = kupiecTest(violating(100, [3, 20, 41, 60, 88]), one(100));
  expect(test5).toMatchObject({ violations: 5, observations: 100 });
  expect(test5.expected).toBeCloseTo(5, 12);
  expect(test5.statistic).toBeCloseTo(0, 12);
  expect(test5.pValue).toBeCloseTo(1, 6);
  // none at all: LR = −2·100·ln 0.95
  expect(kupiecTest(violating(100, []), one(100)).statistic).toBeCloseTo(-200 * Math.log(0.95), 10);
});

test("a loss of exactly the value at risk is no violation", () => {
  expect(kupiecTest([-1, 0, 0], [1, 1, 1]).violations).toBe(0);
});

describe("the same as scipy (fixtures/risk)", () => {
  const var95 = constant(fixture.limit);

  test("Kupiec and Christoffersen", () => {
    const coverage = kupiecTest(fixture.returns, var95);
    expect(coverage.violations).toBe(fixture.violations);
    expect([coverage.statistic, coverage.pValue]).toBeAllClose(fixture.kupiec, { rtol: 1e-8 });
    const conditional = christoffersenTest(fixture.returns, var95);
    expect([conditional.statistic, conditional.pValue]).toBeAllClose(fixture.conditionalCoverage, {
      rtol: 1e-8,
    });
    const { independence } = conditional;
    expect([independence.statistic, independence.pValue]).toBeAllClose(fixture.independence, { rtol: 1e-7 });
  });

  test("McNeil–Frey's t and Acerbi–Székely's statistic", () => {
    const options = { rng: createRng(1), replications: 2000 };
    const shortfall = expectedShortfallTest(fixture.returns, var95, constant(fixture.shortfall), options);
    expect(shortfall.statistic).toBeCloseTo(fixture.shortfallT, 9);
    expect(shortfall.acerbiSzekely).toBeCloseTo(fixture.acerbiSzekely, 10);
  });
});

test("violations that cluster are found out although their number is right", () => {
  const clustered = christoffersenTest(violating(100, [40, 41, 42, 43, 44]), one(100));
  expect(clustered.coverage.pValue).toBeGreaterThan(0.99);
  expect(clustered.independence.pValue).toBeLessThan(1e-4);
  expect([clustered.clustered, clustered.followed]).toEqual([4, 5]);
});

test("under the null hypothesis five per cent of samples are rejected at five per cent, about", () => {
  const rng = createRng(7);
  let rejected = 0;
  for (let k = 0; k < 400; k++) {
    const returns = Array.from({ length: 500 }, () => rng.normal());
    const var95 = returns.map(() => 1.6449);
    if (kupiecTest(returns, var95).pValue < 0.05) rejected++;
  }
  expect(rejected).toBeGreaterThan(8); // 20 expected, deviation 4.4
  expect(rejected).toBeLessThan(36);
});

test("an understated shortfall is rejected, a right one is not", () => {
  const rng = createRng(3);
  const returns = Array.from({ length: 2000 }, () => rng.normal());
  const var95 = returns.map(() => 1.6449);
  const right = expectedShortfallTest(returns, var95, returns.map(() => 2.0627), { rng, replications: 2000 }); // prettier-ignore
  expect(right.pValue).toBeGreaterThan(0.05);
  expect(Math.abs(right.acerbiSzekely)).toBeLessThan(0.3);
  const low = expectedShortfallTest(returns, var95, returns.map(() => 1.8), { rng, replications: 2000 }); // prettier-ignore
  expect(low.pValue).toBeLessThan(0.01);
  expect(low.acerbiSzekely).toBeLessThan(right.acerbiSzekely);
});

test("bad input is named", () => {
  expect(() => kupiecTest([0.1, 0.2], [1])).toThrow(
    /returns and valueAtRisk must have the same length, got 2 and 1/,
  );
  expect(() => kupiecTest([0.1, NaN], [1, 1])).toThrow(/returns\[1\] must be a finite number/);
  expect(() => expectedShortfallTest([0.1, 0.2], [1, 1], [1, 1], { rng: createRng(1) })).toThrow(/days of violation must be at least 2/); // prettier-ignore
});
