import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { volatilityLogLikelihood } from "../../lib/volatility/estimation/logLikelihood";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { VolatilityOptions, VolatilityParams } from "../../lib/volatility/spec";
import { entries } from "../../lib/volatility/estimation/summary";
import { EXAMPLES } from "./examples";

/** Both searches end within a billionth of a standard error or so of the same point. */
const SAME_MAXIMUM = { rtol: 1e-6, atol: 1e-9 };

/** The parameters of the same process in units of which there are `c` to the old one. */
function inUnits(params: VolatilityParams, kind: string, c: number): VolatilityParams {
  const { mu, omega, beta, delta = 2 } = params;
  const logs = 2 * Math.log(c) * (1 - beta.reduce((a, b) => a + b, 0));
  return { ...params, mu: mu * c, omega: kind === "egarch" ? omega + logs : omega * c ** delta };
}

const OPTIONS: Readonly<Record<string, VolatilityOptions>> = {
  garch: {},
  longGarch: { presample: "backcast" },
  gjr: { distribution: "studentT", mean: "ar" },
  egarch: { mean: "zero" },
  aparch: {},
  figarch: {},
  ewma: { distribution: "ged" },
};

describe.each(Object.entries(OPTIONS))("the unit of the returns does not matter: %s %o", (name, options) => {
  const { spec, params } = EXAMPLES[name];
  const { returns } = simulateVolatility(
    spec,
    { ...params, nu: 7 },
    { length: 700, rng: createRng(21), distribution: "studentT" },
  );
  const zeroMean = (p: VolatilityParams): VolatilityParams => (options.mean === "zero" ? { ...p, mu: 0 } : p);
  const given = zeroMean({
    ...params,
    ...(options.mean === "ar" && { ar: [0.1] }),
    ...(options.distribution && { nu: 1.9 + 2 }),
  });

  test.each([0.01, 100, 3.7e-5, 1e9])("× %f", (c) => {
    const scaled = returns.map((r) => r * c);
    const jump = -returns.length * Math.log(c);

    // at given parameters
    const lost = options.mean === "ar" ? Math.log(c) : 0; // one day is conditioned on
    expect([volatilityLogLikelihood(scaled, spec, inUnits(given, spec.kind, c), options)]).toBeAllClose(
      [volatilityLogLikelihood(returns, spec, given, options) + jump + lost],
      { rtol: 1e-11 },
    );

    // at the maximum
    const ours = fitVolatility(returns, spec, options).estimate;
    const theirs = fitVolatility(scaled, spec, options).estimate;
    const expected = inUnits(ours.params, spec.kind, c);
    expect(entries(theirs.params).map(([, value]) => value)).toBeAllClose(
      entries(expected).map(([, value]) => value),
      // μ and ω have a unit, and a μ near 0 is only as exact as its standard error
      { rtol: 1e-6, atol: 1e-9 * Math.min(1, c) },
    );
    expect([theirs.logLikelihood]).toBeAllClose([ours.logLikelihood + jump + lost], { rtol: 1e-10 });
    expect(theirs.conditionalVolatility).toBeAllClose(
      ours.conditionalVolatility.map((s) => s * c),
      SAME_MAXIMUM,
    );
    const [a, b] = [ours, theirs].map(({ standardErrors: { robust } }) => robust);
    expect([b.mu ?? 0, ...b.alpha!.map(Number), ...b.beta!.map(Number)]).toBeAllClose(
      [(a.mu ?? 0) * c, ...a.alpha!.map(Number), ...a.beta!.map(Number)],
      { rtol: 1e-5 },
    );
    if (spec.kind !== "egarch" && spec.kind !== "aparch" && a.omega !== null)
      expect([b.omega!]).toBeAllClose([a.omega * c * c], { rtol: 1e-5 });
  });
});

test("a presample variance of one's own is in squared units of the returns", () => {
  const { spec, params } = EXAMPLES.garch;
  const { returns } = simulateVolatility(spec, params, { length: 300, rng: createRng(22) });
  const ours = fitVolatility(returns, spec, { presample: 3 }).estimate;
  const theirs = fitVolatility(
    returns.map((r) => r / 100),
    spec,
    { presample: 3e-4 },
  ).estimate;
  expect(ours.presampleVariance).toBeCloseTo(3, 12);
  expect(theirs.presampleVariance).toBeCloseTo(3e-4, 16);
  expect(theirs.params.beta).toBeAllClose(ours.params.beta, SAME_MAXIMUM);
});
