import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test, vi } from "vitest";
import { CancelledError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import { loadDataset } from "../../lib/data/dataset";
import { logReturns } from "../../lib/indicators/returns";
import { fitVolatility } from "../../lib/volatility/estimation/fit";
import { rollingForecast, type RollingForecastOptions } from "../../lib/volatility/forecasting/rolling";
import { simulateVolatility } from "../../lib/volatility/forecasting/simulate";
import type { VolatilityOptions, VolatilitySpec } from "../../lib/volatility/spec";
import { EXAMPLES } from "./examples";

const { spec, params } = EXAMPLES.garch;
const { returns } = simulateVolatility(spec, { ...params, ar: [0.2] }, { length: 180, rng: createRng(51) });
const WINDOW = 160;

describe("changing the future never changes the past", () => {
  const variants: [string, VolatilitySpec, Partial<RollingForecastOptions>][] = [
    ...(["constant", "zero", "ar"] as const).flatMap((mean) =>
      [1, 5].flatMap((refitEvery) =>
        [true, false].map((expanding): [string, VolatilitySpec, Partial<RollingForecastOptions>] => [
          `GARCH, ${mean} mean, refit every ${refitEvery}, ${expanding ? "expanding" : "rolling"}`,
          spec,
          { mean, refitEvery, expanding },
        ]),
      ),
    ),
    ["backcast", spec, { presample: "backcast" }],
    ["GJR", EXAMPLES.gjr.spec, { refitEvery: 5 }],
    ["EGARCH, Student's t", EXAMPLES.egarch.spec, { refitEvery: 5, distribution: "studentT" }],
    ["APARCH", EXAMPLES.aparch.spec, { refitEvery: 10 }],
    ["FIGARCH", EXAMPLES.figarch.spec, { refitEvery: 5 }],
    ["EWMA", EXAMPLES.ewma.spec, { presample: "backcast" }],
    ["GJR, ten days ahead", EXAMPLES.gjr.spec, { refitEvery: 5, horizon: 10 }],
    ["FIGARCH, thirty days ahead", EXAMPLES.figarch.spec, { refitEvery: 5, horizon: 30 }],
  ];
  test.each(variants)("%s", (_, model, options) => {
    const before = rollingForecast(returns, model, { window: WINDOW, ...options });
    expect(before.variance).toHaveLength(20);
    for (const day of [WINDOW, WINDOW + 1, WINDOW + 7, WINDOW + 19]) {
      // from this day on, another world: quiet, then wild
      const other = returns.map((r, t) => (t < day ? r : t % 2 ? 0.01 * r : -9 * r + 5));
      const after = rollingForecast(other, model, { window: WINDOW, ...options });
      const known = day - WINDOW + 1; // the forecast of the day itself does not know it either
      expect(after.variance.slice(0, known)).toEqual(before.variance.slice(0, known));
      expect(after.mean.slice(0, known)).toEqual(before.mean.slice(0, known));
      if (known < 20) expect(after.variance[known]).not.toBe(before.variance[known]);
    }
  });
});

describe("each forecast is that of a fit that saw the days before", () => {
  // The same parameters to the last bit, and one step of the recursion in other units: exact but for rounding

  test.each([true, false])("expanding: %s", (expanding) => {
    const rolled = rollingForecast(returns, spec, { window: WINDOW, expanding });
    expect(rolled.refits).toBe(20);
    expect(rolled.failures).toEqual([]);
    for (const k of [0, 1, 13, 19]) {
      const fit = fitVolatility(returns.slice(expanding ? 0 : k, WINDOW + k), spec);
      expect([rolled.variance[k]]).toBeAllClose(fit.forecast(1));
      expect(rolled.mean[k]).toBeCloseTo(fit.estimate.params.mu, 14);
    }
  });

  // Of the real market where VOLFOLIO_DATA holds it, else of the simulated one
  const { candles } = loadDataset("mosef2025");
  const models: [string, VolatilitySpec, VolatilityOptions, number][] = [
    ["GARCH", EXAMPLES.garch.spec, {}, 6],
    ["GJR", EXAMPLES.gjr.spec, {}, 4],
    ["EGARCH, Student's t", EXAMPLES.egarch.spec, { distribution: "studentT" }, 2],
  ];
  const cases = models.flatMap(([name, model, own, refits]) =>
    [365, 500, 1000].map((window) => ({ name, window, model, own, refits })),
  );
  test.each(cases)("$name on $window days of each coin", ({ window, model, own, refits }) => {
    for (const coin of Object.keys(candles)) {
      const market = logReturns(candles[coin].close);
      const refitEvery = Math.ceil((market.length - window) / refits);
      const rolled = rollingForecast(market, model, { ...own, window, refitEvery });
      expect(rolled.fits).toHaveLength(refits);
      expect(rolled.refits).toBe(refits);
      rolled.fits.forEach((found, k) => {
        const day = window + k * refitEvery;
        const fit = fitVolatility(market.slice(day - window, day), model, own);
        const { params, logLikelihood, convergence, onBound } = fit.estimate;
        expect(found, coin).toEqual({ day, params, logLikelihood, convergence, onBound });
        expect([rolled.variance[day - window]], coin).toBeAllClose(fit.forecast(1));
      });
    }
  });

  test("a fit depends on its own days alone: a run that begins later finds the same", () => {
    const all = rollingForecast(returns, spec, { window: 100, refitEvery: 10 });
    const later = rollingForecast(returns.slice(30), spec, { window: 100, refitEvery: 10 });
    expect(later.fits.map((fit) => ({ ...fit, day: fit.day + 30 }))).toEqual(all.fits.slice(3));
  });

  test("fits that did not converge are counted, with their reason", () => {
    // a density that is all but Laplace's has no smooth maximum where a residual is 0
    const rng = createRng(114);
    const sharp = Float64Array.from({ length: 130 }, () => Math.sign(rng.uniform() - 0.5) * Math.log(1 - rng.uniform()) ** 2); // prettier-ignore
    const { fits, stalls } = rollingForecast(sharp, EXAMPLES.arch.spec, {
      window: 120,
      distribution: "ged",
    });
    const stalled = fits.flatMap(({ day, convergence }) =>
      convergence.status === "stalled" ? [{ day, reason: convergence.reason }] : [],
    );
    expect(stalls).toEqual(stalled);
    for (const { reason } of stalls) expect(reason).not.toBe("");
  });

  test("an AR mean forecasts from the last returns", () => {
    const rolled = rollingForecast(returns, spec, { window: WINDOW, mean: "ar", arLags: 2 });
    const { params: own } = fitVolatility(returns.slice(0, WINDOW), spec, { mean: "ar", arLags: 2 }).estimate;
    const [last, before] = [returns[WINDOW - 1], returns[WINDOW - 2]];
    expect([rolled.mean[0]]).toBeAllClose([own.mu + own.ar![0] * last + own.ar![1] * before]);
  });

  test("between two fits parameters stay, and the recursion goes on", () => {
    const rolled = rollingForecast(returns, spec, { window: WINDOW, refitEvery: 20 });
    expect(rolled.refits).toBe(1);
    const { params: own } = fitVolatility(returns.slice(0, WINDOW), spec).estimate;
    for (let k = 1; k < 20; k++) {
      const shock = returns[WINDOW + k - 1] - own.mu;
      const next = own.omega + own.alpha[0] * shock ** 2 + own.beta[0] * rolled.variance[k - 1];
      expect([rolled.variance[k]]).toBeAllClose([next]);
    }
  });
});

describe("several days ahead: the mean of what a fit to the days before expects of them", () => {
  const variants = [
    ["GARCH", spec, "normal"],
    ["GJR", EXAMPLES.gjr.spec, "skewT"],
    ["FIGARCH", EXAMPLES.figarch.spec, "normal"],
    ["EWMA", EXAMPLES.ewma.spec, "normal"],
  ] as const;
  test.each(variants)("%s", (_, model, distribution) => {
    const rolled = rollingForecast(returns, model, {
      window: WINDOW,
      refitEvery: 20,
      distribution,
      horizon: 10,
    });
    const expected = fitVolatility(returns.slice(0, WINDOW), model, { distribution }).forecast(10);
    const mean = expected.reduce((sum, v) => sum + v) / 10;
    expect([rolled.variance[0]]).toBeAllClose([mean], { rtol: 1e-9 });
  });

  test("the steps of a forecast leave no trace in the next: GARCH by its formula", () => {
    // E σ²ₜ₊ₕ = σ̄² + (α + β)ʰ (σ²ₜ − σ̄²), averaged over h = 0 … 9
    const one = rollingForecast(returns, spec, { window: WINDOW, refitEvery: 20 });
    const ten = rollingForecast(returns, spec, { window: WINDOW, refitEvery: 20, horizon: 10 });
    const { params: own, persistence } = fitVolatility(returns.slice(0, WINDOW), spec).estimate;
    const longRun = own.omega / (1 - persistence);
    const fading = (1 - persistence ** 10) / (10 * (1 - persistence));
    expect(ten.variance).toBeAllClose(
      one.variance.map((next) => longRun + fading * (next - longRun)),
      { rtol: 1e-9 },
    );
    expect(ten.mean).toEqual(one.mean);
  });

  test("not where the expectation has no closed form", () => {
    const run = (): unknown => rollingForecast(returns, EXAMPLES.egarch.spec, { window: WINDOW, horizon: 2 });
    expect(run).toThrow("rollingForecast: spec.kind must be garch, gjr, figarch or ewma");
  });
});

describe("a sample that can't be fitted is a value, not the end", () => {
  // Twenty quiet days: a window of equal returns has no volatility
  const flat = Float64Array.from({ length: 120 }, (_, t) => (t < 60 ? returns[t] : 0));

  test("the fit before it stays in use, and the day is named", () => {
    const { variance, failures, refits, stalls } = rollingForecast(flat, spec, { window: 50 });
    expect(failures[0].day).toBe(110);
    expect(failures[0].reason).toContain("a series that varies");
    expect(failures).toHaveLength(10);
    expect(refits).toBe(60);
    expect(variance.every((v) => v > 0 && Number.isFinite(v))).toBe(true);
    for (const { day, reason } of stalls) {
      expect(day).toBeGreaterThanOrEqual(50);
      expect(reason).not.toBe("");
    }
  });
});

describe("long work", () => {
  test("tells how far it is", () => {
    const onProgress = vi.fn();
    rollingForecast(returns, spec, { window: WINDOW, refitEvery: 8, onProgress });
    expect(onProgress.mock.calls.map(([event]) => event as unknown)).toEqual(
      [8, 16, 20].map((done) => ({ stage: "forecast", done, of: 20 })),
    );
  });

  test("stops when it is asked to", () => {
    const controller = new AbortController();
    const onProgress = vi.fn(() => controller.abort());
    expect(() =>
      rollingForecast(returns, spec, { window: WINDOW, onProgress, signal: controller.signal }),
    ).toThrow(CancelledError);
    expect(onProgress).toHaveBeenCalledTimes(1);
  });

  test("memory is flat over 300 refits", () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const used = (): number => {
      collect();
      return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    };
    const long = simulateVolatility(spec, params, { length: 400, rng: createRng(52) }).returns;
    const run = (): unknown => rollingForecast(long, spec, { window: 100 });
    run(); // compiles what is compiled once
    // A leak grows in every round; what else the process does grows now and then.
    const growth = Array.from({ length: 4 }, () => {
      const before = used();
      run();
      return used() - before;
    });
    expect(Math.min(...growth)).toBeLessThan(1e6); // 300 windows would be 0.24 MB, their work space ten times that
  });
});

describe("refuses, in words", () => {
  const run = (values: unknown, options: object): (() => unknown) => {
    return () => rollingForecast(values as number[], spec, { window: WINDOW, ...options });
  };
  const holed = Array.from(returns);
  holed[175] = Number.NaN;
  test.each([
    [run(returns, { window: 180 }), "rollingForecast: window must be shorter than the 180 returns, got 180"],
    [run(returns, { window: 10 }), "returns must hold at least 40 values"],
    [run(returns, { window: undefined }), "window must be a whole number, at least 1"],
    [run(returns, { refitEvery: 0 }), "refitEvery must be a whole number, at least 1"],
    [run(holed, {}), "returns[175] must be a finite number, got NaN"],
    [run(undefined, {}), "returns must be a list of numbers"],
    [run(returns, { mean: "median" }), 'mean must be one of "constant", "zero", "ar", got \'median\''],
    [run(returns.map((_, t) => 100 + t), {}), "not prices"],
  ])("%#", (call, message) => expect(call).toThrow(message)); // prettier-ignore
});
