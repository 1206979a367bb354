import fc from "fast-check";
import { expect, test } from "vitest";
import { VolfolioError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import { archLm } from "../../lib/statistics/archLm";
import { augmentedDickeyFuller } from "../../lib/statistics/augmentedDickeyFuller";
import { autocorrelation, partialAutocorrelation } from "../../lib/statistics/autocorrelation";
import { dieboldMariano } from "../../lib/statistics/dieboldMariano";
import { jarqueBera } from "../../lib/statistics/jarqueBera";
import { kpss } from "../../lib/statistics/kpss";
import { ljungBox } from "../../lib/statistics/ljungBox";
import { mincerZarnowitz } from "../../lib/statistics/mincerZarnowitz";
import { modelConfidenceSet } from "../../lib/statistics/modelConfidenceSet";
import { signBias } from "../../lib/statistics/signBias";

/** Few different values, many of them equal: where denominators vanish. */
const awkward = fc.array(fc.constantFrom(-1, 0, 1, 1 + 1e-15, 1e-9, 1e6), { maxLength: 24 });
const half = (x: readonly number[]): readonly number[][] => [
  x.slice(0, x.length >> 1),
  x.slice(-(x.length >> 1)),
];

const CALLS: Readonly<
  Record<string, (x: number[]) => { statistic: number; pValue: number } | ArrayLike<number>>
> = {
  autocorrelation: (x) => autocorrelation(x, { lags: 2 }).values,
  partialAutocorrelation: (x) => partialAutocorrelation(x, { lags: 2 }).values,
  ljungBox: (x) => ljungBox(x, { lags: 2 }),
  archLm: (x) => archLm(x, { lags: 2 }),
  jarqueBera: (x) => jarqueBera(x),
  augmentedDickeyFuller: (x) => augmentedDickeyFuller(x),
  "augmentedDickeyFuller without terms": (x) => augmentedDickeyFuller(x, { trend: "none", lags: 1 }),
  kpss: (x) => kpss(x),
  "kpss around a trend": (x) => kpss(x, { trend: "trend", lags: "legacy" }),
  signBias: (x) => signBias(x),
  dieboldMariano: (x) => dieboldMariano(half(x)[0], half(x)[1], { horizon: 2 }),
  mincerZarnowitz: (x) => mincerZarnowitz(half(x)[0], half(x)[1]),
  modelConfidenceSet: (x) => {
    const [a, b] = half(x);
    return Object.values(modelConfidenceSet({ a, b }, { replications: 20, rng: createRng(0) }).pValues);
  },
};

test.each(Object.entries(CALLS))("%s answers or refuses, whatever comes", (_, call) => {
  fc.assert(
    fc.property(awkward, (x) => {
      try {
        const result = call(x);
        const numbers = "statistic" in result ? [result.statistic, result.pValue] : Array.from(result);
        expect(numbers.some(Number.isNaN)).toBe(false);
        if ("statistic" in result) {
          expect(result.pValue).toBeGreaterThanOrEqual(0);
          expect(result.pValue).toBeLessThanOrEqual(1);
        }
      } catch (error) {
        if (!(error instanceof VolfolioError)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});
