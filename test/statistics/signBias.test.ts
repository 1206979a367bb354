import { inspect } from "node:util";
import { expect, test } from "vitest";
import { signBias } from "../../lib/statistics/signBias";
import fixture from "../fixtures/statistics/statistics.json";
import { garchShocks, rejectionRate } from "./series";

const { standardised, ...theirs } = fixture.signBias;

test("agrees with the regression in statsmodels", () => {
  const ours = signBias(standardised);
  const effects = [ours.sign, ours.negativeSize, ours.positiveSize];
  const close = { rtol: 1e-9, atol: 0 };
  expect(effects.map((effect) => effect.coefficient)).toBeAllClose(theirs.coefficients, close);
  expect(effects.map((effect) => effect.statistic)).toBeAllClose(theirs.statistics, close);
  expect(effects.map((effect) => effect.pValue)).toBeAllClose(theirs.pValues, close);
  expect([ours.statistic, ours.pValue]).toBeAllClose(theirs.joint, close);
});

test("shocks in another unit change the size coefficients by it, and no test", () => {
  const plain = signBias(standardised);
  const scaled = signBias(standardised, { shocks: standardised.map((z) => 0.02 * z) });
  expect([scaled.statistic, scaled.sign.statistic, scaled.negativeSize.statistic]).toBeAllClose(
    [plain.statistic, plain.sign.statistic, plain.negativeSize.statistic],
    { rtol: 1e-9 },
  );
  expect([0.02 * scaled.positiveSize.coefficient]).toBeAllClose([plain.positiveSize.coefficient], {
    rtol: 1e-9,
  });
});

test("joint test: size 5 % ± 2 % in 1000 samples of a right model, power above 90 % where leverage is left out", () => {
  const right = rejectionRate(1000, 51, (rng) => {
    const { shocks, deviations } = garchShocks(rng, 1000);
    return signBias(shocks.map((e, t) => e / deviations[t])).pValue;
  });
  expect(Math.abs(right - 0.05)).toBeLessThan(0.02);
  const wrong = rejectionRate(100, 52, (rng) => {
    const { shocks } = garchShocks(rng, 2000, { alpha: 0.05, gamma: 0.4, beta: 0.7 });
    return signBias(shocks).pValue; // as if the variance were constant
  });
  expect(wrong).toBeGreaterThan(0.9);
});

test("prints the joint test, the three effects and the null hypothesis", () => {
  expect(inspect(signBias(standardised))).toMatch(
    /^sign bias, joint: LM = .*\nsign: t = .*; negative size: t = .*; positive size: t = .*\nnull hypothesis: sign and size/,
  );
});

test("what has no answer is refused", () => {
  expect(() => signBias([1, -1, 2])).toThrow(
    "signBias: standardisedResiduals must hold at least 8 values, got 3",
  );
  expect(() => signBias([1, 2, 3, 4, 5, 6, 7, 8])).toThrow(
    "signBias: shocks must be a list with at least two values of each sign",
  );
  expect(() => signBias(standardised, { shocks: standardised.slice(1) })).toThrow(
    "signBias: standardisedResiduals and shocks must have the same length, got 400 and 399",
  );
});
