import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import { specName, type DistributionKind, type VolatilitySpec } from "../../lib/volatility/spec";
import { EXAMPLES } from "./examples";

/** What a maximum may lack to rounding. */
const ROUNDING = 1e-7;

/** Some eighty searches, those of two lags of each kind among them. */
const PATIENCE = 90_000;

/** Each model and those that have one lag more of some kind. */
const LADDERS: readonly (readonly VolatilitySpec[])[] = [
  ...[[1, 0], [1, 1], [2, 1], [3, 2]].map(([archLags, garchLags]): VolatilitySpec[] => [
    { kind: "garch", archLags, garchLags },
    { kind: "garch", archLags: archLags + 1, garchLags },
    { kind: "garch", archLags, garchLags: garchLags + 1 },
  ]), // prettier-ignore
  ...(["gjr", "egarch", "aparch"] as const).flatMap((kind) =>
    [[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]].map(([archLags, leverageLags, garchLags]): VolatilitySpec[] => [
      { kind, archLags, leverageLags, garchLags },
      { kind, archLags: archLags + 1, leverageLags, garchLags },
      ...(leverageLags === 0 || kind !== "aparch" ? [{ kind, archLags, leverageLags: leverageLags + 1, garchLags }] : []),
      { kind, archLags, leverageLags, garchLags: garchLags + 1 },
    ]),
  ), // prettier-ignore
  ...([[0, 0], [0, 1], [1, 0]] as const).map(([archLags, garchLags]): VolatilitySpec[] => [
    { kind: "figarch", archLags, garchLags },
    { kind: "figarch", archLags: 1, garchLags },
    { kind: "figarch", archLags, garchLags: 1 },
  ]), // prettier-ignore
];

/** Returns without any volatility to find are the hardest: there the likelihood is flat in most directions. */
const SAMPLES = {
  clustering: simulateVolatility(EXAMPLES.gjr.spec, { ...EXAMPLES.gjr.params, nu: 5 }, { length: 500, rng: createRng(31), distribution: "studentT" }), // prettier-ignore
  independent: simulateVolatility(EXAMPLES.arch.spec, { ...EXAMPLES.arch.params, alpha: [0, 0] }, { length: 500, rng: createRng(32) }), // prettier-ignore
  bursts: simulateVolatility(EXAMPLES.arch.spec, { ...EXAMPLES.arch.params, alpha: [0.3, 0.6] }, { length: 500, rng: createRng(33) }), // prettier-ignore
};

describe.each(Object.entries(SAMPLES))(
  "a lag more never lowers the log-likelihood: %s returns",
  (_, { returns }) => {
    test.each(["normal", "studentT"] as const)(
      "%s",
      (distribution: DistributionKind) => {
        const heights = new Map<string, number>();
        const height = (spec: VolatilitySpec): number => {
          const name = specName(spec);
          const known =
            heights.get(name) ?? fitVolatility(returns, spec, { distribution }).estimate.logLikelihood;
          heights.set(name, known);
          return known;
        };
        for (const [smaller, ...larger] of LADDERS)
          for (const spec of larger)
            expect(height(spec), `${specName(smaller)} → ${specName(spec)}`).toBeGreaterThan(
              height(smaller) - ROUNDING,
            );
      },
      PATIENCE,
    );
  },
);

test("GARCH is GJR without leverage, and EWMA no better than GARCH", () => {
  const { returns } = SAMPLES.clustering;
  const height = (spec: VolatilitySpec): number => fitVolatility(returns, spec).estimate.logLikelihood;
  const garch = height({ kind: "garch", archLags: 2, garchLags: 1 });
  expect(height({ kind: "gjr", archLags: 2, leverageLags: 0, garchLags: 1 })).toBeCloseTo(garch, 8);
  expect(height({ kind: "gjr", archLags: 2, leverageLags: 1, garchLags: 1 })).toBeGreaterThan(
    garch - ROUNDING,
  );
});

test("richer densities never lower it either: the normal is Student's t and the skewed t with its bounds apart", () => {
  const { returns } = SAMPLES.clustering;
  const height = (distribution: DistributionKind): number =>
    fitVolatility(returns, EXAMPLES.garch.spec, { distribution }).estimate.logLikelihood;
  expect(height("skewT")).toBeGreaterThan(height("studentT") - ROUNDING);
  expect(height("ged")).toBeGreaterThan(height("normal") - ROUNDING);
  expect(height("studentT")).toBeGreaterThan(height("normal"));
});
