import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError, ShapeError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import {
  overlapAwareVolatility,
  type OverlapAwareOptions,
  type ReturnForecasts,
  type VolatilityAim,
} from "../../lib/forecasts/overlapAware";
import { rollingVolatility } from "../../lib/indicators/rollingVolatility";
import { mean as meanOf, variance as varianceOf } from "../../lib/math/moments";
import { DENSITIES } from "../../lib/volatility/densities/densities";
import { rollingForecast } from "../../lib/volatility/forecasting/rolling";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { DistributionKind } from "../../lib/volatility/spec";
import { EXAMPLES } from "../volatility/examples";

/** Quadrature and Newton's steps stop before the last digits. */
const QUADRATURE = { rtol: 1e-8 };
const AIMS = ["mean", "median", "percentage", 0.9] as const;

/** The forecast of the day after the known returns. */
const tomorrow = (known: number[], next: ReturnForecasts, options: OverlapAwareOptions = {}): number =>
  overlapAwareVolatility(known, next, { window: known.length + 1, first: known.length, ...options })[0];

const real = fc.double({ min: -0.2, max: 0.2, noNaN: true });
const returnsOf = (length: number): fc.Arbitrary<number[]> =>
  fc.array(real, { minLength: length, maxLength: length });

describe("by hand", () => {
  test("returns of 1 %, 3 % and then none: three values with mean 4/3 and variance 7/3", () => {
    // (1 − 4/3)² + (3 − 4/3)² + (0 − 4/3)² = 14/3, over 3 − 1
    for (const aim of AIMS)
      expect([tomorrow([0.01, 0.03], { variance: [0], mean: 0 }, { aim })]).toBeAllClose([
        0.01 * Math.sqrt(7 / 3),
      ]);
  });

  test("a window of two: V = |x − r|/√2, whose mean is that of a folded normal", () => {
    // r = 0.02, x normal about it with σ = 0.03: E|x − r| = σ·√(2/π); its median is 0.67448975 σ
    const next = { variance: [0.03 ** 2], mean: 0.02 };
    expect([tomorrow([0.02], next), tomorrow([0.02], next, { aim: "median" })]).toBeAllClose(
      [(0.03 * Math.sqrt(2 / Math.PI)) / Math.SQRT2, (0.03 * 0.674489750196082) / Math.SQRT2],
      QUADRATURE,
    );
  });

  test("the mean square is exact: E V² = (S + (W − 1)/W · (σ² + (μ − a)²))/(W − ddof), from all its quantiles", () => {
    const returns = [0.01, -0.02, 0.04, 0, 0.03];
    const [mu, sigma] = [0.005, 0.03];
    const a = meanOf(returns);
    const exact = (varianceOf(returns, 0) * 5 + (5 / 6) * (sigma ** 2 + (mu - a) ** 2)) / (6 - 1);
    const levels = Array.from({ length: 2000 }, (_, i) => (i + 0.5) / 2000);
    const squares = levels.map(
      (aim) => tomorrow(returns, { variance: [sigma ** 2], mean: mu }, { aim }) ** 2,
    );
    expect([meanOf(squares)]).toBeAllClose([exact], { rtol: 1e-3 }); // the midpoint rule cuts the last 1/4000
  });
});

describe("beside another quadrature", () => {
  interface Case extends Omit<ReturnForecasts, "variance"> {
    readonly known: number[];
    readonly ddof: 0 | 1;
    readonly deviation: number;
    readonly expected: Record<string, number>;
  }
  const { cases } = JSON.parse(
    readFileSync(join(__dirname, "../fixtures/forecasts/overlapAware.json"), "utf8"),
  ) as { cases: Case[] };

  test.each(cases)("$distribution, known $known.length", ({ known, ddof, deviation, expected, ...next }) => {
    for (const aim of AIMS)
      expect([tomorrow(known, { ...next, variance: [deviation ** 2] }, { ddof, aim })]).toBeAllClose(
        [expected[aim]],
        QUADRATURE,
      );
  });
});

