import { describe, expect, test } from "vitest";
import { createRng, type Rng } from "../../lib/core/random";
import { maximise, moved } from "../../lib/math/maximise";
import { fitted } from "../../lib/volatility/estimation/fitted";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { logReturns } from "../../lib/indicators/returns";
import { loadDataset } from "../../lib/data/dataset";
import { withDefaults } from "../../lib/volatility/options";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { DistributionKind, VolatilitySpec } from "../../lib/volatility/spec";
import archDefault from "../fixtures/volatility/archDefault.json";
import { EXAMPLES, ONE_OF_EACH_KIND } from "./examples";

/** What a fit may lack of a maximum that was found elsewhere, in ln L: the issue's own measure of "lower". */
const LOWER = 0.01;
const STARTS = 20;

/** Windows of 80 to 500 returns: simulated, and of the market at hand. */
const WINDOWS: readonly (readonly [string, Float64Array])[] = [
  ...[80, 150, 300].flatMap((length) =>
    [1, 2, 3].flatMap((seed) => [
      [`garch, ${length} days, seed ${seed}`, simulateVolatility(EXAMPLES.garch.spec, EXAMPLES.garch.params, { length, rng: createRng(900 + seed) }).returns] as const,
      [`independent, ${length} days, seed ${seed}`, normals(length, createRng(950 + seed))] as const,
    ]),
  ), // prettier-ignore
  ...["BTC", "ADA"].flatMap((coin) => {
    const returns = logReturns(loadDataset("mosef2025").candles[coin].close);
    return [[40, 80], [300, 120], [900, 200], [1200, 365], [1500, 500]].map(
      ([from, days]) => [`${coin}, ${days} days from ${from}`, returns.slice(from, from + days)] as const,
    ); // prettier-ignore
  }),
];

function normals(length: number, rng: Rng): Float64Array {
  return Float64Array.from({ length }, () => 0.02 * rng.normal());
}

/**
 * How large a share of the samples may hold a maximum that was missed, and how far below it a fit may lie. APARCH has a
 * maximum at each of many residuals of 0, the sharper the smaller δ; EGARCH has its highest ones, where α is below 0, at the
 * very edge of the paths that forget where they began; FIGARCH's are narrow in short samples.
 */
const MISSED: Partial<Record<VolatilitySpec["kind"], { share: number; by: number }>> = {
  egarch: { share: 0.1, by: 6 },
  aparch: { share: 0.5, by: 6 },
  figarch: { share: 0.1, by: 4 },
};

const NONE = { share: 0, by: LOWER };

function judge(gaps: readonly { name: string; gap: number }[], { share, by }: typeof NONE): void {
  const missed = gaps.filter(({ gap }) => gap > LOWER);
  expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(share * gaps.length);
  for (const { name, gap } of missed) expect(gap, name).toBeLessThan(by);
}

describe.each(ONE_OF_EACH_KIND.map(({ spec }) => spec))("no random start climbs higher: $kind", (spec) => {
  test.each(["normal", "studentT"] as const)(
    "%s",
    (distribution: DistributionKind) => {
      const gaps = WINDOWS.map(([name, returns]) => {
        const settled = withDefaults("test", { distribution });
        const { likelihood, maximum } = fitted("test", returns, spec, settled);
        const { region } = likelihood;
        const rng = createRng(returns.length);
        const { inside } = likelihood.model.starts(returns.length);
        const points = inside.flat(2);
        let best = Number.NEGATIVE_INFINITY;
        for (let k = 0; k < STARTS; k++) {
          // between two points of the model's map, and off by some
          const [a, b] = [0, 1].map(() => points[Math.floor(rng.uniform() * points.length)]);
          const share = rng.uniform();
          const variance = a.map((x, i) => share * x + (1 - share) * b[i] + 0.02 * rng.normal());
          const shape = likelihood.density.shapes.map(({ name }) =>
            name === "nu" ? 2.5 + 8 * rng.uniform() : 0,
          );
          const start = Float64Array.from([0.1 * rng.normal(), ...variance, ...shape]);
          const feasible = moved(start, new Float64Array(start.length), 0, region);
          const found = maximise((theta, gradient) => likelihood.value(theta, gradient), feasible, region);
          best = Math.max(best, found.value);
        }
        return { name, gap: best - maximum.value };
      });
      judge(gaps, MISSED[spec.kind] ?? NONE);
    },
    120_000,
  );
});

describe("nor does Python's arch from its own start, with the same days before the first", () => {
  const models: Record<string, VolatilitySpec> = {
    garch: { kind: "garch", archLags: 1, garchLags: 1 },
    gjr: { kind: "gjr", archLags: 1, leverageLags: 1, garchLags: 1 },
    egarch: { kind: "egarch", archLags: 1, leverageLags: 1, garchLags: 1 },
    aparch: { kind: "aparch", archLags: 1, leverageLags: 1, garchLags: 1 },
  };
  test.each(Object.entries(models))(
    "%s",
    (name, spec) => {
      const gaps = archDefault.samples.flatMap(({ returns, fits }) =>
        (["normal", "studentT"] as const).flatMap((distribution) => {
          const theirs = (fits as Record<string, ArchFit | undefined>)[`${name} ${distribution}`];
          if (theirs === undefined) return []; // arch's search did not converge
          if (spec.kind === "egarch" && !forgets(theirs.params, returns)) return [];
          const { estimate } = fitVolatility(returns, spec, { distribution, presample: "backcast" });
          return [
            { name: `${distribution}, ${returns.length} days`, gap: theirs.value - estimate.logLikelihood },
          ];
        }),
      );
      expect(gaps.length).toBeGreaterThan(30);
      judge(gaps, spec.kind === "aparch" ? { share: 0.05, by: 1 } : (MISSED[spec.kind] ?? NONE));
    },
    120_000,
  );
});

type ArchParams = Record<string, number>;
interface ArchFit {
  readonly value: number;
  readonly params: ArchParams;
}

/** Whether arch's EGARCH path forgets where it began: a maximum where it does not is one of rounding errors. */
function forgets(params: ArchParams, returns: readonly number[]): boolean {
  const { mu, omega, "alpha[1]": alpha, "gamma[1]": gamma, "beta[1]": beta } = params;
  let logVariance = omega / (1 - beta);
  let exponent = 0;
  for (const r of returns) {
    const z = (100 * r - mu) / Math.exp(0.5 * logVariance);
    exponent += Math.log(Math.abs(beta - 0.5 * (alpha * Math.abs(z) + gamma * z)) + 1e-9);
    logVariance = omega + alpha * (Math.abs(z) - Math.sqrt(2 / Math.PI)) + gamma * z + beta * logVariance;
  }
  return exponent < 0;
}
