import { describe, expect, test } from "vitest";
import type { Candles } from "../../lib/data/candles";
import { loadDataset } from "../../lib/data/dataset";
import { COIN_NAMES, COINS, LISTINGS, SPAN } from "../../lib/data/simulated/marketModel";
import type { Coin } from "../../lib/data/simulated/marketModel";
import { simulateCandles, simulateCvi } from "../../lib/data/simulated/simulate";
import {
  autocorrelation,
  correlation,
  deviation,
  excessKurtosis,
  logChanges,
  mean,
  median,
  range,
} from "./simulatedMoments";

/*
 * The stylised facts of daily crypto markets. The first group holds for the simulated markets and, where VOLFOLIO_DATA
 * names a folder with market data, is asked of the real one with the same thresholds: facts, not habits of our model.
 * A threshold that the real market misses is wrong.
 */

interface Market {
  readonly name: string;
  readonly coins: Readonly<Record<string, Candles>>;
  readonly cvi: Candles;
  readonly returns: Readonly<Record<string, number[]>>;
}

function marketOf(name: string, coins: Market["coins"], cvi: Candles): Market {
  const returns = Object.fromEntries(COIN_NAMES.map((coin) => [coin, logChanges(coins[coin].close)]));
  return { name, coins, cvi, returns };
}

const simulated: Market[] = range(10).map((seed) => {
  const request = { seed, ...SPAN };
  const coins = { ...simulateCandles("mosef2025", request), ...simulateCandles("qfe2025", request) };
  return marketOf(`seed ${seed}`, coins, simulateCvi(request));
});

/** The days that both papers look at. */
function realMarket(): Market[] {
  if (!process.env.VOLFOLIO_DATA) return [];
  const days = { from: "2022-05-29", to: "2024-11-27" };
  const [two, one, cvi] = (["mosef2025", "qfe2025", "cvi"] as const).map((name) => loadDataset(name, days));
  if (one.provenance.simulated) return [];
  return [marketOf("real", { ...two.candles, ...one.candles }, cvi.candles.CVI)];
}

const eachCoin = (
  markets: readonly Market[],
): { name: string; coin: Coin; candles: Candles; returns: number[] }[] =>
  markets.flatMap(({ name, coins, returns }) =>
    COIN_NAMES.map((coin) => ({
      name: `${coin}, ${name}`,
      coin,
      candles: coins[coin],
      returns: returns[coin],
    })),
  );

const FACTS_HOLD_FOR = [
  { which: "ten simulated markets", markets: simulated },
  ...realMarket().map((real) => ({ which: "the real market", markets: [real] })),
];

