import { describe, expect, test } from "vitest";
import { DomainError, ShapeError } from "../../lib/core/errors";
import { createRng } from "../../lib/core/random";
import { rSquared } from "../../lib/measures/errors";
import {
  forecastPrices,
  forecastPricesAfter,
  forecastPricesOf,
  priceNetwork,
  type PriceColumns,
} from "../../lib/forecasts/priceForecast";
import {
  forecastVolatility,
  forecastVolatilityOf,
  HYBRID_NETWORK,
  VOLATILITY_NETWORK,
} from "../../lib/forecasts/volatilityForecast";
import { walkForwardPrices } from "../../lib/forecasts/walkForwardPrices";
import { holdOut } from "../../lib/series/splits";

const N = 90;
const rng = createRng(5);
const walk = Float64Array.from({ length: N }, () => 0.03 * rng.normal()).map(
  (
    (sum) => (r) =>
      (sum += r)
  )(0),
);
const coin: PriceColumns = {
  close: walk.map((x) => 100 * Math.exp(x)),
  volume: Float64Array.from({ length: N }, () => 50 + 10 * rng.uniform()),
  atr: Float64Array.from({ length: N }, () => 2 + rng.uniform()),
};
const { train } = holdOut(N, { train: 0.7 }); // 63 rows
const small = {
  train,
  network: priceNetwork({ neurons: 4, dropout: 0.2 }),
  length: 10,
  epochs: 2,
  batchSize: 8,
  seed: 3,
  cache: false as const,
};

/** The coin with a feature changed on one row. */
function changed(feature: "close" | "volume" | "atr", row: number, factor = 1.5): PriceColumns {
  return { ...coin, [feature]: Float64Array.from(coin[feature], (x, d) => (d === row ? factor * x : x)) };
}

/** The rows on which two vectors differ; NaN is the same as NaN. */
const differing = (a: Float64Array, b: Float64Array): number[] =>
  Array.from(a, (_, d) => d).filter((d) => !Object.is(a[d], b[d]));

test("forecasts after several numbers of epochs are those of each number, and say who is wrong", async () => {
  const coins = { A: coin, B: changed("close", 30) };
  const [late, early] = await forecastPricesAfter(coins, [3, 1], small);
  for (const [forecasts, epochs] of [[late, 3] as const, [early, 1] as const]) {
    const alone = await forecastPricesOf(coins, { ...small, epochs });
    expect(Object.keys(forecasts)).toEqual(["A", "B"]);
    for (const name of ["A", "B"]) expect(forecasts[name].predicted).toEqual(alone[name].predicted);
  }
  await expect(forecastPricesAfter(coins, [3, 0], small)).rejects.toThrow("epochs must be");
  await expect(forecastPricesAfter({ A: changed("volume", 4, 0) }, [1], small)).rejects.toThrow(
    "forecastPricesAfter: volume of A on row 4",
  );
});

describe("forecastPrices", () => {
  test("stand on the days that they are about, in USD", async () => {
    const { model, predicted, inSample, test: days, ...rest } = await forecastPrices(coin, small);
    expect(days).toEqual({ from: 63, to: N, of: N });
    expect(Array.from(predicted, Number.isNaN)).toEqual(Array.from({ length: N }, (_, d) => d < 63));
    expect(Array.from(inSample, Number.isNaN)).toEqual(Array.from({ length: N }, (_, d) => d < 9));
    expect(predicted.subarray(63)).toEqual(inSample.subarray(63));
    // Day 70 from days 61 to 69, each feature over its value on day 61, less 1
    const inputs = [61, 62, 63, 64, 65, 66, 67, 68, 69].flatMap((d) =>
      [coin.close, coin.volume, coin.atr].map((x) => x[d] / x[61] - 1),
    );
    const [answer] = model.predict({ shape: [1, 9, 3], inputs: Float64Array.from(inputs) });
    expect(predicted[70]).toBeCloseTo((answer + 1) * coin.close[61], 4); // single precision inside
    expect(rest.rSquared).toBe(rSquared(Array.from(coin.close).slice(63), predicted.subarray(63)));
    expect(rest.trainingLoss).toBe(model.curves.loss[1]);
  });

  test("changing the future never changes the past", async () => {
    const before = await forecastPrices(coin, small);
    for (const feature of ["close", "volume", "atr"] as const) {
      const after = await forecastPrices(changed(feature, 75), small);
      expect(JSON.stringify(after.model.weights)).toBe(JSON.stringify(before.model.weights));
      const rows = differing(before.predicted, after.predicted);
      expect(rows.length).toBeGreaterThan(0);
      expect(Math.min(...rows)).toBe(76); // the day itself is forecast from the days before it
    }
  });

  test("prices in cents give forecasts in cents", async () => {
    const cents = { ...coin, close: Float64Array.from(coin.close, (x) => 128 * x) };
    const [usd, other] = [await forecastPrices(coin, small), await forecastPrices(cents, small)];
    expect(other.predicted.subarray(63)).toEqual(usd.predicted.subarray(63).map((x) => 128 * x));
    expect(other.rSquared).toBeCloseTo(usd.rSquared, 12);
  });

  test("of several coins are those of each alone, on any number of workers", async () => {
    const coins = { A: coin, B: changed("close", 20) };
    const alone = [await forecastPrices(coins.A, small), await forecastPrices(coins.B, small)];
    for (const workers of [1, 2]) {
      const together = await forecastPricesOf(coins, { ...small, workers });
      expect(together.A.predicted).toEqual(alone[0].predicted);
      expect(together.B.predicted).toEqual(alone[1].predicted);
    }
  });

  test("the last rows may all be training rows but one: there is no R² then", async () => {
    const last = holdOut(N, { train: (N - 1) / N }).train;
    expect((await forecastPrices(coin, { ...small, train: last })).rSquared).toBeNaN();
  });
});