describe("each aim has the smallest expected error of its kind, by Monte Carlo", () => {
  const known = Array.from({ length: 29 }, (_, i) => 0.02 * Math.sin(i));
  const shapes: [DistributionKind, number[]][] = [
    ["normal", []],
    ["studentT", [4]],
    ["skewT", [5, 0.4]],
    ["ged", [1.3]],
  ];

  test.each(shapes)("%s", (distribution, [nu, lambda]) => {
    const rng = createRng(7);
    const draws = 20_000;
    const [mu, sigma] = [0.002, 0.05];
    const outcomes = Float64Array.from({ length: draws }, () => {
      const x = mu + sigma * DENSITIES[distribution].draw(rng, [nu, lambda]);
      return rollingVolatility([...known, x], { window: 30, ddof: 1, warmUp: "skip" })[0];
    });
    const next = { variance: [sigma ** 2], mean: mu, distribution, nu, lambda };
    const forecast = (aim: (typeof AIMS)[number]): number => tomorrow(known, next, { aim });

    const standardError = Math.sqrt(varianceOf(outcomes, 1) / draws);
    expect(Math.abs(meanOf(outcomes) - forecast("mean"))).toBeLessThan(4 * standardError);
    const below = (f: number, weight: (v: number) => number): number => {
      const weights = outcomes.map(weight);
      return meanOf(outcomes.map((v, i) => (v < f ? weights[i] : 0))) / meanOf(weights);
    };
    const ofShare = 4 * Math.sqrt(0.25 / draws);
    expect(Math.abs(below(forecast("median"), () => 1) - 0.5)).toBeLessThan(ofShare);
    expect(Math.abs(below(forecast(0.9), () => 1) - 0.9)).toBeLessThan(ofShare);
    expect(Math.abs(below(forecast("percentage"), (v) => 1 / v) - 0.5)).toBeLessThan(1.5 * ofShare);
    const percentageError = (f: number): number => meanOf(outcomes.map((v) => Math.abs(v - f) / v));
    expect(percentageError(forecast("percentage"))).toBeLessThan(percentageError(forecast("median")));
    expect(forecast("percentage")).toBeLessThan(forecast("median"));
  });
});

