import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { conditionalVolatility } from "../../lib/volatility/forecasting/conditionalVolatility";
import type { VolatilityEstimate } from "../../lib/volatility/estimation/estimate";
import { inClosedForm } from "../../lib/volatility/forecasting/expected";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { forecastDistribution } from "../../lib/volatility/forecasting/forecast";
import { volatilityLogLikelihood } from "../../lib/volatility/estimation/logLikelihood";
import { newsImpact } from "../../lib/volatility/forecasting/newsImpact";
import { rollingForecast } from "../../lib/volatility/forecasting/rolling";
import { selectGarchOrder } from "../../lib/volatility/estimation/selectOrder";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import { DISTRIBUTIONS, MEANS, type VolatilityParams } from "../../lib/volatility/spec";
import { entries, errorOf } from "../../lib/volatility/estimation/summary";
import { EXAMPLES, ONE_OF_EACH_KIND } from "./examples";

/** r′ = scale·r + shift: returns in another unit, about another level. */
interface Change {
  readonly scale: number;
  readonly shift: number;
}

/** The parameters of the same process after the change. */
function changed(params: VolatilityParams, kind: string, { scale, shift }: Change): VolatilityParams {
  const { mu, ar = [], omega, beta, delta = 2 } = params;
  const sum = (weights: readonly number[]): number => weights.reduce((a, b) => a + b, 0);
  const logs = 2 * Math.log(scale) * (1 - sum(beta));
  return {
    ...params,
    mu: scale * mu + shift * (1 - sum(ar)),
    omega: kind === "egarch" ? omega + logs : omega * scale ** delta,
  };
}

/**
 * The search ends where a quadratic model promises less than 1e-10 of ln L: within √2e-10 = 1.4e-5 standard errors of the
 * maximum. So two searches, whose data differ by rounding, end within 3e-5 standard errors of each other, and what follows
 * from the parameters moves by less than it does over a standard error, times that: all of it by less than 1e-4.
 */
const LEVEL = { rtol: 1e-12, atol: 1e-8 };
const FOLLOWS = { rtol: 1e-4 };
/** Of a parameter, in its standard errors. */
const STANDARD_ERRORS = 1e-4;
/** On a bound it is the bound, but for rounding. */
const BOUND = 1e-14;
/** Differences of derivatives: each is exact to some 1e-7, and moves with the parameters. */
const ERRORS = { rtol: 1e-3 };

const UNITS: Change[] = [
  { scale: 1e-12, shift: 0 },
  { scale: 1e12, shift: 0 },
];
/** The examples' returns have a deviation of 2. The last one costs eleven bits of each return, which leaves a rounding of 1e-12. */
const LEVELS: Change[] = [
  { scale: 1, shift: -28 },
  { scale: 1e-12, shift: 2e-13 },
  { scale: 3.7e5, shift: -1e9 },
];

/**
 * ln L of an APARCH with an AR mean has a tooth at each residual of 0, along two weights at once, and rounding decides on
 * which tooth a search ends. Its forecasts are not compared for that.
 */
const AMONG_TEETH = 2;

for (const { spec, params } of ONE_OF_EACH_KIND)
  describe(`no level and no unit of the returns matters: ${spec.kind}`, () => {
    const cases = DISTRIBUTIONS.flatMap((distribution) => MEANS.map((mean) => ({ distribution, mean })));
    test.each(cases)("$distribution, $mean mean", ({ distribution, mean }) => {
      const { returns } = simulateVolatility(
        spec,
        {
          ...params,
          mu: mean === "zero" ? 0 : params.mu,
          nu: distribution === "ged" ? 1.6 : 7,
          lambda: -0.1,
        },
        { length: 400, rng: createRng(77), distribution, burnIn: spec.kind === "ewma" ? 0 : 500 },
      );
      const options = { distribution, mean };
      const ours = fitVolatility(returns, spec, options).estimate;
      for (const change of mean === "zero" ? UNITS : [...UNITS, ...LEVELS]) {
        const { scale, shift } = change;
        const moved = returns.map((r) => scale * r + shift);
        const theirs = fitVolatility(moved, spec, options).estimate;
        if (spec.kind === "aparch" && mean === "ar") {
          const level = theirs.logLikelihood + ours.observations * Math.log(scale);
          expect([level]).toBeAllClose([ours.logLikelihood], { rtol: 0, atol: AMONG_TEETH });
          continue;
        }
        sameEstimate(theirs, ours, change);
        sameConsequences(theirs, ours, moved, change);
      }
    });
  });

