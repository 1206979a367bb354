import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import type { VolatilityEstimate } from "../../lib/volatility/estimation/estimate";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { newsImpact } from "../../lib/volatility/forecasting/newsImpact";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import { EXAMPLES } from "./examples";

const SHOCKS = [-6, -3, -1, 0, 1, 3, 6];

function estimated(name: keyof typeof EXAMPLES): VolatilityEstimate {
  const { spec, params } = EXAMPLES[name];
  const { returns } = simulateVolatility(spec, params, { length: 1500, rng: createRng(71) });
  return fitVolatility(returns, spec).estimate;
}

const levelOf = ({ conditionalVolatility }: VolatilityEstimate): number =>
  conditionalVolatility.reduce((sum, s) => sum + s * s, 0) / conditionalVolatility.length;

test("by hand: GARCH(1,1) is the parabola ω + βσ̄² + αε²", () => {
  const estimate = estimated("garch");
  const { omega, alpha, beta } = estimate.params;
  const floor = omega + beta[0] * levelOf(estimate);
  expect(newsImpact(estimate, SHOCKS)).toBeAllClose(SHOCKS.map((e) => floor + alpha[0] * e * e));
});

test("by hand: GJR is steeper on the left, by γ", () => {
  const estimate = estimated("gjr");
  const { omega, alpha, gamma, beta } = estimate.params;
  const floor = omega + beta[0] * levelOf(estimate);
  expect(newsImpact(estimate, SHOCKS)).toBeAllClose(
    SHOCKS.map((e) => floor + (alpha[0] + (e < 0 ? gamma![0] : 0)) * e * e),
  );
});

test("with more lags, the days before have the mean variance", () => {
  const estimate = estimated("longGarch");
  const { omega, alpha, beta } = estimate.params;
  const level = levelOf(estimate);
  const rest = alpha[1] + beta[0] + beta[1] + beta[2];
  expect(newsImpact(estimate, SHOCKS)).toBeAllClose(
    SHOCKS.map((e) => omega + alpha[0] * e * e + rest * level),
  );
});

describe("symmetry", () => {
  test.each(["garch", "figarch", "ewma"])("%s does not ask for the sign of a shock", (name) => {
    const curve = newsImpact(estimated(name), SHOCKS);
    expect([...curve].reverse()).toBeAllClose(curve);
  });

  test.each(["gjr", "egarch", "aparch"])("%s does: bad news weighs more", (name) => {
    const curve = newsImpact(estimated(name), SHOCKS);
    for (let i = 0; i < 3; i++) expect(curve[i]).toBeGreaterThan(1.02 * curve[6 - i]);
  });

  test.each(["garch", "gjr", "egarch", "aparch", "figarch", "ewma"])(
    "%s: larger news of one sign, larger variance",
    (name) => {
      const curve = newsImpact(estimated(name), SHOCKS);
      for (let i = 0; i < 3; i++) expect(curve[i]).toBeGreaterThan(curve[i + 1]);
      for (let i = 4; i < 7; i++) expect(curve[i]).toBeGreaterThan(curve[i - 1]);
    },
  );
});

test("refuses shocks that are no numbers", () => {
  expect(() => newsImpact(estimated("garch"), [1, Number.NaN])).toThrow(
    "newsImpact: shocks[1] must be a finite number",
  );
});