describe("properties", () => {
  const WINDOW = 6;
  const variances = fc.array(fc.double({ min: 1e-8, max: 0.1, noNaN: true }), { minLength: 8, maxLength: 8 });
  const aims = fc.constantFrom(...AIMS);

  test("what is certain is the volatility itself: forecasts without variance whose mean comes true", () => {
    fc.assert(
      fc.property(returnsOf(14), aims, (returns, aim) => {
        const next = { variance: new Float64Array(8), mean: returns.slice(-8) };
        expect(overlapAwareVolatility(returns, next, { window: WINDOW, aim })).toBeAllClose(
          rollingVolatility(returns, { window: WINDOW, ddof: 1, warmUp: "skip" }).slice(-8),
          { atol: 1e-9, rtol: 1e-9 },
        );
      }),
    );
  });

  test("changing the future never changes the past", () => {
    fc.assert(
      fc.property(
        returnsOf(14),
        variances,
        fc.integer({ min: 6, max: 13 }),
        aims,
        (returns, variance, day, aim) => {
          const options = { window: WINDOW, aim };
          const before = overlapAwareVolatility(returns, { variance }, options);
          const other = returns.map((r, t) => (t < day ? r : 1 - 3 * r));
          const after = overlapAwareVolatility(other, { variance }, options);
          const known = day - 6 + 1; // the forecast of the day itself does not read it
          expect(after.slice(0, known)).toEqual(before.slice(0, known));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("the unit of the returns is that of the forecasts, and a shift of all returns changes nothing", () => {
    fc.assert(
      fc.property(returnsOf(13), variances, aims, (drawn, variance, aim) => {
        const returns = drawn.map((r, t) => r + 0.01 * Math.sin(t)); // not all the same
        const options = { window: WINDOW, aim };
        const before = overlapAwareVolatility(returns, { variance, mean: 0.001 }, options);
        const perCent = overlapAwareVolatility(
          returns.map((r) => 100 * (r + 0.3)),
          { variance: variance.map((v) => 1e4 * v), mean: 30.1 },
          options,
        );
        expect(perCent).toBeAllClose(
          before.map((v) => 100 * v),
          { rtol: 1e-7 },
        );
      }),
      { numRuns: 40 },
    );
  });

  test("more variance never lowers the mean nor a quantile, for a return expected where the others lie", () => {
    fc.assert(
      fc.property(
        returnsOf(5),
        fc.double({ min: 0.001, max: 0.1, noNaN: true }),
        aims,
        (known, sigma, aim) => {
          const at = (deviation: number): number =>
            tomorrow(known, { variance: [deviation ** 2], mean: meanOf(known) }, { aim });
          expect(at(1.5 * sigma)).toBeGreaterThanOrEqual(at(sigma));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a nearly certain return is no harder than an uncertain one", () => {
    const known = [0.01, -0.02, 0.03];
    const at = (deviation: number, aim: VolatilityAim = "mean"): number =>
      tomorrow(known, { variance: [deviation ** 2], mean: 0.05 }, { aim });
    for (const deviation of [1e-4, 1e-6, 1e-8])
      for (const aim of AIMS)
        expect([at(deviation, aim)]).toBeAllClose([at(0)], { rtol: 0, atol: 2 * deviation });
  });
});

test("where all known returns are the same, no percentage is finite but that of 0", () => {
  expect(tomorrow([0.25, 0.25, 0.25], { variance: [1e-4] }, { aim: "percentage" })).toBe(0);
});

describe("days", () => {
  const { spec, params } = EXAMPLES.garch;
  const { returns } = simulateVolatility(
    spec,
    { ...params, nu: 5 },
    { length: 150, distribution: "studentT", rng: createRng(4) },
  );

  test("takes what rollingForecast answers, the shape of its density included", () => {
    const rolled = rollingForecast(returns, spec, { window: 140, distribution: "studentT", refitEvery: 5 });
    expect(rolled.distribution).toBe("studentT");
    expect(rolled.nu).toHaveLength(10);
    expect([rolled.nu![0], rolled.nu![5]]).toEqual([rolled.nu![4], rolled.nu![9]]);
    expect(rolled.nu![4]).not.toBe(rolled.nu![5]); // two fits
    const byHand = {
      variance: rolled.variance,
      mean: rolled.mean,
      distribution: "studentT",
      nu: rolled.nu,
    } as const;
    expect(overlapAwareVolatility(returns, rolled)).toEqual(overlapAwareVolatility(returns, byHand));
    const normal = { variance: rolled.variance, mean: rolled.mean };
    expect(overlapAwareVolatility(returns, rolled)).not.toEqual(overlapAwareVolatility(returns, normal));
  });

  test("the last forecast may be about the day after the returns", () => {
    const variance = [1e-4, 2e-4, 3e-4];
    const tomorrow = overlapAwareVolatility(returns, { variance }, { first: 148 });
    const later = overlapAwareVolatility([...returns, 0.5], { variance });
    expect(tomorrow).toEqual(later);
  });
});

describe("says what is wrong", () => {
  const returns = Array.from({ length: 40 }, (_, i) => 0.01 * Math.cos(i));
  const one = (next: Partial<ReturnForecasts>, options = {}): (() => unknown) => {
    return () => overlapAwareVolatility(returns, { variance: [1e-4], ...next }, options);
  };
  test.each<[string, () => unknown, typeof DomainError | typeof ShapeError, RegExp]>([
    ["negative variance", one({ variance: [-1] }), DomainError, /variance\[0\] must be at least 0, got -1/],
    ["NaN", one({ variance: [Number.NaN] }), DomainError, /variance\[0\]/],
    ["no shape", one({ distribution: "studentT" }), DomainError, /nu must be a list of numbers/],
    [
      "shape out of range",
      one({ distribution: "studentT", nu: 2 }),
      DomainError,
      /nu of day 0 must be .*2\.05/,
    ],
    [
      "means too few",
      one({ variance: [1, 1], mean: [0] }),
      ShapeError,
      /mean and variance must have the same length/,
    ],
    ["aim", one({}, { aim: "mode" }), DomainError, /aim must be one of/],
    ["quantile", one({}, { aim: 1 }), DomainError, /aim must be a number/],
    [
      "a first day without a window",
      one({}, { first: 28 }),
      ShapeError,
      /days from 29 to 40 of the 40 returns, got a first day 28/,
    ],
    ["a day too late", one({}, { first: 41 }), ShapeError, /got a first day 41/],
    ["window of one", one({}, { window: 1 }), DomainError, /window must be/],
    [
      "nothing",
      () => overlapAwareVolatility(returns, undefined as never),
      DomainError,
      /next must be a record/,
    ],
  ])("%s", (_, call, kind, message) => {
    expect(call).toThrow(kind);
    expect(call).toThrow(message);
  });
});