describe.each(FACTS_HOLD_FOR)("facts of $which", ({ markets }) => {
  const coins = eachCoin(markets);

  test("returns have volatilities of 40 to 150 per cent a year", () => {
    for (const { name, returns } of coins) {
      const annual = deviation(returns) * Math.sqrt(365);
      expect(annual, name).toBeGreaterThan(0.4);
      expect(annual, name).toBeLessThan(1.5);
    }
  });

  test("returns have fat tails: an excess kurtosis above 1", () => {
    for (const { name, returns } of coins) expect(excessKurtosis(returns), name).toBeGreaterThan(1);
  });

  test("returns are hardly autocorrelated", () => {
    // 95 of 100 should lie within the band that allows for changing variance; coins move together, so nine of ten
    const inside = coins.flatMap(({ returns }) =>
      range(10, 1).map((lag) => {
        const { value, robustError } = autocorrelation(returns, lag);
        return Number(Math.abs(value) < 1.96 * robustError);
      }),
    );
    expect(mean(inside)).toBeGreaterThan(0.9);
  });

  test("returns move together: correlations of 0.4 to 0.9 between any two coins, BTC and ETH above 0.6", () => {
    for (const { name, returns } of markets) {
      for (const [i, a] of COIN_NAMES.entries())
        for (const b of COIN_NAMES.slice(0, i)) {
          const rho = correlation(returns[a], returns[b]);
          expect(rho, `${a} and ${b}, ${name}`).toBeGreaterThan(0.4);
          expect(rho, `${a} and ${b}, ${name}`).toBeLessThan(0.9);
        }
      expect(correlation(returns.BTC, returns.ETH), name).toBeGreaterThan(0.6);
    }
  });

  test("coins crash together: on BTC's ten largest days the others move far", () => {
    // normal returns with these correlations would move 2.8 times as far as usual on such days
    const ratios = markets.flatMap(({ returns }) => {
      const others = COIN_NAMES.filter((coin) => coin !== "BTC").map((coin) => returns[coin].map(Math.abs));
      const btc = returns.BTC.map(Math.abs);
      const largest = range(btc.length).sort((a, b) => btc[b] - btc[a]).slice(0, 10); // prettier-ignore
      return others.map((size) => mean(largest.map((t) => size[t])) / mean(size));
    });
    expect(mean(ratios)).toBeGreaterThan(3.3);
  });

  test("highs and lows fit the closes: Parkinson's volatility within 10 % of the one of the closes", () => {
    for (const { name, candles, returns } of coins) {
      const squares = [...candles.high].map((high, t) => Math.log(high / candles.low[t]) ** 2);
      const parkinson = Math.sqrt(mean(squares) / (4 * Math.LN2));
      expect(Math.abs(Math.log(parkinson / deviation(returns))), name).toBeLessThan(0.1);
    }
  });

  test("volumes rise with the size of the day's return, and persist", () => {
    const volumes = coins.map(({ name, candles, returns }) => {
      const log = [...candles.volume!].slice(1).map(Math.log);
      return { name, log, withSize: correlation(log, returns.map(Math.abs)) };
    });
    for (const { name, log, withSize } of volumes) {
      expect(withSize, name).toBeGreaterThan(0.15);
      expect(autocorrelation(log, 1).value, name).toBeGreaterThan(0.4);
    }
    expect(mean(volumes.map(({ withSize }) => withSize))).toBeGreaterThan(0.25);
    expect(mean(volumes.map(({ log }) => autocorrelation(log, 30).value))).toBeGreaterThan(0.1);
  });

  test("the CVI is a volatility a year in per cent: 40 to 140 on nine days of ten", () => {
    for (const { name, cvi } of markets)
      expect(mean([...cvi.close].map((v) => Number(v > 40 && v < 140))), name).toBeGreaterThan(0.9);
  });

  test("the CVI follows the volatility of BTC and ETH in the last 30 days: correlation above 0.5", () => {
    for (const {
      name,
      coins: { BTC },
      cvi,
      returns,
    } of markets) {
      // prettier-ignore
      const market = returns.BTC.map((r, t) => (r + returns.ETH[t]) / 2);
      const index = new Map(cvi.dates.map((day, t) => [day, cvi.close[t]]));
      const known = range(market.length - 29, 29).flatMap((t) => {
        const value = index.get(BTC.dates[t + 1]); // return t is the one of day t + 1
        return value === undefined ? [] : [{ value, realised: deviation(market.slice(t - 29, t + 1)) }];
      });
      const rho = correlation(known.map(({ value }) => value), known.map(({ realised }) => realised)); // prettier-ignore
      expect(rho, name).toBeGreaterThan(0.5);
    }
  });

  test("the CVI moves slowly: 2 to 6 per cent a day, and half of a deviation outlives ten days", () => {
    for (const { name, cvi } of markets) {
      const changes = deviation(logChanges(cvi.close));
      expect(changes, name).toBeGreaterThan(0.02);
      expect(changes, name).toBeLessThan(0.06);
      expect(autocorrelation([...cvi.close].map(Math.log), 10).value, name).toBeGreaterThan(0.5);
    }
  });
});

describe("of the simulated markets alone", () => {
  const coins = eachCoin(simulated);

  test("volatility comes in clusters: squared returns are autocorrelated, lag after lag", () => {
    const days = coins[0].returns.length;
    const squares = coins.map(({ name, returns }) => {
      const squared = returns.map((r) => r ** 2);
      return { name, rho: range(10, 1).map((lag) => autocorrelation(squared, lag).value) };
    });
    // Ljung and Box's statistic at ten lags: 29.6 is the 99.9 % point of χ² with ten degrees of freedom
    for (const { name, rho } of squares) {
      const ljungBox = rho.reduce((sum, r, i) => sum + r ** 2 / (days - i - 1), 0) * days * (days + 2);
      expect(ljungBox, name).toBeGreaterThan(29.6);
    }
    // single lags are noisy where tails are fat: at each of them the typical coin is above Bartlett's band, and 80 of 100
    const bartlett = 1.96 / Math.sqrt(days);
    for (const i of range(10)) {
      const atLag = squares.map(({ rho }) => rho[i]);
      expect(median(atLag)).toBeGreaterThan(bartlett);
      expect(mean(atLag.map((r) => Number(r > bartlett)))).toBeGreaterThan(0.8);
    }
  });

  test("prices stay near their level: medians within a factor of 2, 99 of 100 days within a factor of 10", () => {
    const tooFar = coins.flatMap(({ name, coin, candles }) => {
      const relative = [...candles.close].map((price) => price / COINS[coin].level);
      expect(Math.abs(Math.log(median(relative))), name).toBeLessThan(Math.LN2);
      return relative.map((r) => Number(r > 10 || r < 0.1));
    });
    expect(mean(tooFar)).toBeLessThan(0.01);
  });

  test("volumes are of the order of the listing, in the listing's unit", () => {
    const request = { seed: 0, ...SPAN };
    for (const dataset of ["qfe2025", "mosef2025"] as const) {
      const candles = simulateCandles(dataset, request);
      for (const [coin, typical] of Object.entries(LISTINGS[dataset].typicalVolume)) {
        const ratio = median([...candles[coin].volume!]) / typical;
        expect(Math.abs(Math.log(ratio)), `${coin} of ${dataset}`).toBeLessThan(Math.log(2.5));
      }
    }
  });

  test("the CVI is 60 to 90 on average", () => {
    for (const { name, cvi } of simulated) {
      expect(mean([...cvi.close]), name).toBeGreaterThan(60);
      expect(mean([...cvi.close]), name).toBeLessThan(90);
    }
  });
});
