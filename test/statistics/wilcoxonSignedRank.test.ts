import { inspect } from "node:util";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { adjustPValues } from "../../lib/statistics/multipleTesting";
import { wilcoxonSignedRank, type WilcoxonOptions } from "../../lib/statistics/wilcoxonSignedRank";
import fixture from "../fixtures/statistics/wilcoxon.json";
import { normals } from "./series";

const P_VALUE = { rtol: 1e-9, atol: 0 };
const RULES = ["wilcox", "pratt", "zsplit"] as const;
const ALTERNATIVES = ["twoSided", "greater", "less"] as const;

describe("by hand", () => {
  test("ranks, W, Z and p of eqs. 26 to 28, for three differences", () => {
    // |D| 1, 2, 3: ranks 1, 2, 3; W⁺ = 1 + 3, W⁻ = 2; Z = (2 − 3)/√(3·4·7/24) = −1/√3.5
    const { statistic, positiveRanks, negativeRanks, z, pValue } = wilcoxonSignedRank([1, -2, 3]);
    expect([statistic, positiveRanks, negativeRanks]).toEqual([2, 4, 2]);
    expect([z, pValue]).toBeAllClose([1 / Math.sqrt(3.5), 0.5929801], { atol: 1e-7 });
  });

  test("exact: of the eight patterns of three signs, one has W⁺ = 6, one 5, one 4", () => {
    const exact = (d: number[]): number => wilcoxonSignedRank(d, { method: "exact" }).pValue;
    expect([exact([1, 2, 3]), exact([-1, 2, 3]), exact([1, -2, 3]), exact([1, 2, -3])]).toBeAllClose([
      2 / 8,
      4 / 8,
      6 / 8,
      1, // W⁺ = 3 lies in the middle
    ]);
  });

  test("equals share their mean rank; the paper's variance takes no notice, the corrected one is less by (t³ − t)/48", () => {
    // |D| 1, 1, 2, 3: ranks 1.5, 1.5, 3, 4; W⁺ = 8.5 of 10; variances 4·5·9/24 = 7.5 and 7.5 − 6/48
    const differences = [1, -1, 2, 3];
    const z = 3.5;
    expect([wilcoxonSignedRank(differences).z]).toBeAllClose([z / Math.sqrt(7.5)]);
    expect([wilcoxonSignedRank(differences, { ties: "corrected" }).z]).toBeAllClose([z / Math.sqrt(7.375)]);
  });
});

test("the depression scores of Hollander and Wolfe (1973), as R's ?wilcox.test prints them: V = 40, p = 0.01953", () => {
  const first = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
  const second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
  const differences = first.map((x, i) => x - second[i]);
  const greater = wilcoxonSignedRank(differences, { method: "exact", alternative: "greater" });
  expect(greater.statistic).toBe(40);
  expect([greater.pValue]).toBeAllClose([10 / 512]);
  expect([wilcoxonSignedRank(differences, { method: "exact" }).pValue]).toBeAllClose([20 / 512]);
});

test.each(RULES)("differences that are all 0 are no evidence of anything (%s)", (zeros) => {
  for (const alternative of ALTERNATIVES)
    expect(wilcoxonSignedRank([0, 0, 0], { zeros, alternative })).toMatchObject({
      pValue: 1,
      z: 0,
      observations: 0,
    });
});

describe("agrees with scipy", () => {
  test.each(RULES)("the normal approximation, corrected for ties, zeros by the rule %s", (zeros) => {
    for (const name of ["returns", "small", "ties", "manyTies"] as const)
      for (const alternative of ALTERNATIVES) {
        const ours = wilcoxonSignedRank(fixture.samples[name], { ties: "corrected", zeros, alternative });
        const theirs = fixture.normal[name][zeros][alternative];
        expect(ours.statistic, name).toBe(theirs.statistic);
        expect([ours.pValue]).toBeAllClose([theirs.pValue], P_VALUE);
      }
  });

  test("exact, without equals", () => {
    const samples = { small: fixture.samples.small, returns: fixture.samples.returns.slice(0, 60) };
    for (const name of ["small", "returns"] as const)
      for (const alternative of ALTERNATIVES) {
        const { pValue } = wilcoxonSignedRank(samples[name], { method: "exact", alternative });
        expect([pValue]).toBeAllClose([fixture.exact[name][alternative].pValue], P_VALUE);
      }
  });

  test.each(RULES)("exact, with equals and zeros, as all signs counted one by one: rule %s", (zeros) => {
    for (const alternative of ALTERNATIVES) {
      const { pValue } = wilcoxonSignedRank(fixture.samples.ties, { method: "exact", zeros, alternative });
      expect([pValue]).toBeAllClose([fixture.allSigns[zeros][alternative].pValue], P_VALUE);
    }
  });
});

