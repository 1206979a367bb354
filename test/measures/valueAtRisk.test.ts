import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { conditionalValueAtRisk, monteCarloRisk, valueAtRisk, type RiskOptions } from "../../lib/measures";

const fixture = JSON.parse(readFileSync(join(__dirname, "../fixtures/risk/risk.json"), "utf8")) as {
  readonly returns: number[];
} & Record<"historical" | "normal" | "studentT" | "studentT5" | "cornishFisher", [number, number]>;

const both = (returns: ArrayLike<number>, options: RiskOptions): number[] => [
  valueAtRisk(returns, options),
  conditionalValueAtRisk(returns, options),
];

describe("five returns by hand, at 0.6", () => {
  const returns = [0.03, -0.02, 0.01, -0.04, 0];

  test("interpolated: position 0.4·4 = 1.6 lies between −0.02 and 0", () => {
    // −0.02 + 0.6·0.02 = −0.008; at or below it: −0.04 and −0.02
    expect(both(returns, { level: 0.6 })).toBeAllClose([0.008, 0.03]);
  });

  test("exact: 0.4·5 = 2 values at or below −0.02", () => {
    expect(both(returns, { level: 0.6, tail: "exact" })).toBeAllClose([0.02, 0.03]);
    // at 0.7 the tail is one and a half returns
    expect(both(returns, { level: 0.7, tail: "exact" })).toBeAllClose([0.02, 0.05 / 1.5]);
  });

  test("paper 2: the CVaR of thirty returns at 95 % is the mean of the two lowest", () => {
    const thirty = Array.from({ length: 30 }, (_, i) => 0.001 * i - 0.01);
    expect(conditionalValueAtRisk(thirty)).toBeCloseTo(0.0095, 14);
  });
});

describe("returns that tie with the last of the tail", () => {
  test("don't make it longer: two of five at 0.6, the second of three that are equal", () => {
    expect(conditionalValueAtRisk([-0.02, 0.01, -0.02, -0.05, -0.02], { level: 0.6 })).toBeCloseTo(0.035, 14);
  });

  test("1 − 0.9 is a little less than 0.1, yet 0.1·10 is a whole day: two of eleven", () => {
    const eleven = Array.from({ length: 11 }, (_, i) => 0.01 * i - 0.05);
    expect(conditionalValueAtRisk(eleven, { level: 0.9 })).toBeCloseTo(0.045, 14);
  });
});

describe("the same as numpy and scipy (fixtures/risk)", () => {
  test.each([
    ["historical", {}],
    ["normal", {}],
    ["cornishFisher", {}],
    ["studentT5", { degreesOfFreedom: 5 }],
  ] as const)("%s", (name, options) => {
    const method = name === "studentT5" ? "studentT" : name;
    expect(both(fixture.returns, { method, ...options })).toBeAllClose(fixture[name], { rtol: 1e-8 });
  });

  test("studentT with the likeliest degrees of freedom", () => {
    expect(both(fixture.returns, { method: "studentT" })).toBeAllClose(fixture.studentT, { rtol: 1e-5 });
  });
});

describe("Monte Carlo", () => {
  const options = { mean: 0.01, volatility: 0.03, level: 0.95 };

  test("lies within four standard errors of the closed form, which is the normal one", () => {
    for (let seed = 0; seed < 20; seed++) {
      const risk = monteCarloRisk({ ...options, rng: createRng(seed) });
      for (const key of ["valueAtRisk", "conditionalValueAtRisk"] as const)
        expect(Math.abs(risk[key] - risk.closedForm[key])).toBeLessThan(4 * risk.standardErrors[key]);
    }
    const { closedForm } = monteCarloRisk({ ...options, rng: createRng(0) });
    expect([closedForm.valueAtRisk, closedForm.conditionalValueAtRisk]).toBeAllClose(
      both([0, 1], { method: "normal", mean: 0.01, volatility: 0.03 }),
    );
  });

  test("the standard errors are those that many seeds show", () => {
    const runs = Array.from({ length: 300 }, (_, seed) =>
      monteCarloRisk({ ...options, draws: 2000, rng: createRng(seed) }),
    );
    for (const key of ["valueAtRisk", "conditionalValueAtRisk"] as const) {
      const values = runs.map((run) => run[key]);
      const centre = values.reduce((sum, x) => sum + x, 0) / 300;
      const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 299);
      expect(deviation / runs[0].standardErrors[key]).toBeGreaterThan(0.85);
      expect(deviation / runs[0].standardErrors[key]).toBeLessThan(1.15);
    }
  });

  test("the same seed gives the same number, and the method is the same simulation", () => {
    const once = valueAtRisk([0, 1], {
      method: "monteCarlo",
      mean: 0.01,
      volatility: 0.03,
      rng: createRng(5),
    });
    expect(once).toBe(monteCarloRisk({ ...options, rng: createRng(5) }).valueAtRisk);
  });
});

test("VaR ≤ CVaR, both scale with the returns and move against a shift", () => {
  // 35 of them: the 10 % quantile lies between two, at position 3.4
  const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 35, maxLength: 35 });
  fc.assert(
    fc.property(
      sample,
      fc.constantFrom<RiskOptions["method"]>("historical", "normal", "studentT"),
      fc.constantFrom<RiskOptions["tail"]>("interpolated", "exact"),
      (thousandths, method, tail) => {
        const returns = thousandths.map((r) => r / 1000);
        fc.pre(returns.some((r) => r !== returns[0]));
        const options = {
          method,
          tail,
          level: 0.9,
          ...(method === "studentT" && { degreesOfFreedom: 5 }),
        };
        const [value, conditional] = both(returns, options);
        expect(value).toBeLessThanOrEqual(conditional + 1e-12);
        const moved = both(returns.map((r) => 2 * r + 0.1), options); // prettier-ignore
        expect(moved).toBeAllClose([2 * value - 0.1, 2 * conditional - 0.1], { atol: 1e-10, rtol: 1e-9 });
      },
    ),
  );
});

test.each([
  [[0.1, NaN], {}, /valueAtRisk: returns\[1\] must be a finite number/],
  [[0.1], {}, /returns must hold at least 2 values/],
  [[0.1, 0.2], { level: 1.5 }, /level must be/],
  [[0.1, 0.2], { method: "gauss" }, /method must be one of/],
  [[0.1, 0.2], { method: "monteCarlo" }, /rng must be a stream made by createRng/],
  [
    [0.1, 0.2],
    { tail: "exact" },
    /the tail at level 0.95 needs at least 20 returns to hold one of them, got 2/,
  ],
  [[0.1, 0.1], { method: "cornishFisher" }, /values that are not all the same/],
] as const)("bad input is named: %#", (returns, options, message) => {
  expect(() => valueAtRisk(returns as never, options as never)).toThrow(message);
});
