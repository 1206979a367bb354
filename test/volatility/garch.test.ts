import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { garchVariance } from "../../lib/volatility/models/garchVariance";
import { modelOf } from "../../lib/volatility/models/models";
import { EXACT } from "../support/tolerances";

const params = { omega: 1e-6, alpha: [0.1], beta: [0.85] };
const returns = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 30 });

test("three days by hand", () => {
  // 1e-6 + 0.1·1e-4 + 0.85·1e-4 = 9.6e-5;  1e-6 + 0.1·0.01² + 0.85·9.6e-5 = 9.26e-5;
  // 1e-6 + 0.1·0.02² + 0.85·9.26e-5 = 1.1971e-4
  expect(garchVariance([0.01, -0.02, 0], params, 1e-4)).toBeAllClose([9.6e-5, 9.26e-5, 1.1971e-4]);
});

test("three days by hand with two lags of each kind: the days before the first have the presample variance", () => {
  // 1 + (0.2 + 0.1 + 0.3 + 0.2)·2                   = 2.6
  // 1 + 0.2·1² + 0.1·2 + 0.3·2.6 + 0.2·2            = 2.58
  // 1 + 0.2·3² + 0.1·1² + 0.3·2.58 + 0.2·2.6        = 4.194
  const two = { omega: 1, alpha: [0.2, 0.1], beta: [0.3, 0.2] };
  expect(garchVariance([1, -3, 5], two, 2)).toBeAllClose([2.6, 2.58, 4.194]);
});

test("never reads the future: a longer sample does not change the past", () => {
  fc.assert(
    fc.property(returns, (r) => {
      const past = r.slice(0, -1);
      const longer = garchVariance(r, params, 1e-4).subarray(0, past.length);
      expect(longer).toBeAllClose(garchVariance(past, params, 1e-4), { rtol: 0, atol: 0 });
    }),
  );
});

describe("the fit's fast loops and the formula give the same variance", () => {
  const rng = createRng(5);
  const residuals = Float64Array.from({ length: 200 }, () => 2 * rng.normal());
  for (const [archLags, garchLags] of [
    [1, 1],
    [1, 0],
    [2, 1],
    [1, 3],
    [4, 4],
    [3, 0],
    [5, 1],
    [2, 6],
    [9, 7],
  ])
    // prettier-ignore
    for (const length of [1, 3, 4, 5, 200])
      test(`GARCH(${archLags},${garchLags}), ${length} days`, () => {
        const weights = Array.from({ length: archLags + garchLags }, () => rng.uniform());
        const sum = weights.reduce((a, b) => a + b) / 0.97;
        const alpha = weights.slice(0, archLags).map((w) => w / sum);
        const beta = weights.slice(archLags).map((w) => w / sum);
        const omega = 0.1 + rng.uniform();
        const sample = residuals.slice(0, length);
        const fast = new Float64Array(length);
        const model = modelOf({ kind: "garch", archLags, garchLags });
        model.forward(Float64Array.from([omega, ...alpha, ...beta]), sample, 1.7, fast);
        expect(fast).toBeAllClose(garchVariance(sample, { omega, alpha, beta }, 1.7), EXACT);
      });
});

test("refuses what is no GARCH process", () => {
  const refuse = (change: object, presample = 1e-4): (() => unknown) => {
    return () => garchVariance([0.01], { ...params, ...change }, presample);
  };
  expect(refuse({ omega: 0 })).toThrow("garchVariance: params.omega must be a number above 0, got 0");
  expect(refuse({ alpha: [-0.1] })).toThrow("garchVariance: params.alpha[0] must be 0 or more, got -0.1");
  expect(refuse({ beta: [0.5, -0.1] })).toThrow("params.beta[1] must be 0 or more");
  expect(refuse({ beta: undefined })).toThrow("params.beta must be a list of numbers, got undefined");
  expect(refuse({}, 0)).toThrow("presample");
  expect(() => garchVariance([0.01, Number.NaN], params, 1e-4)).toThrow(
    "residuals[1] must be a finite number",
  );
});