describe("forecastPrices refuses", () => {
  const failing = (broken: Partial<PriceColumns>, options: object = {}): Promise<unknown> =>
    forecastPrices({ ...coin, name: "EOS", ...broken }, { ...small, ...options });
  const withZero = (row: number): Float64Array =>
    Float64Array.from(coin.volume, (x, d) => (d === row ? 0 : x));

  test("a zero as first value of a window, and names coin, feature and day", async () => {
    const dates = Array.from({ length: N }, (_, d) => `day ${d}`);
    await expect(failing({ volume: withZero(20), dates })).rejects.toThrow(
      "forecastPrices: volume of EOS on day 20 must be different from 0, since windows are scaled by their first value, got 0",
    );
    await expect(failing({ volume: withZero(20) })).rejects.toThrow(/volume of EOS on row 20/);
  });

  test("but not a zero that no window begins with", async () => {
    await expect(failing({ volume: withZero(N - 1) })).resolves.toBeDefined();
  });

  test.each<[string, Partial<PriceColumns>, object, RegExp, new (...args: never[]) => Error]>([
    ["NaN", { atr: walk.map((x, d) => (d === 3 ? Number.NaN : x)) }, {}, /atr of EOS\[3\]/, DomainError],
    ["columns of different lengths", { volume: [1, 2] }, {}, /same length/, ShapeError],
    ["windows longer than the training rows", {}, { length: 64 }, /windows of 64 rows must fit/, ShapeError],
    [
      "a batch larger than the data",
      {},
      { batchSize: 500 },
      /batchSize .* from 1 to 54, got 500/,
      DomainError,
    ],
    ["no training rows", {}, { train: undefined }, /train must be the training rows/, DomainError],
    ["rows of another split", {}, { train: holdOut(80, { train: 0.5 }).train }, /80 rows/, ShapeError],
  ])("%s", async (_, broken, options, message, kind) => {
    const work = failing(broken, options);
    await expect(work).rejects.toThrow(message);
    await expect(work).rejects.toBeInstanceOf(kind);
  });
});

describe("walkForwardPrices", () => {
  const options = { ...small, folds: 3 };

  test("forecasts every day after the first fold, each from a network of earlier days", async () => {
    const { predicted, folds } = await walkForwardPrices(coin, options);
    expect(folds.map(({ train, test }) => [train.from, train.to, test.from, test.to])).toEqual([
      [0, 30, 30, 60],
      [0, 60, 60, 90],
    ]);
    expect(Array.from(predicted, Number.isNaN)).toEqual(Array.from({ length: N }, (_, d) => d < 30));
    const second = await forecastPrices(coin, { ...small, train: folds[1].train });
    expect(predicted.subarray(60)).toEqual(second.predicted.subarray(60));
  });

  test("changing the future never changes the past, across folds too", async () => {
    const before = await walkForwardPrices(coin, options);
    const after = await walkForwardPrices(changed("close", 45), options);
    const rows = differing(before.predicted, after.predicted);
    expect(Math.min(...rows)).toBe(46);
    expect(rows).toContain(80); // the second network has learned from day 45
  });

  test("refuses folds that are shorter than a window", async () => {
    await expect(walkForwardPrices(coin, { ...options, folds: 30 })).rejects.toThrow(
      "a fold must hold a window of 10 rows, got 90 rows in 30 folds",
    );
  });
});

