import { expect, test } from "vitest";
import { climbLikelihood, likelihoodSlopes } from "../../lib/volatility/estimation/climb";
import { volatilityLogLikelihood } from "../../lib/volatility/estimation/logLikelihood";
import type { GarchSpec, VolatilityParams } from "../../lib/volatility";
import { sampleReturns } from "../support/samples";

const spec: GarchSpec = { kind: "garch", archLags: 1, garchLags: 1 };
const returns = sampleReturns(1, 400);
const start: VolatilityParams = { mu: 0.001, omega: 1e-4, alpha: [0.05], beta: [0.25] };
const lnL = (params: VolatilityParams, r = returns): number => volatilityLogLikelihood(r, spec, params);

test("the slope is that of central differences", () => {
  const slopes = likelihoodSlopes(returns, spec, start);
  const central = (name: "mu" | "omega", step: number): number =>
    (lnL({ ...start, [name]: start[name] + step }) - lnL({ ...start, [name]: start[name] - step })) /
    (2 * step);
  const close = (slope: number, other: number): void =>
    expect(Math.abs(slope / other - 1)).toBeLessThan(1e-3);
  close(slopes.mu, central("mu", 1e-8));
  close(slopes.omega, central("omega", 1e-10));
  const alpha = (x: number): number => lnL({ ...start, alpha: [x] });
  close(slopes.alpha[0], (alpha(0.05 + 1e-7) - alpha(0.05 - 1e-7)) / 2e-7);
  const beta = (x: number): number => lnL({ ...start, beta: [x] });
  close(slopes.beta[0], (beta(0.25 + 1e-7) - beta(0.25 - 1e-7)) / 2e-7);
});

test("the slope of a mean, by hand: Σ ε/σ² where the variance hardly moves", () => {
  const few = [0.01, -0.02, 0.03];
  const params = { mu: 0.002, omega: 1e-4, alpha: [1e-12], beta: [] };
  const { mu } = likelihoodSlopes(few, { kind: "garch", archLags: 1, garchLags: 0 }, params);
  expect(mu / ((0.02 - 3 * 0.002) / 1e-4)).toBeCloseTo(1, 3);
});

test("no step leads down, and none leads out of the region", () => {
  let before = lnL(start);
  for (let steps = 1; steps <= 8; steps++) {
    const here = climbLikelihood(returns, spec, start, { iterations: steps });
    expect(lnL(here)).toBeGreaterThanOrEqual(before);
    before = lnL(here);
    expect(Math.min(here.omega, ...here.alpha, ...here.beta)).toBeGreaterThan(0);
    expect(here.alpha[0] + here.beta[0]).toBeLessThan(1);
  }
  expect(before).toBeGreaterThan(lnL(start));
});

test("no step is the start; steps add up", () => {
  expect(climbLikelihood(returns, spec, start, { iterations: 0 })).toEqual(start);
  const two = climbLikelihood(returns, spec, start, { iterations: 2 });
  expect(climbLikelihood(returns, spec, two, { iterations: 1 })).toEqual(
    climbLikelihood(returns, spec, start, { iterations: 3 }),
  );
});

test("the unit decides where it ends: as fractions the weights hardly move, in per cent they do", () => {
  const inPerCent = returns.map((r) => 100 * r);
  const far = climbLikelihood(inPerCent, spec, { ...start, mu: 0.1, omega: 1 }, { iterations: 12 });
  const near = climbLikelihood(returns, spec, start, { iterations: 12 });
  expect(Math.abs(near.alpha[0] - 0.05) + Math.abs(near.beta[0] - 0.25)).toBeLessThan(1e-3);
  expect(Math.abs(far.alpha[0] - 0.05) + Math.abs(far.beta[0] - 0.25)).toBeGreaterThan(0.1);
  // ln L of r in per cent is that of fractions less n ln 100
  expect(lnL(far, inPerCent) + returns.length * Math.log(100)).toBeGreaterThan(lnL(near) + 1);
});

test("a start outside of the region, and another model, are refused", () => {
  const bad = { ...start, alpha: [0.8], beta: [0.3] };
  expect(() => climbLikelihood(returns, spec, bad, { iterations: 1 })).toThrow("α and β sum to less than 1");
  expect(() => likelihoodSlopes(returns, spec, { ...start, mu: 0 })).toThrow("a mean other than 0");
  const egarch = { kind: "egarch", archLags: 1, leverageLags: 0, garchLags: 1 } as unknown as GarchSpec;
  expect(() => likelihoodSlopes(returns, egarch, start)).toThrow('spec.kind must be "garch"');
  expect(() => climbLikelihood(returns, spec, start, { iterations: -1 })).toThrow("iterations");
});
