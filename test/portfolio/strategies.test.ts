import { describe, expect, test } from "vitest";
import { createRng } from "../../lib/core/random";
import { directSharpeData } from "../../lib/forecasts/directSharpeData";
import { portfolioData } from "../../lib/forecasts/portfolioData";
import {
  followed,
  returnsOn,
  runStrategy,
  type StrategyRun,
} from "../../lib/portfolio/strategies/runStrategy";
import { BENCHMARK_STRATEGIES, type StrategySpec } from "../../lib/portfolio/strategies/strategies";
import { averageTrueRange } from "../../lib/indicators/averageTrueRange";
import { DomainError } from "../../lib/core/errors";
import { trainPortfolioNetwork } from "../../lib/neural/portfolio/trainPortfolioNetwork";
import { priceNetwork, type PriceColumns } from "../../lib/forecasts/priceForecast";
import { walkForwardPrices } from "../../lib/forecasts/walkForwardPrices";
import { simulateInvestment } from "../../lib/portfolio/simulateInvestment";
import { holdOut } from "../../lib/series/splits";

const ROWS = 120;
const COINS = ["BTC", "ETH", "XRP"] as const;
const split = holdOut(ROWS, { train: 0.75 });

function market(seed: number): Record<string, PriceColumns> {
  const rng = createRng(seed);
  const columns = COINS.map((name) => {
    const close = new Float64Array(ROWS);
    for (let t = 0; t < ROWS; t++) close[t] = t === 0 ? 50 : close[t - 1] * Math.exp(0.03 * rng.normal());
    const bars = { high: close.map((y) => y * 1.02), low: close.map((y) => y * 0.97), close };
    return [name, { close, volume: close.map(() => 1 + rng.uniform()), atr: averageTrueRange(bars) }];
  });
  return Object.fromEntries(columns) as Record<string, PriceColumns>;
}
const base = market(5);
const closesOf = (coins: Record<string, PriceColumns>): Record<string, ArrayLike<number>> =>
  Object.fromEntries(COINS.map((name) => [name, coins[name].close]));

const SHORT: Record<string, StrategySpec> = {
  ...BENCHMARK_STRATEGIES,
  MV: { ...BENCHMARK_STRATEGIES.MV, window: 20 } as StrategySpec,
  MD: { ...BENCHMARK_STRATEGIES.MD, window: 20 } as StrategySpec,
  CAPM: { kind: "capm", window: 20, rebalanceEvery: 3 },
  "DWP, mean reversion": { kind: "dynamic", rule: "meanReversion", window: 10, rebalanceEvery: 1 },
  "DWP, risk parity": { kind: "dynamic", rule: "riskParity", window: 10, rebalanceEvery: 5 },
};

/** From candles to weights: everything that notebook 08 does, with networks of a few units. */
async function allWeights(
  coins: Record<string, PriceColumns>,
): Promise<Record<string, StrategyRun["weights"]>> {
  const forecasts: [string, { close: ArrayLike<number>; predicted: Float64Array }][] = [];
  for (const name of COINS) {
    const { predicted } = await walkForwardPrices(coins[name], {
      ...{ folds: 3, length: 8, epochs: 1, seed: 1, network: priceNetwork({ neurons: 3, dropout: 0.2 }) },
      ...{ cache: false, workers: 1 },
    });
    forecasts.push([name, { close: coins[name].close, predicted }]);
  }
  const shared = portfolioData(Object.fromEntries(forecasts), { split, length: 5 });
  const direct = directSharpeData(closesOf(coins), { split, steps: 6 });
  const network = { sharing: "perCoin", lstm: [3, 3], dropout: 0.2, joinVolatility: true } as const;
  const dlm = await trainPortfolioNetwork(shared.train, network, { epochs: 2, seed: 1 });
  const dls = await trainPortfolioNetwork(
    direct.train,
    { ...network, sharing: "concatenated", lstm: [3], joinVolatility: false },
    { epochs: 2, seed: 1, variant: "batch", lambda: 0 },
  );
  const baselines = Object.entries(SHORT).map(([name, spec]) => {
    return [name, runStrategy(closesOf(coins), spec, { days: split.test }).weights] as const;
  });
  return {
    DLM: dlm.portfolios(shared.test),
    DLS: dls.portfolios(direct.test),
    ...Object.fromEntries(baselines),
  };
}

test("no leak: other prices after a day change no weight up to that day, for every strategy of the whole pipeline", async () => {
  const before = await allWeights(base);
  for (const day of [95, 108]) {
    const other = market(6);
    const mixed = COINS.map((name) => {
      const join = (a: ArrayLike<number>, b: ArrayLike<number>): Float64Array =>
        Float64Array.from(a, (x, t) => (t <= day ? x : 1.7 * b[t]));
      const { close, volume, atr } = base[name];
      return [name, { close: join(close, other[name].close), volume: join(volume, other[name].volume), atr: join(atr, other[name].atr) }]; // prettier-ignore
    });
    const after = await allWeights(Object.fromEntries(mixed) as Record<string, PriceColumns>);
    const decided = day + 2 - split.test.from; // the weights of the day after are decided at this day's close, too
    for (const name of Object.keys(before)) {
      expect(after[name].slice(0, decided), name).toEqual(before[name].slice(0, decided));
      if (!["buy and hold", "equal weight", "BTC"].includes(name))
        expect(after[name].slice(decided), name).not.toEqual(before[name].slice(decided));
    }
  }
}, 60_000);

