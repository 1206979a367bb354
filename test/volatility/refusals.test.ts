import { describe, expect, test } from "vitest";
import { DomainError, ShapeError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import { conditionalVolatility } from "../../lib/volatility/forecasting/conditionalVolatility";
import { fitGarch, fitVolatility } from "../../lib/volatility/estimation/fit";
import { volatilityLogLikelihood } from "../../lib/volatility/estimation/logLikelihood";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { VolatilityParams } from "../../lib/volatility/params";
import type { VolatilitySpec } from "../../lib/volatility/models/models";
import { EXAMPLES } from "./examples";

const { spec, params } = EXAMPLES.garch;
const returns = Array.from(simulateVolatility(spec, params, { length: 200, rng: createRng(101) }).returns);

/** Read aloud, each of these should tell a student what to do. */
function refused(
  call: () => unknown,
  message: string,
  kind: typeof DomainError | typeof ShapeError = DomainError,
): void {
  expect(call).toThrow(kind);
  expect(call).toThrow(message);
}

describe("returns that can't be fitted", () => {
  const prices = returns.reduce<number[]>((path, r) => [...path, path.at(-1)! * Math.exp(r / 100)], [42_000]);
  const falling = prices.map((p, t) => p / (1 + t / 20));

  test("too few", () => {
    refused(
      () => fitVolatility(returns.slice(0, 20), spec),
      "fitVolatility: returns must hold at least 40 values for this model, got 20",
      ShapeError,
    );
    refused(
      () => fitGarch([]),
      "fitGarch: returns must hold at least 40 values for this model, got 0",
      ShapeError,
    );
  });

  test.each([
    ["ewma", 30],
    ["gjr", 50],
    ["aparch", 60],
    ["figarch", 50],
  ])("too few for %s: ten for each parameter are %i", (name, atLeast) => {
    refused(
      () => fitVolatility(returns.slice(0, atLeast - 1), EXAMPLES[name].spec),
      `fitVolatility: returns must hold at least ${atLeast} values for this model, got ${atLeast - 1}`,
      ShapeError,
    );
  });

  test.each([Number.NaN, Infinity, -Infinity, undefined, "0.1"])("%s among them", (bad) => {
    const holed = [...returns] as number[];
    holed[17] = bad as number;
    refused(
      () => fitVolatility(holed, spec),
      `fitVolatility: returns[17] must be a finite number, got ${typeof bad === "string" ? `'${bad}'` : bad}`,
    );
  });

  test.each([0, 0.01, -3, 1e-300, 1e300])("all equal to %f", (value) => {
    refused(
      () => fitVolatility(new Array<number>(200).fill(value), spec),
      "a series that varies (all values are equal)",
    );
  });

  test("prices", () => {
    const rng = createRng(102);
    for (const series of [
      prices,
      falling,
      prices.map((p) => 1e-6 * p),
      prices.map(() => 1 + 1e-4 * rng.uniform()),
    ])
      refused(
        () => fitVolatility(series, spec),
        "fitVolatility: returns must be changes from day to day, not prices (all are above 0 and each is near the one before: pass logReturns(prices))",
      );
  });

  test("but squares, volumes and returns in a rising market are no prices", () => {
    for (const series of [returns.map((r) => r * r), returns.map((r) => r + 5), returns.map(Math.exp)])
      expect(() => fitVolatility(series, spec)).not.toThrow();
  });

  test("no list at all", () => {
    refused(
      () => fitVolatility(undefined as never, spec),
      "returns must be a list of numbers, got undefined",
    );
    refused(
      () => fitVolatility("0.1 0.2" as never, spec),
      "returns must be a list of numbers, got '0.1 0.2'",
    );
  });
});

describe("models that make no sense", () => {
  const fit =
    (model: unknown): (() => unknown) =>
    () =>
      fitVolatility(returns, model as VolatilitySpec);
  test.each([
    [undefined, 'spec must be a record such as { kind: "garch", archLags: 1, garchLags: 1 }, got undefined'],
    ["garch", 'spec must be a record such as { kind: "garch"'],
    [{ kind: "tgarch", archLags: 1, garchLags: 1 }, 'spec.kind must be one of "garch", "gjr", "egarch", "aparch", "figarch", "ewma", got \'tgarch\''],
    [{ kind: "garch", archLags: 0, garchLags: 1 }, "archLags must be a whole number from 1 to 100, got 0"],
    [{ kind: "garch", archLags: 1, garchLags: -1 }, "garchLags must be a whole number from 0 to 100, got -1"],
    [{ kind: "garch", archLags: 1.5, garchLags: 1 }, "archLags must be a whole number from 1 to 100, got 1.5"],
    [{ kind: "garch", archLags: 1 }, "garchLags must be a whole number from 0 to 100, got undefined"],
    [{ kind: "garch", p: 1, q: 1 }, "archLags must be a whole number"],
    [{ kind: "gjr", archLags: 1, garchLags: 1 }, "leverageLags must be a whole number from 0 to 100, got undefined"],
    [{ kind: "aparch", archLags: 1, leverageLags: 2, garchLags: 1 }, "leverageLags must be a whole number from 0 to 1, got 2"],
    [{ kind: "figarch", archLags: 2, garchLags: 1 }, "archLags must be a whole number from 0 to 1, got 2"],
    [{ kind: "figarch", archLags: 1, garchLags: 1, truncation: 1 }, "truncation must be a whole number from 2 to 100000, got 1"],
    [{ kind: "ewma", decay: 1 }, "decay must be a number from 0.000001 to 0.999999, got 1"],
  ])("%o", (model, message) => refused(fit(model), `fitVolatility: ${message}`)); // prettier-ignore

  test("orders beyond the sample", () => {
    refused(
      fit({ kind: "garch", archLags: 10, garchLags: 10 }),
      "fitVolatility: returns must hold at least 220 values for this model, got 200",
      ShapeError,
    );
  });
});

describe("options that are none", () => {
  test.each([
    [{ mean: "median" }, 'mean must be one of "constant", "zero", "ar", got \'median\''],
    [{ distribution: "cauchy" }, 'distribution must be one of "normal", "studentT", "ged", "skewT", got \'cauchy\''],
    [{ mean: "ar", arLags: 0 }, "arLags must be a whole number from 1 to 100, got 0"],
    [{ presample: "median" }, 'presample must be one of "mean", "backcast", got \'median\''],
    [{ presample: 0 }, "presample must be a number"],
    [{ presample: -1 }, "presample must be a number"],
    [{ presample: Number.NaN }, "presample must be a number"],
  ])("%o", (options, message) => {
    refused(() => fitVolatility(returns, spec, options as object), `fitVolatility: ${message}`);
  }); // prettier-ignore
});

describe("parameters that are missing or out of their range", () => {
  const cases: [keyof typeof EXAMPLES, object | undefined, string][] = [
    ["garch", undefined, "params must be a record such as { mu: 0, omega: 1e-6, alpha: [0.1], beta: [0.85] }, got undefined"],
    ["garch", { mu: undefined }, "params.mu must be a number, got undefined"],
    ["garch", { omega: undefined }, "params.omega must be given for this model, got undefined"],
    ["garch", { omega: 0 }, "params.omega must be above 0, got 0"],
    ["garch", { omega: Number.NaN }, "params.omega must be a number, got NaN"],
    ["garch", { alpha: undefined }, "params.alpha must hold 1 values for this model, got 0"],
    ["garch", { alpha: [0.1, 0.1] }, "params.alpha must hold 1 values for this model, got 2"],
    ["garch", { alpha: [-0.1] }, "params.alpha[0] must be 0 or more, got -0.1"],
    ["garch", { beta: ["0.8"] }, "params.beta[0] must be a finite number, got '0.8'"],
    ["garch", { ar: [0.1] }, "params.ar must hold 0 values for this mean, got 1"],
    ["gjr", { gamma: undefined }, "params.gamma must hold 1 values for this model, got 0"],
    ["gjr", { gamma: [-0.5] }, "params.gamma[0] must be no less than −alpha at the same lag, got -0.5"],
    ["aparch", { gamma: [1] }, "params.gamma[0] must be between −1 and 1, got 1"],
    ["aparch", { delta: 0 }, "params.delta must be a number from 0.01 to 20, got 0"],
    ["figarch", { alpha: [0.1] }, "FIGARCH has no alpha: its short memory is phi; params.alpha must be []"],
    ["figarch", { d: 1.2 }, "params.d must be a number from 0 to 1, got 1.2"],
    ["figarch", { phi: undefined }, "params.phi must be given for this model, got undefined"],
    ["figarch", { beta: [0.9] }, "params must be such that no past shock has a negative weight (0 ≤ phi ≤ (1 − d)/2 and 0 ≤ beta ≤ phi + d are enough)"],
    ["ewma", { beta: [1] }, "params.beta[0] must be between 0 and 1, got 1"],
    ["fixedEwma", { beta: [0.8] }, "params.beta[0] must be the decay of the spec, 0.9, got 0.8"],
  ]; // prettier-ignore
  test.each(cases)("%s %o", (name, change, message) => {
    const { spec: model, params: whole } = EXAMPLES[name];
    const given = (change && { ...whole, ...change }) as VolatilityParams;
    for (const [where, call] of Object.entries({ volatilityLogLikelihood, conditionalVolatility })) {
      expect(() => call(returns, model, given)).toThrow(`${where}: `);
      expect(() => call(returns, model, given)).toThrow(message);
    }
  });

  test("a mean where the mean is zero", () => {
    refused(
      () => volatilityLogLikelihood(returns, spec, params, { mean: "zero" }),
      "volatilityLogLikelihood: params.mu must be 0 where the mean is zero, got 0.1",
    );
  });

  test.each(["studentT", "ged", "skewT"] as const)("the shape of the density: %s", (distribution) => {
    refused(
      () => volatilityLogLikelihood(returns, spec, params, { distribution }),
      "params.nu must be a number from",
    );
    refused(
      () =>
        volatilityLogLikelihood(returns, spec, { ...params, nu: 5, lambda: 1 }, { distribution: "skewT" }),
      "params.lambda must be a number from -0.99 to 0.99 for this density, got 1",
    );
  });

  test("a variance that runs out of the numbers: no NaN, but −∞ or a refusal", () => {
    const wild = { mu: 0, omega: 5, alpha: [40], gamma: [30], beta: [1.5] };
    expect(volatilityLogLikelihood(returns, EXAMPLES.egarch.spec, wild)).toBe(-Infinity);
    refused(
      () => conditionalVolatility(returns, EXAMPLES.egarch.spec, wild),
      "stays finite on these returns",
    );
  });
});