describe("the choice that scipy makes", () => {
  const pValue = (d: readonly number[], options: WilcoxonOptions): number =>
    wilcoxonSignedRank(d, options).pValue;
  const distinct = Array.from({ length: 51 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
  const equals = Array.from({ length: 14 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (1 + Math.floor(i / 2)));

  test.each([
    ["50 differences, none of them equal: exact", distinct.slice(0, 50), "exact"],
    ["51: normal", distinct, "normal"],
    ["13, some of them equal: exact", equals.slice(0, 13), "exact"],
    ["14: normal", equals, "normal"],
    ["14 with a zero: normal", [0, ...distinct.slice(0, 13)], "normal"],
  ] as const)("%s", (_, differences, method) => {
    const [chosen, stated] = [pValue(differences, { method: "auto" }), pValue(differences, { method })];
    expect(chosen).toBe(stated);
    const other = method === "exact" ? "normal" : "exact";
    expect(pValue(differences, { method: other })).not.toBe(stated);
  });

  test("continuity moves W by a half towards its mean, and never beyond it", () => {
    // W⁺ = 6 of 6, mean 3, variance 3·4·7/24 = 3.5: z = (3 − 0.5)/√3.5
    const { pValue: p } = wilcoxonSignedRank([1, 2, 3], { continuity: true });
    expect([p]).toBeAllClose([2 * normalCdf(-2.5 / Math.sqrt(3.5), 0, 1)]);
    expect(pValue([1, 2, -3], { continuity: true })).toBe(1);
  });
});

describe("properties", () => {
  const differences = fc
    .array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 30 })
    .filter((d) => d.some((x) => x !== 0));

  test("the order of the days and the unit change nothing; the other sign turns the sides", () => {
    fc.assert(
      fc.property(differences, fc.constantFrom(...RULES), (d, zeros) => {
        const of = (values: number[]): number[] => {
          const { pValue, positiveRanks, negativeRanks, z } = wilcoxonSignedRank(values, { zeros });
          return [pValue, positiveRanks, negativeRanks, z];
        };
        const [pValue, positive, negative, z] = of(d);
        expect(of([...d].reverse())).toEqual(of(d));
        expect(of(d.map((x) => 4 * x))).toEqual(of(d));
        expect(of(d.map((x) => -x))).toBeAllClose([pValue, negative, positive, -z], { atol: 1e-12 });
      }),
    );
  });

  test("ranks add up to n(n + 1)/2; zeros left out might as well not be there", () => {
    fc.assert(
      fc.property(differences, (d) => {
        const { positiveRanks, negativeRanks, observations: n, zeros } = wilcoxonSignedRank(d);
        expect(positiveRanks + negativeRanks).toBe((n * (n + 1)) / 2);
        expect(n + zeros).toBe(d.length);
        expect(wilcoxonSignedRank([...d, 0, 0]).pValue).toBe(wilcoxonSignedRank(d).pValue);
      }),
    );
  });

  test("exact and normal draw near each other as the sample grows", () => {
    const d = normals(createRng(3), 400).map((x) => x + 0.1);
    const exact = wilcoxonSignedRank(d, { method: "exact" }).pValue;
    expect([wilcoxonSignedRank(d).pValue]).toBeAllClose([exact], { rtol: 0.02 });
  });

  test("rejects a true null hypothesis as often as it says", () => {
    const rejected = Array.from({ length: 1000 }, (_, i) => normals(createRng(i), 30)).filter(
      (d) => wilcoxonSignedRank(d).pValue < 0.1,
    ).length;
    expect(Math.abs(rejected / 1000 - 0.1)).toBeLessThan(3 * Math.sqrt((0.1 * 0.9) / 1000));
  });
});

test("says what it found, and what is wrong with its arguments", () => {
  expect(inspect(wilcoxonSignedRank([1, -2, 3, 0]))).toBe(
    "Wilcoxon signed-rank, two-sided: W = 2, z = 0.5345, p = 0.593 (normal)\n" +
      "3 differences with a sign, 1 of 0\n" +
      "null hypothesis: the differences are distributed symmetrically around 0",
  );
  expect(() => wilcoxonSignedRank([1, Number.NaN])).toThrow(
    "differences[1] must be a finite number, got NaN",
  );
  expect(() => wilcoxonSignedRank([1], { zeros: "drop" as never })).toThrow('zeros must be one of "wilcox"');
  const many = normals(createRng(1), 501);
  expect(() => wilcoxonSignedRank(many, { method: "exact" })).toThrow(
    `method must be "normal" for more than 500 differences, got 'exact'`,
  );
});

describe("adjustPValues", () => {
  test("three tests by hand", () => {
    // 0.01·3; max(0.03, 0.02·2) = 0.04; max(0.04, 0.5) | 0.5·3/3; min(0.5, 0.02·3/2) = 0.03; 0.01·3/1 = 0.03
    expect(adjustPValues([0.02, 0.5, 0.01], "holm")).toBeAllClose([0.04, 0.5, 0.03]);
    expect(adjustPValues([0.02, 0.5, 0.01], "benjaminiHochberg")).toBeAllClose([0.03, 0.5, 0.03]);
  });

  test.each(["holm", "benjaminiHochberg"] as const)("agrees with statsmodels (%s)", (method) => {
    expect(adjustPValues(fixture.pValues, method)).toBeAllClose(fixture[method], { rtol: 1e-12 });
  });

  test("never lowers a p-value, keeps their order, leaves one alone", () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(pValues, fc.constantFrom("holm" as const, "benjaminiHochberg" as const), (p, method) => {
        const adjusted = adjustPValues(p, method);
        p.forEach((one, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(one);
          p.forEach((other, j) => {
            if (one < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]);
          });
        });
        expect(adjustPValues([p[0]], method)).toEqual(Float64Array.of(p[0]));
      }),
    );
  });

  test("refuses what is no probability", () => {
    expect(() => adjustPValues([0.1, 1.2], "holm")).toThrow(
      "pValues[1] must be a number from 0 to 1, got 1.2",
    );
  });
});

test("differences that are equal but for rounding share their ranks", () => {
  const exact = [0.3, 0.3, -0.3, 0.1];
  const near = [0.3, 0.1 + 0.2, -(0.1 + 0.2), 0.1];
  for (const ties of ["paper", "corrected"] as const)
    expect(wilcoxonSignedRank(near, { ties })).toEqual(wilcoxonSignedRank(exact, { ties }));
});
