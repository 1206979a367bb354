import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { VolatilityEstimate } from "../../lib/volatility/estimation/estimate";
import type { DistributionKind, VolatilitySpec } from "../../lib/volatility/spec";
import { EXAMPLES } from "./examples";

const clustering = simulateVolatility(EXAMPLES.garch.spec, EXAMPLES.garch.params, {
  length: 800,
  rng: createRng(111),
}).returns;
const rng = createRng(112);
const independent = Float64Array.from({ length: 800 }, () => rng.normal());

/** Every number in a record, however deep. */
function numbers(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbers) : [];
}

describe("on a bound", () => {
  test("the result says so, and the parameter has no standard error: α of returns without clusters", () => {
    // of many quiet samples this one has its maximum where α = 0
    const { estimate } = fitVolatility(independent, { kind: "garch", archLags: 1, garchLags: 0 });
    expect(estimate.params.alpha).toEqual([0]);
    expect(estimate.onBound).toEqual(["alpha"]);
    for (const errors of Object.values(
      estimate.standardErrors,
    ) as VolatilityEstimate["standardErrors"]["opg"][]) {
      expect(errors.alpha).toEqual([null]);
      expect(errors.omega).toBeGreaterThan(0);
      expect(errors.mu).toBeGreaterThan(0);
    }
    // the others' errors are those of independent normal returns: σ/√n, σ²·√(2/n)
    expect([estimate.standardErrors.hessian.mu!]).toBeAllClose([Math.sqrt(estimate.params.omega / 800)], {
      rtol: 1e-4,
    });
    expect([estimate.standardErrors.hessian.omega!]).toBeAllClose(
      [estimate.params.omega * Math.sqrt(2 / 800)],
      { rtol: 1e-4 },
    );
  });

  test("a lag that the data don't want is named with its number", () => {
    const { estimate } = fitVolatility(clustering, { kind: "garch", archLags: 1, garchLags: 4 });
    expect(estimate.onBound.length).toBeGreaterThan(0);
    for (const name of estimate.onBound) {
      const index = Number(/^beta\[(\d)\]$/.exec(name)![1]) - 1;
      expect(estimate.params.beta[index]).toBeCloseTo(0, 6);
      expect(estimate.standardErrors.robust.beta![index]).toBeNull();
    }
  });

  test("persistence: returns whose variance has no level", () => {
    const returns = Float64Array.from({ length: 800 }, (_, t) => rng.normal() * Math.exp(t / 150));
    const { estimate } = fitVolatility(returns, EXAMPLES.garch.spec);
    expect(estimate.onBound).toContain("persistence");
    expect(estimate.persistence).toBeCloseTo(1, 7);
    // along the bound α = 1 − β, so both have the same error
    const { alpha, beta } = estimate.standardErrors.robust;
    expect(alpha![0]).toBeGreaterThan(0);
    expect([alpha![0]!]).toBeAllClose([beta![0]!], { rtol: 1e-6 });
  });

  test("GJR: α + γ = 0 where good news alone counts", () => {
    const mirrored = simulateVolatility(EXAMPLES.gjr.spec, { ...EXAMPLES.gjr.params, alpha: [0], gamma: [0.2] }, { length: 2000, rng: createRng(114) }).returns.map((r) => -r); // prettier-ignore
    const { estimate } = fitVolatility(mirrored, EXAMPLES.gjr.spec);
    expect(estimate.onBound).toEqual(["alpha + gamma"]);
    expect(estimate.params.alpha[0] + estimate.params.gamma![0]).toBeCloseTo(0, 7);
    const { alpha, gamma } = estimate.standardErrors.robust;
    expect([alpha![0]!]).toBeAllClose([gamma![0]!], { rtol: 1e-6 });
  });

  test("Student's t on normal returns: as many degrees of freedom as allowed", () => {
    const thin = Float64Array.from({ length: 800 }, () => rng.uniform() - 0.5);
    const { estimate } = fitVolatility(thin, { kind: "ewma", decay: 0.97 }, { distribution: "studentT" });
    expect(estimate.onBound).toEqual(["nu"]);
    expect(estimate.params.nu).toBe(500);
    expect(estimate.standardErrors.robust.nu).toBeNull();
  });
});

describe("convergence", () => {
  test("converged, with the iterations it took", () => {
    const { convergence } = fitVolatility(clustering, EXAMPLES.garch.spec).estimate;
    expect(convergence).toMatchObject({ status: "converged" });
    expect(convergence.iterations).toBeGreaterThan(1);
  });

  test("a density with a kink in its middle has its maximum on a kink", () => {
    // Shocks with ν = ½ drive GED's ν to its bound 1.01, where |z|^ν is all but sharp at each return equal to μ
    const sharp = Float64Array.from({ length: 800 }, () => Math.sign(rng.uniform() - 0.5) * Math.log(1 - rng.uniform()) ** 2); // prettier-ignore
    const fit = fitVolatility(sharp, { kind: "garch", archLags: 1, garchLags: 0 }, { distribution: "ged" });
    const { convergence, onBound, logLikelihood, params, standardErrors, errorNotes } = fit.estimate;
    expect(onBound).toContain("nu");
    expect(convergence.status).toBe("converged");
    expect(Math.min(...sharp.map((r) => Math.abs(r - params.mu)))).toBeLessThan(1e-8);
    expect(standardErrors.hessian.mu === null || standardErrors.hessian.mu > 1e-3).toBe(true);
    expect(errorNotes.length).toBeGreaterThan(0);
    // Laplace's density (ν = 1) at its own best scale, the mean of |r|: n·ln(1/2s) − n; at ν = 1.01 not far below
    const scale = sharp.reduce((sum, r) => sum + Math.abs(r), 0) / 800;
    expect(logLikelihood).toBeGreaterThan(-800 * (Math.log(2 * scale) + 1) - 20);
  });
});