test("every strategy can be simulated as the paper allows: without leverage", () => {
  const returns = returnsOn(closesOf(base), split.test);
  for (const spec of Object.values(SHORT)) {
    const run = runStrategy(closesOf(base), spec, { days: split.test });
    expect(run.failures).toEqual([]);
    expect(simulateInvestment(returns, run.weights, { shortSales: "idle" }).ruinedOn).toBeNull();
  }
});

test("MV, long only, is never riskier on its own days than equal weights", () => {
  const closes = closesOf(base);
  const spec: StrategySpec = {
    kind: "meanRisk",
    risk: "variance",
    window: 30,
    rebalanceEvery: 1,
    shortSales: false,
  };
  const { weights } = runStrategy(closes, spec, { days: split.test });
  const past = returnsOn(closes, { from: split.test.from - 30, to: split.test.from, of: ROWS });
  const spread = (w: ArrayLike<number>): number => {
    const earned = past.map((row) => row.reduce((sum, r, i) => sum + w[i] * r, 0));
    const mean = earned.reduce((a, b) => a + b) / earned.length;
    return earned.reduce((sum, r) => sum + (r - mean) ** 2, 0);
  };
  expect(spread(weights[0]!)).toBeLessThanOrEqual(spread([1 / 3, 1 / 3, 1 / 3]) * (1 + 1e-9));
});

describe("a day that fails", () => {
  test("is recorded and counted, and what was held stays", () => {
    const days = { from: 10, to: 14, of: 20 };
    const run = followed(days, 2, (day) => {
      if (day % 2 === 0) throw new DomainError("solver", "Σ", 0, "positive");
      return Float64Array.of(1, 0);
    });
    expect(run.weights).toEqual([
      Float64Array.of(0.5, 0.5),
      Float64Array.of(1, 0),
      null,
      Float64Array.of(1, 0),
    ]);
    expect(run.failures).toEqual([
      { day: 10, reason: "solver: Σ must be positive, got 0" },
      { day: 12, reason: "solver: Σ must be positive, got 0" },
    ]);
    const held = simulateInvestment([[0, 0], [0.1, 0], [0.1, 0], [0, 0]], run.weights); // prettier-ignore
    expect(held.wealth).toBeAllClose([10_000, 10_000, 11_000, 12_100, 12_100]);
  });

  test("happens to risk parity when a coin's price stands still", () => {
    const still = { ...closesOf(base), XRP: new Float64Array(ROWS).fill(7) };
    const spec: StrategySpec = { kind: "dynamic", rule: "riskParity", window: 10, rebalanceEvery: 1 };
    const run = runStrategy(still, spec, { days: split.test });
    expect(run.failures).toHaveLength(ROWS - split.test.from);
    expect(run.failures[0].reason).toContain("the variance of asset 2 must be above 0");
  });

  test("but a mistake in the program is not a failed day", () => {
    const broken = (): never => {
      throw new TypeError("oops");
    };
    expect(() => followed({ from: 1, to: 2, of: 3 }, 1, broken)).toThrow(TypeError);
  });
});

describe("refuses", () => {
  const closes = closesOf(base);
  test("choices that can't be", () => {
    const days = split.test;
    expect(() => runStrategy(closes, { kind: "single", coin: "DOGE" }, { days })).toThrow(
      'strategy.coin must be one of "BTC"',
    );
    expect(() => runStrategy(closes, { kind: "magic" } as never, { days })).toThrow(
      "strategy.kind must be one of",
    );
    expect(() => runStrategy(closes, { kind: "capm", window: 90, rebalanceEvery: 1 }, { days })).toThrow(
      "days.from must be at least 91, so that 90 returns come before, got 90",
    );
  });
  test("a coin with a gap, and a day without volume", async () => {
    const gap = { ...closes, ETH: Float64Array.from(closes.ETH, (y, t) => (t === 44 ? NaN : y)) };
    expect(() => runStrategy(gap, BENCHMARK_STRATEGIES.BTC, { days: split.test })).toThrow(
      "close of ETH[44] must be a finite number",
    );
    const volume = Float64Array.from(base.ETH.volume, (x, t) => (t === 30 ? 0 : x));
    const coin = { ...base.ETH, volume, name: "ETH" };
    await expect(
      walkForwardPrices(coin, { folds: 3, length: 8, epochs: 1, seed: 1, cache: false }),
    ).rejects.toThrow("volume of ETH on row 30 must be different from 0");
  });
});
