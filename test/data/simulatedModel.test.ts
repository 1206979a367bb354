import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { bridgeExtremes, simulateBars } from "../../lib/data/simulated/bars";
import { expectedVariance, simulateIndex } from "../../lib/data/simulated/cvi";
import { COIN_NAMES, COINS, RETURNS } from "../../lib/data/simulated/marketModel";
import { dailyVariance, simulatePath } from "../../lib/data/simulated/returns";
import type { MarketPath } from "../../lib/data/simulated/returns";
import { simulateVolume } from "../../lib/data/simulated/volumes";
import { ascending, correlation, deviation, mean, range } from "./simulatedMoments";

const { alpha, beta, degreesOfFreedom, halfLife } = RETURNS;
const pull = 1 - 2 ** (-1 / halfLife);

/** ε of each day but the first: the change of the log price without its pull to the level. */
function shocks(path: MarketPath, coin: (typeof COIN_NAMES)[number]): Float64Array {
  const { logClose } = path[coin];
  const level = Math.log(COINS[coin].level);
  return logClose.subarray(1).map((p, t) => p - logClose[t] - pull * (level - logClose[t]));
}

describe("the path of returns", () => {
  const path = simulatePath(createRng(1), 20_000);

  test("its variance follows the GARCH recursion, recomputed from prices alone", () => {
    for (const coin of COIN_NAMES) {
      const { volatility } = path[coin];
      const eps = shocks(path, coin);
      const omega = dailyVariance(coin) * (1 - alpha - beta);
      const expected = eps.map((e, t) => omega + alpha * e ** 2 + beta * volatility[t + 1] ** 2);
      const recursion = expected.subarray(0, -1);
      // rtol: ε is a difference of log prices near 10, so half of its digits are gone in a quiet day
      expect(volatility.subarray(2).map((s) => s ** 2)).toBeAllClose(recursion, { rtol: 1e-9 });
    }
  });

  test("within a day it is normal, with the correlations of the one-factor model", () => {
    const normals = COIN_NAMES.map((coin) =>
      [...shocks(path, coin)].map((e, t) => e / path[coin].activity[t + 1]),
    );
    const n = normals[0].length;
    const fiveErrors = (error: number): number => (5 * error) / Math.sqrt(n);
    normals.forEach((z, i) => {
      expect(Math.abs(mean(z))).toBeLessThan(fiveErrors(1));
      expect(Math.abs(mean(z.map((v) => v ** 2)) - 1)).toBeLessThan(fiveErrors(Math.sqrt(2)));
      expect(Math.abs(mean(z.map((v) => v ** 4)) - 3)).toBeLessThan(fiveErrors(Math.sqrt(96)));
      for (let j = 0; j < i; j++) {
        const rho = COINS[COIN_NAMES[i]].loading * COINS[COIN_NAMES[j]].loading;
        expect(Math.abs(correlation(z, normals[j]) - rho)).toBeLessThan(fiveErrors(1 - rho ** 2));
      }
    });
  });

  test("the pace of the days is (ν − 2) / χ² with ν degrees of freedom, the same for all coins", () => {
    const chiSquare = [...path.BTC.activity].map(
      (s, t) => (degreesOfFreedom - 2) / (s / path.BTC.volatility[t]) ** 2,
    );
    const n = chiSquare.length;
    // mean ν, variance 2ν, fourth central moment 12 ν (ν + 4)
    const nu = degreesOfFreedom;
    expect(Math.abs(mean(chiSquare) - nu)).toBeLessThan(5 * Math.sqrt((2 * nu) / n));
    expect(Math.abs(deviation(chiSquare) ** 2 - 2 * nu)).toBeLessThan(
      5 * Math.sqrt((12 * nu * (nu + 4) - (2 * nu) ** 2) / n),
    );
    const pace = (coin: (typeof COIN_NAMES)[number]): Float64Array =>
      path[coin].activity.map((s, t) => s / path[coin].volatility[t]);
    for (const coin of COIN_NAMES) expect(pace(coin)).toBeAllClose(pace("BTC"));
  });

  test("prices hover around their level, as a first-order autoregression does", () => {
    // standard deviation of the deviation from the level: σ̄ / √(1 − φ²) with φ = 1 − κ. Its memory leaves
    // 20 000 (1 − φ) / (1 + φ) ≈ 58 independent observations: the mean within four errors, the deviation within 40 %
    for (const coin of COIN_NAMES) {
      const gap = [...path[coin].logClose].map((p) => p - Math.log(COINS[coin].level));
      const theory = Math.sqrt(dailyVariance(coin) / (1 - (1 - pull) ** 2));
      expect(Math.abs(mean(gap)), coin).toBeLessThan((4 * theory) / Math.sqrt(58));
      expect(Math.abs(deviation(gap) / theory - 1), coin).toBeLessThan(0.4);
    }
  });
});