describe("no NaN in a result, whatever the returns", () => {
  const spike = Float64Array.from({ length: 250 }, (_, t) => (t === 120 ? 1000 : Math.sin(t * t)));
  const samples: Record<string, Float64Array> = {
    independent: independent.slice(0, 250),
    clustering: clustering.slice(0, 250),
    "one day a thousand times the others": spike,
    "two values only": Float64Array.from({ length: 250 }, (_, t) => ((t * t) % 7 < 3 ? 0.01 : -0.01)),
    "mostly zeros": Float64Array.from({ length: 250 }, (_, t) => (t % 29 === 0 ? Math.cos(t) : 0)),
    "a trend in the variance": Float64Array.from(
      { length: 250 },
      (_, t) => Math.cos(7 * t * t) * Math.exp(t / 40),
    ),
    tiny: clustering.slice(0, 250).map((r) => 1e-12 * r),
    "a mean far from 0": clustering.slice(0, 250).map((r) => r - 40),
  };
  const models: VolatilitySpec[] = [
    EXAMPLES.garch.spec,
    EXAMPLES.longGarch.spec,
    EXAMPLES.gjr.spec,
    EXAMPLES.egarch.spec,
    EXAMPLES.aparch.spec,
    EXAMPLES.figarch.spec,
    EXAMPLES.ewma.spec,
  ];
  test.each(Object.entries(samples))("%s", (_, returns) => {
    for (const spec of models)
      for (const distribution of ["normal", "studentT", "ged", "skewT"] as DistributionKind[]) {
        const fit = fitVolatility(returns, spec, { distribution });
        const found = [...numbers(fit.estimate), ...fit.forecast(1)];
        expect(found.filter(Number.isNaN), `${spec.kind} ${distribution}`).toEqual([]);
        expect(fit.estimate.conditionalVolatility.every((s) => s > 0 && Number.isFinite(s))).toBe(true);
        expect(Number.isFinite(fit.estimate.logLikelihood)).toBe(true);
      }
  });
});

describe("a model with nothing to estimate", () => {
  test("EWMA with its decay given and a zero mean", () => {
    const { estimate } = fitVolatility(clustering, { kind: "ewma", decay: 0.94 }, { mean: "zero" });
    expect(estimate.parameterCount).toBe(0);
    expect(estimate.aic).toBe(-2 * estimate.logLikelihood);
    expect(estimate.convergence.status).toBe("converged");
    expect(estimate.params).toEqual({ mu: 0, omega: 0, alpha: [1 - 0.94], beta: [0.94] });
    expect(estimate.standardErrors.robust).toEqual({ mu: null, omega: null, alpha: [null], beta: [null] });
  });
});

describe("results", () => {
  const fit = fitVolatility(clustering, EXAMPLES.gjr.spec, { mean: "ar", distribution: "skewT" });

  test("errors have the shape of the parameters", () => {
    const shape = (record: object): unknown =>
      Object.fromEntries(
        Object.entries(record)
          .map(([name, v]) => [name, Array.isArray(v) ? v.length : 1])
          .sort(),
      );
    for (const errors of Object.values(fit.estimate.standardErrors) as object[])
      expect(shape(errors)).toEqual(shape(fit.estimate.params));
  });

  test("can't be changed", () => {
    const { estimate } = fit;
    expect(Object.isFrozen(fit)).toBe(true);
    expect(Object.isFrozen(estimate)).toBe(true);
    for (const record of [
      estimate.params,
      estimate.params.alpha,
      estimate.spec,
      estimate.options,
      estimate.onBound,
    ])
      expect(Object.isFrozen(record)).toBe(true);
  });

  test("print themselves as their summary, and give plain vectors to JSON", () => {
    expect(inspect(fit)).toBe(fit.summary());
    expect(fit.summary()).toMatch(
      /^GJR-GARCH\(1,1,1\), AR\(1\) mean, skewed Student t shocks, 799 observations\n/,
    );
    for (const name of ["mu", "ar", "omega", "alpha", "gamma", "beta", "nu", "lambda"])
      expect(fit.summary()).toMatch(new RegExp(`^${name} +-?\\d`, "m"));
    const json = JSON.parse(JSON.stringify(fit)) as VolatilityEstimate;
    expect(json.params).toEqual(fit.estimate.params);
    expect(json.residuals).toHaveLength(799);
    expect(Array.isArray(json.residuals)).toBe(true);
  });
});