function sameEstimate(theirs: VolatilityEstimate, ours: VolatilityEstimate, change: Change): void {
  const { scale } = change;
  const { spec, observations } = ours;
  expect([theirs.logLikelihood + observations * Math.log(scale)]).toBeAllClose([ours.logLikelihood], LEVEL);
  expect(theirs.onBound).toEqual(ours.onBound);
  const expected = entries(changed(ours.params, spec.kind, change));
  entries(theirs.params).forEach(([name, value], i) => {
    const error = errorOf(theirs.standardErrors.opg, name);
    const atol = error === null ? BOUND : STANDARD_ERRORS * error;
    expect([value], name).toBeAllClose([expected[i][1]], { rtol: 1e-4, atol });
  });
  for (const kind of ["hessian", "opg", "robust"] as const)
    for (const [name] of entries(ours.params)) {
      const [a, b] = [ours, theirs].map(({ standardErrors }) => errorOf(standardErrors[kind], name));
      expect(b === null, `${kind} of ${name}`).toBe(a === null);
      const factor = unitOf(name, ours, change);
      if (factor > 0) expect([b ?? 0], `${kind} of ${name}`).toBeAllClose([factor * (a ?? 0)], ERRORS);
    }
}

/** The unit of a parameter; 0 where its error follows from those of others, too: ω, and μ beside AR weights. */
function unitOf(name: string, { options }: VolatilityEstimate, { scale }: Change): number {
  if (name === "mu") return options.mean === "constant" ? scale : 0;
  return name === "omega" ? 0 : 1;
}

function sameConsequences(
  theirs: VolatilityEstimate,
  ours: VolatilityEstimate,
  moved: Float64Array,
  { scale }: Change,
): void {
  const { spec, options } = ours;
  const times = (values: Float64Array, factor: number): Float64Array => values.map((x) => factor * x);
  expect(theirs.conditionalVolatility).toBeAllClose(times(ours.conditionalVolatility, scale), FOLLOWS);
  expect(conditionalVolatility(moved, spec, theirs.params, options)).toBeAllClose(
    theirs.conditionalVolatility,
    { rtol: 1e-9 },
  );
  expect([volatilityLogLikelihood(moved, spec, theirs.params, options)]).toBeAllClose(
    [theirs.logLikelihood],
    LEVEL,
  );
  const shocks = [-5, -1, 0.5, 3];
  expect(
    newsImpact(
      theirs,
      shocks.map((e) => scale * e),
    ),
  ).toBeAllClose(times(newsImpact(ours, shocks), scale ** 2), FOLLOWS);
  for (const method of ["simulation", "bootstrap"] as const) {
    const [a, b] = [ours, theirs].map((estimate) =>
      forecastDistribution(estimate, 5, { method, paths: 50, rng: createRng(3) }),
    );
    for (const of of ["variance", "lower", "upper"] as const)
      expect(b[of], `${of} by ${method}`).toBeAllClose(times(a[of], scale ** 2), FOLLOWS);
  }
}

describe("nor does it in what fits many models", () => {
  const { spec, params } = EXAMPLES.garch;
  const { returns } = simulateVolatility(spec, params, { length: 320, rng: createRng(78) });
  const changes = [...UNITS, ...LEVELS];

  const runs = ONE_OF_EACH_KIND.flatMap((example) => MEANS.map((mean) => ({ mean, ...example }))).filter(
    ({ spec: { kind }, mean }) => !(kind === "aparch" && mean === "ar"),
  );
  test.each(runs)("rollingForecast: $spec.kind, $mean mean", ({ mean, spec: model, params: own }) => {
    const burnIn = model.kind === "ewma" ? 0 : 500;
    const path = simulateVolatility(model, own, { length: 320, rng: createRng(79), burnIn }).returns;
    const run = (values: Float64Array): ReturnType<typeof rollingForecast> =>
      rollingForecast(values, model, {
        window: 300,
        refitEvery: 10,
        mean,
        horizon: inClosedForm(model) ? 3 : 1,
      });
    const ours = run(path);
    for (const { scale, shift } of mean === "zero" ? UNITS : changes) {
      const theirs = run(path.map((r) => scale * r + shift));
      expect(theirs.variance).toBeAllClose(
        ours.variance.map((v) => scale ** 2 * v),
        FOLLOWS,
      );
      // a forecast of the mean is near 0 by chance: it is as exact as the returns' own scale
      expect(theirs.mean).toBeAllClose(
        ours.mean.map((m) => scale * m + shift),
        { rtol: 1e-12, atol: 1e-4 * scale },
      );
    }
  });

  test.each(changes)("selectGarchOrder: × $scale + $shift", ({ scale, shift }) => {
    const run = (values: Float64Array): ReturnType<typeof selectGarchOrder> =>
      selectGarchOrder(values, {
        archLags: [1, 2],
        garchLags: [0, 1, 2],
        means: shift === 0 ? ["constant", "zero"] : ["constant", "ar"],
      });
    const ours = run(returns);
    const theirs = run(returns.map((r) => scale * r + shift));
    theirs.estimates.forEach((estimate, i) =>
      expect([estimate.logLikelihood + estimate.observations * Math.log(scale)]).toBeAllClose(
        [ours.estimates[i].logLikelihood],
        LEVEL,
      ),
    );
    expect(theirs.best.estimate.spec).toEqual(ours.best.estimate.spec);
  });
});
