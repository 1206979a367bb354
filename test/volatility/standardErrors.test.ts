import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import { DISTRIBUTIONS, type DistributionKind, type VolatilityParams } from "../../lib/volatility/spec";
import type { VolatilityEstimate } from "../../lib/volatility/estimation/estimate";
import { entries, errorOf } from "../../lib/volatility/estimation/summary";
import { EXAMPLES, ONE_OF_EACH_KIND } from "./examples";

const KINDS = ["hessian", "opg", "robust"] as const;
/** ν = 1.1: all but Laplace's density, whose ln f has a kink at 0. */
const SHAPES: Readonly<Record<DistributionKind, Pick<VolatilityParams, "nu" | "lambda">>> = {
  normal: {},
  studentT: { nu: 6 },
  ged: { nu: 1.1 },
  skewT: { nu: 7, lambda: -0.2 },
};
/**
 * (μ̂ − μ)/error has a root mean square near 1: over 16 samples, by the χ² with 16 degrees of freedom, from .50 to 1.57 with
 * 99.8 %, which 24 cases need. So it lies between 1/2 and 2. Each single error is within a factor of 3 of that of a regression
 * with these variances, 1/√(Σ 1/σ²): Laplace's density makes it 1.4 times smaller, the fat tails of Student's t with ν near 2
 * up to 2.5 times. A second derivative at a kink is off by 10 to 10⁹.
 */
const [SAMPLES, DAYS] = [16, 400];
const [OF_ALL, OF_EACH] = [2, 3];

describe("the errors of the mean are those that the mean has over many samples", () => {
  const cases = ONE_OF_EACH_KIND.flatMap((example) =>
    DISTRIBUTIONS.map((distribution) => ({ distribution, ...example })),
  );
  test.each(cases)("$spec.kind, $distribution", ({ spec, params, distribution }) => {
    const estimates = Array.from({ length: SAMPLES }, (_, seed) => {
      const { returns } = simulateVolatility(
        spec,
        { ...params, ...SHAPES[distribution] },
        { length: DAYS, rng: createRng(9000 + seed), distribution, burnIn: spec.kind === "ewma" ? 0 : 500 },
      );
      return fitVolatility(returns, spec, { distribution }).estimate;
    });
    for (const errors of KINDS) {
      const ratios = estimates.flatMap((estimate) => {
        const error = estimate.standardErrors[errors].mu;
        if (error === null) return [];
        const regression = 1 / Math.sqrt(estimate.conditionalVolatility.reduce((sum, s) => sum + 1 / s ** 2, 0)); // prettier-ignore
        expect(error / regression, errors).toBeGreaterThan(1 / OF_EACH);
        expect(error / regression, errors).toBeLessThan(OF_EACH);
        return [(estimate.params.mu - params.mu) / error];
      });
      expect(ratios.length, `${errors} exists`).toBeGreaterThan(SAMPLES / 2);
      const size = Math.sqrt(ratios.reduce((sum, t) => sum + t * t, 0) / ratios.length);
      expect(size, errors).toBeGreaterThan(1 / OF_ALL);
      expect(size, errors).toBeLessThan(OF_ALL);
    }
    for (const estimate of estimates) everyNullHasAReason(estimate);
  });
});

/** A parameter that is estimated, on no bound and without an error: then a note says why. */
function everyNullHasAReason({
  spec,
  params,
  standardErrors,
  onBound,
  errorNotes,
}: VolatilityEstimate): void {
  const estimated = entries(params).filter(
    ([name]) => spec.kind !== "ewma" || !["omega", "alpha"].includes(name),
  );
  for (const kind of KINDS)
    for (const [name] of estimated)
      if (errorOf(standardErrors[kind], name) === null && !onBound.includes(name))
        expect(errorNotes.join(), `${kind} of ${name}`).toContain(kind);
}