describe("forecastVolatility", () => {
  const target = walk.map((x) => 0.03 + 0.01 * Math.sin(3 * x));
  const second = Float64Array.from({ length: N }, () => rng.uniform());
  const tiny = [{ lstm: 3, sequence: true }, { lstm: 3 }, { dense: 2 }, { dense: 1 }];
  const settings = {
    train,
    network: tiny,
    length: 10,
    epochs: 2,
    batchSize: 8,
    seed: 2,
    cache: false as const,
  };
  const put = (values: Float64Array, row: number, value: number): Float64Array =>
    values.map((x, d) => (d === row ? value : x));

  test("stands on the days that it is about, in units of column 0", async () => {
    const { forecasts, inSample, model, test: days } = await forecastVolatility([target, second], settings);
    expect(days).toEqual({ from: 63, to: N, of: N });
    expect(Array.from(forecasts, Number.isNaN)).toEqual(Array.from({ length: N }, (_, d) => d < 63));
    expect(forecasts.subarray(63)).toEqual(inSample.subarray(63));
    const range = (values: Float64Array): [number, number] => {
      const known = Array.from(values.subarray(0, 63));
      return [Math.min(...known), Math.max(...known)];
    };
    const [low, high] = range(target);
    const inputs = Array.from({ length: 9 }, (_, s) =>
      [target, second].map(
        (values) => (values[61 + s] - range(values)[0]) / (range(values)[1] - range(values)[0]),
      ),
    ).flat();
    const [answer] = model.predict({ shape: [1, 9, 2], inputs: Float64Array.from(inputs) });
    expect(forecasts[70]).toBeCloseTo(answer * (high - low) + low, 9);
  });

  test("changing the future never changes the past", async () => {
    const before = await forecastVolatility([target, second], settings);
    for (const columns of [
      [put(target, 75, 0.2), second],
      [target, put(second, 75, 9)],
    ]) {
      const rows = differing(before.forecasts, (await forecastVolatility(columns, settings)).forecasts);
      expect(Math.min(...rows)).toBe(76);
    }
  });

  test("scaled by the whole sample it has seen the future", async () => {
    const leaky = { ...settings, scaling: "wholeSample" as const };
    const before = await forecastVolatility([target], leaky);
    const after = await forecastVolatility([put(target, 75, 0.2)], leaky);
    expect(differing(before.forecasts, after.forecasts)).toContain(63);
  });

  test("in other units of column 0 it is the same forecast", async () => {
    const [a, b] = [target, target.map((x) => 1024 * x)];
    const [one, other] = [await forecastVolatility([a], settings), await forecastVolatility([b], settings)];
    expect(other.forecasts.subarray(63)).toEqual(one.forecasts.subarray(63).map((x) => 1024 * x));
  });

  test("of several series is that of each alone", async () => {
    const together = await forecastVolatilityOf({ a: [target], b: [second] }, settings);
    expect(together.b.forecasts).toEqual((await forecastVolatility([second], settings)).forecasts);
  });

  test("the paper's two networks differ in one activation", () => {
    expect(
      HYBRID_NETWORK.map((layer) => ("dense" in layer && layer.dense === 25 ? { dense: 25 } : layer)),
    ).toEqual(VOLATILITY_NETWORK);
  });

  test.each<[string, readonly ArrayLike<number>[], object, RegExp, new (...args: never[]) => Error]>([
    [
      "a constant column",
      [target, new Float64Array(N).fill(2)],
      {},
      /columns\[1\] must be a column that varies/,
      DomainError,
    ],
    ["NaN", [target, put(second, 8, Number.NaN)], {}, /columns\[1\]\[8\]/, DomainError],
    ["columns of different lengths", [target, [1, 2]], {}, /same length/, ShapeError],
    ["one list of numbers", target as never, {}, /columns must be an array of columns/, DomainError],
    ["windows longer than the training rows", [target], { length: 70 }, /windows of 70 rows/, ShapeError],
    ["a batch larger than the data", [target], { batchSize: 99 }, /batchSize/, DomainError],
    ["a scaling that is none", [target], { scaling: "test" }, /"trainingRows", "wholeSample"/, DomainError],
  ])("refuses %s", async (_, columns, options, message, kind) => {
    const work = forecastVolatility(columns, { ...settings, ...options });
    await expect(work).rejects.toThrow(message);
    await expect(work).rejects.toBeInstanceOf(kind);
  });
});
