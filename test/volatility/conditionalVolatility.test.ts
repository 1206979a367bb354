import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { conditionalVolatility } from "../../lib/volatility/forecasting/conditionalVolatility";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import type { GarchSpec, VolatilitySpec } from "../../lib/volatility/spec";

const garch: GarchSpec = { kind: "garch", archLags: 1, garchLags: 1 };
const params = { mu: 0, omega: 1e-6, alpha: [0.1], beta: [0.85] };

describe("conditionalVolatility", () => {
  test("three days by hand", () => {
    // 1e-6 + 0.1·1e-4 + 0.85·1e-4 = 9.6e-5;  1e-6 + 0.1·0.01² + 0.85·9.6e-5 = 9.26e-5;  then 1.1971e-4
    const sigma = conditionalVolatility([0.01, -0.02, 0.3], garch, params, { mean: "zero", presample: 1e-4 });
    expect(sigma).toBeAllClose([9.6e-5, 9.26e-5, 1.1971e-4].map(Math.sqrt));
  });

  test("at the estimate of a fit it is the fit's own", () => {
    const rng = createRng(2);
    const returns = Float64Array.from({ length: 300 }, () => 0.03 * rng.normal());
    const specs: VolatilitySpec[] = [garch, { kind: "egarch", archLags: 1, leverageLags: 1, garchLags: 1 }];
    for (const spec of specs)
      for (const options of [{ presample: "backcast" as const }, { mean: "ar" as const }]) {
        const { estimate } = fitVolatility(returns, spec, options);
        const again = conditionalVolatility(returns, spec, estimate.params, options);
        expect(again).toBeAllClose(estimate.conditionalVolatility, { rtol: 1e-7 });
      }
  });

  test("reads no later day", () => {
    const options = { presample: 1e-4 };
    const all = conditionalVolatility([0.01, -0.02, 0.3, 5], garch, params, options);
    expect(all.subarray(0, 3)).toEqual(conditionalVolatility([0.01, -0.02, 0.3], garch, params, options));
  });

  test("misuse names this function", () => {
    expect(() => conditionalVolatility([0.01, Number.NaN, 0.02], garch, params)).toThrow(
      "conditionalVolatility: returns[1]",
    );
    expect(() => conditionalVolatility([0.01, 0.02], garch, { ...params, beta: [] })).toThrow(
      "conditionalVolatility: params.beta",
    );
  });
});