describe("a log-likelihood with kinks", () => {
  const { spec, params } = EXAMPLES.egarch;
  /** Samples in which EGARCH's maximum lies on a tooth: found by their second derivative, 20 times that of the hill. */
  const fits = Array.from({ length: 80 }, (_, seed) =>
    fitVolatility(
      simulateVolatility(spec, params, { length: 300, rng: createRng(7000 + seed) }).returns,
      spec,
    ),
  ).filter(({ estimate }) => estimate.errorNotes.length > 0 && !estimate.onBound.includes("invertibility"));

  test("is noticed, named and printed", () => {
    expect(fits.length).toBeGreaterThan(2);
    for (const fit of fits) {
      expect(fit.estimate.errorNotes[0]).toMatch(/^the log-likelihood is not smooth in mu/);
      for (const note of fit.estimate.errorNotes) expect(fit.summary()).toContain(`\n${note}`);
    }
  });

  test("has an error of the usual size, or none", () => {
    // of independent returns it is σ/√n, and what clustering does to it is less than a factor of 2
    for (const { estimate } of fits) {
      const usual = Math.sqrt(
        estimate.residuals.reduce((sum, e) => sum + e * e, 0) / estimate.observations ** 2,
      );
      for (const kind of KINDS) {
        const error = estimate.standardErrors[kind].mu;
        if (error === null) continue;
        expect(error).toBeGreaterThan(usual / 2);
        expect(error).toBeLessThan(2 * usual);
      }
      everyNullHasAReason(estimate);
    }
  });

  test("APARCH of 200 returns that end on a residual of 0: no curvature, but an outer product", () => {
    const garch = { mu: 0, omega: 1e-5, alpha: [0.1], beta: [0.85] };
    const { returns } = simulateVolatility(EXAMPLES.garch.spec, garch, { length: 1500, rng: createRng(5) });
    const { standardErrors, residuals, ...estimate } = fitVolatility(
      returns.slice(0, 200),
      EXAMPLES.aparch.spec,
    ).estimate;
    const usual = Math.sqrt(residuals.reduce((sum, e) => sum + e * e, 0)) / 200;
    expect(standardErrors.opg.mu).toBeGreaterThan(usual / 2);
    expect(standardErrors.opg.mu).toBeLessThan(2 * usual);
    for (const kind of ["hessian", "robust"] as const)
      if (standardErrors[kind].mu !== null) expect(standardErrors[kind].mu).toBeGreaterThan(usual / 3);
    everyNullHasAReason({ standardErrors, residuals, ...estimate });
  });

  test("prices that stand still on a fifth of all days put a fifth of the residuals on one kink", () => {
    const rng = createRng(12);
    const still = simulateVolatility(EXAMPLES.garch.spec, { ...EXAMPLES.garch.params, mu: 0 }, { length: 500, rng }).returns.map((r) => (rng.uniform() < 0.2 ? 0 : r)); // prettier-ignore
    for (const model of [EXAMPLES.egarch.spec, EXAMPLES.aparch.spec]) {
      const { estimate } = fitVolatility(still, model);
      const usual = Math.sqrt(estimate.residuals.reduce((sum, e) => sum + e * e, 0)) / 500;
      for (const kind of KINDS) {
        const error = estimate.standardErrors[kind].mu;
        if (error !== null) expect(error, `${model.kind} ${kind}`).toBeGreaterThan(usual / 4);
      }
      everyNullHasAReason(estimate);
    }
  });
});

test("a smooth log-likelihood is not taken for one with kinks", () => {
  const smooth: DistributionKind[] = ["normal", "studentT", "skewT"];
  for (const { spec, params } of [EXAMPLES.garch, EXAMPLES.gjr, EXAMPLES.figarch, EXAMPLES.ewma])
    for (const distribution of smooth)
      for (const days of [250, 1000]) {
        const { returns } = simulateVolatility(
          spec,
          { ...params, ...SHAPES[distribution] },
          { length: days, rng: createRng(31), distribution, burnIn: spec.kind === "ewma" ? 0 : 500 },
        );
        const { errorNotes } = fitVolatility(returns, spec, { distribution }).estimate;
        expect(errorNotes.join(), `${spec.kind} ${distribution} ${days}`).not.toContain("not smooth");
      }
});
