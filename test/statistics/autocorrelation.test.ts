import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { autocorrelation, partialAutocorrelation } from "../../lib/statistics/autocorrelation";
import fixture from "../fixtures/statistics/statistics.json";
import { EXACT } from "../support/tolerances";
import { autoregression, normals, varyingSeries } from "./series";

const LAGGED = { rtol: 1e-10, atol: 1e-12 }; // a recursion through twenty lags

describe("by hand", () => {
  // 1, 2, 3, 4: deviations −1.5, −0.5, 0.5, 1.5; γ₀ = 5/4, γ₁ = (0.75 − 0.25 + 0.75)/4, γ₂ = (−0.75 − 0.75)/4
  const values = [1, 2, 3, 4];

  test("autocorrelations", () => {
    const { lags, values: rho } = autocorrelation(values, { lags: 2 });
    expect(lags).toEqual([0, 1, 2]);
    expect(rho).toBeAllClose([1, 0.25, -0.3]);
  });

  test("bands: ±z/√n, and wider with what Bartlett adds", () => {
    const z = 1.959963984540054;
    expect(autocorrelation(values, { lags: 2 }).bands).toBeAllClose([0, z / 2, z / 2]);
    const bartlett = autocorrelation(values, { lags: 2, bands: "bartlett" }).bands;
    expect(bartlett).toBeAllClose([0, z / 2, (z / 2) * Math.sqrt(1 + 2 * 0.25 ** 2)]);
  });

  test("partial autocorrelation of order 1 and 2", () => {
    // φ₂₂ = (ρ₂ − ρ₁²)/(1 − ρ₁²), here from 5 values: deviations −2 … 2, γ = 10, 4, −1 (fifths)
    const { values: phi } = partialAutocorrelation([1, 2, 3, 4, 5], { lags: 2, divisor: "plain" });
    expect(phi).toBeAllClose([1, 0.4, (-0.1 - 0.16) / (1 - 0.16)]);
  });
});

describe("agree with statsmodels", () => {
  test.each(Object.entries(fixture.series))("%s", (name, values) => {
    const theirs = fixture.correlograms[name as keyof typeof fixture.correlograms];
    const { lags } = theirs;
    const ours = autocorrelation(values, { lags, bands: "bartlett" });
    expect(ours.values).toBeAllClose(theirs.acf, EXACT);
    expect(ours.bands).toBeAllClose(theirs.bartlett95, EXACT);
    expect([autocorrelation(values, { lags, level: 0.9 }).bands[1]]).toBeAllClose([theirs.white90], EXACT);
    expect(partialAutocorrelation(values, { lags }).values).toBeAllClose(theirs.pacfAdjusted, LAGGED);
    expect(partialAutocorrelation(values, { lags, divisor: "plain" }).values).toBeAllClose(
      theirs.pacfPlain,
      LAGGED,
    );
  });
});

describe("properties", () => {
  test("neither unit nor origin matters", () => {
    fc.assert(
      fc.property(varyingSeries(6), (values) => {
        const other = values.map((x) => 0.01 * x + 3);
        for (const correlogram of [autocorrelation, partialAutocorrelation]) {
          const options = { lags: 2, divisor: "plain" } as const;
          expect(correlogram(other, options).values).toBeAllClose(correlogram(values, options).values, {
            rtol: 1e-6,
            atol: 1e-9,
          });
        }
      }),
    );
  });

  test("both stay within ±1, and turn the same way round backwards", () => {
    fc.assert(
      fc.property(varyingSeries(8), (values) => {
        const lags = Math.ceil(values.length / 2) - 1;
        for (const options of [{ lags, divisor: "plain" } as const])
          for (const correlogram of [autocorrelation, partialAutocorrelation]) {
            const forwards = correlogram(values, options).values;
            expect(Math.max(...forwards.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-12);
            expect(correlogram([...values].reverse(), options).values).toBeAllClose(forwards, {
              rtol: 1e-7,
              atol: 1e-9,
            });
          }
      }),
    );
  });

  test("an autoregression is recovered: ρₖ = φᵏ, and nothing partial beyond lag 1", () => {
    const n = 20_000;
    const values = autoregression(createRng(3), n, 0.6);
    const rho = autocorrelation(values, { lags: 5 }).values;
    const partial = partialAutocorrelation(values, { lags: 5 }).values;
    const fourErrors = { rtol: 0, atol: 4 / Math.sqrt(n) };
    expect(partial).toBeAllClose([1, 0.6, 0, 0, 0, 0], fourErrors);
    expect(rho).toBeAllClose([1, 0.6, 0.36, 0.216, 0.1296, 0.07776], { rtol: 0, atol: 8 / Math.sqrt(n) });
  });

  test("white noise leaves the 95 % band at about one lag in twenty", () => {
    const { values, bands } = autocorrelation(normals(createRng(0), 5000), { lags: 400 });
    const outside = values.filter((rho, k) => k > 0 && Math.abs(rho) > bands[k]).length;
    expect(outside).toBeGreaterThan(20 - 3 * 4.4); // 400 · 0.05 and three deviations of the binomial
    expect(outside).toBeLessThan(20 + 3 * 4.4);
  });
});

test("prints the lags that stand out", () => {
  const printed = inspect(autocorrelation(fixture.series.autoregression, { lags: 10 }));
  expect(printed).toMatch(
    /^autocorrelation of 400 values, lags 1 to 10: \d+ outside of the 95 % band \(1, .*\)\n/,
  );
  expect(printed).toContain("largest: 0.");
});

describe("what has no answer is refused", () => {
  test.each([autocorrelation, partialAutocorrelation])("%o", (correlogram) => {
    const { name } = correlogram;
    expect(() => correlogram([2, 2, 2, 2, 2], { lags: 1 })).toThrow(
      `${name}: values must be values that are not all the same, got`,
    );
    expect(() => correlogram([1, 2, Number.NaN, 4], { lags: 1 })).toThrow(
      `${name}: values[2] must be a finite number, got NaN`,
    );
    expect(() => correlogram([1, 2, 3, 5, 4], { lags: 5 })).toThrow(
      `${name}: lags must be a whole number from 1 to`,
    );
    expect(() => correlogram([1, 2, 3, 5, 4], { lags: 1, level: 1 })).toThrow(
      `${name}: level must be a number above 0 and below 1, got 1`,
    );
  });

  test("a series that its past determines has no adjusted partial autocorrelation beyond", () => {
    const alternating = [1, -1, 1, -1, 1, -1, 1, -1];
    expect(() => partialAutocorrelation(alternating, { lags: 3 })).toThrow(
      'partialAutocorrelation: divisor must be "plain" where 1 past values determine the next, got',
    );
    expect(
      partialAutocorrelation(alternating, { lags: 3, divisor: "plain" }).values.every(Number.isFinite),
    ).toBe(true);
  });
});