describe("nothing reads the future: a longer market begins with the shorter one", () => {
  const short = simulatePath(createRng(2), 100);
  const long = simulatePath(createRng(2), 160);

  test("prices and volatilities", () => {
    for (const coin of COIN_NAMES)
      for (const what of ["logClose", "volatility", "activity"] as const)
        expect(long[coin][what].subarray(0, 100)).toEqual(short[coin][what]);
  });

  test("bars, volumes and the index", () => {
    const bars = [short, long].map(({ XRP }) => simulateBars(XRP.logClose, XRP.activity, createRng(3)));
    for (const column of ["open", "high", "low", "close"] as const)
      expect(bars[1][column].subarray(0, 99)).toEqual(bars[0][column]);
    const volumes = [short, long].map(({ XRP }) => simulateVolume(XRP.activity, 0.05, createRng(3)));
    expect(volumes[1].subarray(0, 100)).toEqual(volumes[0]);
    const indices = [short, long].map((path) => simulateIndex(path, createRng(3)));
    expect(indices[1].subarray(0, 99)).toEqual(indices[0]);
  });
});

describe("highs and lows", () => {
  const draws = 40_000;
  const extremes = (
    end: () => number,
    rng = createRng(4),
  ): { end: number; maximum: number; minimum: number }[] =>
    range(draws).map(() => {
      const x = end();
      return { end: x, ...bridgeExtremes(x, 1, rng) };
    });
  /** Four standard errors, and the 0.2 % by which the sessions may be off. */
  const within = (values: number[]): number =>
    (4 * deviation(values)) / Math.sqrt(draws) + 0.002 * mean(values);

  test("the maximum of a bridge follows its law, and so does the minimum", () => {
    // P(M > m) = exp(−2 m (m − x)): the Kolmogorov distance of 40 000 draws stays below 1.95 / √n in 99.9 of 100 cases
    const end = 0.7;
    const found = extremes(() => end);
    for (const [values, x] of [
      [found.map(({ maximum }) => maximum), end],
      [found.map(({ minimum }) => -minimum), -end],
    ] as const) {
      const sorted = ascending(values);
      const distance = Math.max(
        ...sorted.map((m, i) => Math.abs(1 - Math.exp(-2 * m * (m - x)) - (i + 0.5) / draws)),
      );
      expect(distance).toBeLessThan(1.95 / Math.sqrt(draws));
    }
  });

  test("the range of a bridge that ends where it began: mean √(π/2), mean square π²/6 (Feller 1951)", () => {
    const ranges = extremes(() => 0).map(({ maximum, minimum }) => maximum - minimum);
    expect(Math.abs(mean(ranges) - Math.sqrt(Math.PI / 2))).toBeLessThan(within(ranges));
    const squares = ranges.map((r) => r ** 2);
    expect(Math.abs(mean(squares) - Math.PI ** 2 / 6)).toBeLessThan(within(squares));
  });

  test("Parkinson's and Rogers and Satchell's estimators find the variance, the latter whatever the drift", () => {
    const rng = createRng(5);
    const parkinson = extremes(rng.normal).map((e) => (e.maximum - e.minimum) ** 2 / (4 * Math.LN2));
    expect(Math.abs(mean(parkinson) - 1)).toBeLessThan(within(parkinson));
    for (const drift of [-1, 0, 2]) {
      const rogersSatchell = extremes(() => drift + rng.normal()).map(
        (e) => e.maximum * (e.maximum - e.end) + e.minimum * (e.minimum - e.end),
      );
      expect(Math.abs(mean(rogersSatchell) - 1)).toBeLessThan(within(rogersSatchell));
    }
  });

  test("a day without movement is flat", () => {
    expect(bridgeExtremes(0, 0, createRng(1))).toEqual({ maximum: 0, minimum: 0 });
    expect(bridgeExtremes(0.1, 0, createRng(1)).maximum).toBeCloseTo(0.1, 15);
  });
});

describe("the index's fair value", () => {
  test("is the average of the variances that a GARCH(1, 1) expects, one day after the other", () => {
    const unconditional = 4e-4;
    for (const next of [1e-4, 4e-4, 3e-3])
      for (const horizon of [1, 2, 30]) {
        let variance = next;
        let sum = 0;
        for (let day = 0; day < horizon; day++) {
          sum += variance;
          variance = unconditional * (1 - alpha - beta) + (alpha + beta) * variance;
        }
        expect([expectedVariance(next, unconditional, horizon)]).toBeAllClose([sum / horizon]);
      }
  });

  test("two days by hand: 0.0001 today and 0.0004 in the long run", () => {
    // tomorrow 1e-4, the day after 0.02 · 4e-4 + 0.98 · 1e-4 = 1.06e-4: on average 1.03e-4
    expect([expectedVariance(1e-4, 4e-4, 2)]).toBeAllClose([1.03e-4]);
  });
});
