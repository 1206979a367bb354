import { describe, expect, test } from "vitest";
import { DENSITIES } from "../../lib/volatility/densities/densities";
import type { VolatilityEstimate } from "../../lib/volatility/estimation/estimate";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { volatilityLogLikelihood } from "../../lib/volatility/estimation/logLikelihood";
import { withDefaults } from "../../lib/volatility/options";
import { thetaOf } from "../../lib/volatility/estimation/parameterVector";
import { forecastVariance } from "../../lib/volatility/forecasting/forecast";
import { backcast, Likelihood } from "../../lib/volatility/estimation/likelihood";
import {
  specName,
  type Presample,
  type VolatilityOptions,
  type VolatilityParams,
  type VolatilitySpec,
} from "../../lib/volatility/spec";
import fixture from "../fixtures/volatility/volatility.json";

/** The same sums in another order, through some hundred days of recursion. */
const RECURSION = { rtol: 1e-10 };

const ORDER = ["mu", "omega", "alpha", "gamma", "phi", "d", "beta", "delta", "nu", "lambda"];

interface Row {
  readonly spec: VolatilitySpec;
  readonly params: VolatilityParams;
  readonly mean: "zero" | "constant" | "ar";
  readonly distribution: "normal" | "studentT" | "ged" | "skewT";
}

const optionsOf = ({ mean, distribution }: Partial<Row>): VolatilityOptions => ({
  mean,
  distribution,
  arLags: 2,
  presample: "backcast",
});

describe("log-likelihood at given parameters", () => {
  const rows = fixture.likelihoods as unknown as (Row & { logLikelihood: number })[];
  for (const kind of new Set(rows.map(({ spec }) => specName(spec))))
    test(kind, () => {
      const own = rows.filter(({ spec }) => specName(spec) === kind);
      expect(own).toHaveLength(12); // three means, four densities
      expect(
        own.map((row) => volatilityLogLikelihood(fixture.series.short, row.spec, row.params, optionsOf(row))),
      ).toBeAllClose(
        own.map((row) => row.logLikelihood),
        RECURSION,
      );
    });
});

describe("fits", () => {
  interface Fit extends Row {
    readonly logLikelihood: number;
    readonly classic: VolatilityParams;
    readonly robust: VolatilityParams;
  }
  const rows = fixture.fits as unknown as Fit[];
  for (const row of rows)
    test(`${specName(row.spec)}, ${row.distribution}`, () => {
      const { estimate } = fitVolatility(fixture.series.long, row.spec, optionsOf(row));
      const { params, logLikelihood, standardErrors } = estimate;
      expect(estimate.convergence.status).toBe("converged");
      expect(logLikelihood).toBeGreaterThan(row.logLikelihood - 1e-7);
      expect(logLikelihood).toBeLessThan(row.logLikelihood + 1e-4);
      const of = (record: object): number[] => {
        const given = row.spec.kind === "ewma" ? ["omega", "alpha"] : []; // not estimated
        return ORDER.filter((name) => !given.includes(name)).flatMap(
          (name) => (record as Record<string, number | number[]>)[name] ?? [],
        );
      };
      // SLSQP leaves the parameters that the data say least about a small part of a standard error away
      const slack = of(row.classic).map((error) => 0.005 * error);
      of(params).forEach((value, i) => expect(Math.abs(value - of(row.params)[i])).toBeLessThan(slack[i]));
      // arch's derivatives are differences of the likelihood itself: three or four digits of an error
      expect(of(standardErrors.hessian)).toBeAllClose(of(row.classic), { rtol: 5e-3 });
      expect(of(standardErrors.robust)).toBeAllClose(of(row.robust), { rtol: 1e-2 });
    });
});

/** What a fit would say if it had found these parameters. */
function estimateWith({ spec, params, mean }: Row, presample: Presample): VolatilityEstimate {
  const options = withDefaults("test", { ...optionsOf({ mean }), presample });
  const likelihood = new Likelihood(Float64Array.from(fixture.series.short), spec, options);
  const presampleVariance = likelihood.filter(thetaOf("test", likelihood, params));
  const { estimate } = fitVolatility(fixture.series.short, { kind: "ewma", decay: 0.9 });
  return {
    ...estimate,
    spec,
    params,
    options,
    presampleVariance,
    residuals: likelihood.residuals,
    conditionalVolatility: likelihood.variance.map(Math.sqrt),
  };
}

describe("conditional volatility and analytic forecasts", () => {
  const rows = fixture.forecasts as unknown as (Row & { variance: number[]; volatility: number[] })[];
  for (const row of rows)
    test(`${specName(row.spec)}, ${row.mean} mean`, () => {
      const { conditionalVolatility, residuals } = estimateWith(row, "backcast");
      const third = row.mean === "ar" ? 0 : 2;
      expect([conditionalVolatility.at(-1)!, conditionalVolatility[third]]).toBeAllClose(
        row.volatility,
        RECURSION,
      );
      expect(residuals).toHaveLength(row.mean === "ar" ? 248 : 250);
      // Where it forecasts, arch casts back from the residuals at the parameters, not from those of least squares
      const continued = estimateWith(row, backcast(residuals));
      expect(forecastVariance(continued, row.variance.length)).toBeAllClose(row.variance, RECURSION);
    });
});

describe("densities", () => {
  for (const { distribution, shape, cdf, quantile, moments } of fixture.densities)
    test(`${distribution} ${shape.join(" ")}`, () => {
      const density = DENSITIES[distribution as Row["distribution"]];
      // small probabilities in a tail lose digits on both sides; scipy's inverse of Student's t has some 1e-10
      expect(cdf.map(([x]) => density.cdf(x, shape))).toBeAllClose(
        cdf.map(([, p]) => p),
        { rtol: 1e-9, atol: 1e-15 },
      );
      expect(quantile.map(([p]) => density.quantile(p, shape))).toBeAllClose(
        quantile.map(([, x]) => x),
        { rtol: 1e-9, atol: 1e-12 },
      );
      const [first, second] = moments;
      expect(density.moment(1, shape).below).toBeCloseTo(-first[1], 8);
      expect(density.moment(2, shape).below).toBeCloseTo(second[1], 8);
    });
});
