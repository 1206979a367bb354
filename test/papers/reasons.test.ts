import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadDataset } from "../../lib/data/dataset";
import { logReturns } from "../../lib/indicators/returns";
import { rollingVolatility } from "../../lib/indicators/rollingVolatility";
import { lastValue } from "../../lib/measures/baseline";
import { mape, rmse } from "../../lib/measures/errors";
import { claimsOf } from "../../lib/papers/claims";
import { PAPERS } from "../../lib/papers/paper";
import { relativeScaler } from "../../lib/series/scalers";
import { holdOut } from "../../lib/series/splits";
import { slidingWindows } from "../../lib/series/windows";

/** The numbers that the reasons in data/papers quote, worked out again. */

const claims = new Map(PAPERS.flatMap((paper) => claimsOf(paper)).map((claim) => [claim.id, claim]));
const value = (id: string): number => claims.get(id)?.value ?? Number.NaN;
const reason = (id: string): string => claims.get(id)?.reason ?? "";
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

describe("from the printed numbers alone", () => {
  test("the counts: Table 6 of paper 1 has ten numbers, Table 5 of paper 2 none of its own", () => {
    const table6 = [...claims.values()].filter(({ id }) => id.startsWith("qfe2025/table-6/"));
    expect([table6.length, new Set(table6.map(({ printed }) => printed)).size]).toEqual([30, 10]);
    const from = [
      ["table-1", "rmse", "rmse-garch"],
      ["table-2", "rmse-test", "rmse-lstm"],
      ["table-3", "rmse-test", "rmse-lstm-garch"],
      ["table-4", "rmse-test", "rmse-lstm-garch-cvi"],
    ];
    for (const coin of ["ADA-USD", "BNB-USD", "BTC-USD", "ETH-USD"])
      for (const [table, first, again] of from)
        expect(value(`mosef2025/table-5/${coin}/${again}`), again).toBe(
          value(`mosef2025/${table}/${coin}/${first}`),
        );
  });

  const strategies = ["MD", "CAPM", "MV", "DWP", "DLS", "DLM"];
  const criteria = ["sharp", "cv", "cvar", "p"];
  const table5 = strategies.map((row) => criteria.map((column) => value(`qfe2025/table-5/${row}/${column}`)));
  const columnOf = (matrix: readonly number[][], j: number): number[] => matrix.map((row) => row[j]);

  test("paper 1, Table 4: CAPM, DLS and DLM need 1330 to 1370 days to grow as Table 4 prints", () => {
    const days = (row: string): number => {
      const deviation = value(`qfe2025/table-4/${row}/std-r`) / 10_000;
      const drift = value(`qfe2025/table-5/${row}/sharp`) * deviation - deviation ** 2 / 2; // of log wealth
      return Math.log(1 + value(`qfe2025/table-4/${row}/return-rate`) / 100) / drift;
    };
    for (const row of ["CAPM", "DLS", "DLM"]) {
      expect(days(row)).toBeGreaterThan(1330);
      expect(days(row)).toBeLessThan(1370);
    }
    expect(reason("qfe2025/table-4/DLM/return-rate")).toContain("1330 to 1370 days");
  });

  test("paper 1, Table 6 follows from Table 5 without the division of eq. 37, and not with it", () => {
    const entropyWeights = (divided: boolean): number[] => {
      const diversity = criteria.map((_, j) => {
        const x = columnOf(table5, j);
        const r = x.map((v) => (v - Math.min(...x)) / (Math.max(...x) - Math.min(...x) + 1e-10)); // eq. 36
        const shares = r.map((v) => (divided ? v / sum(r) : v));
        return 1 + sum(shares.map((v) => (v > 0 ? v * Math.log(v) : 0))) / Math.log(strategies.length);
      });
      return diversity.map((d) => d / sum(diversity)); // eq. 38
    };
    const scores = (weights: readonly number[], costs: readonly number[]): number[] => {
      const v = table5.map(
        (row) => row.map((x, j) => (weights[j] * x) / Math.hypot(...columnOf(table5, j))), // eqs. 29, 30
      );
      const extreme = (best: boolean): number[] =>
        criteria.map((_, j) => (costs.includes(j) === best ? Math.min : Math.max)(...columnOf(v, j)));
      const far = (row: readonly number[], from: readonly number[]): number =>
        Math.hypot(...row.map((x, j) => x - from[j]));
      return v.map((row) => far(row, extreme(false)) / (far(row, extreme(true)) + far(row, extreme(false))));
    };
    const weights = entropyWeights(false);
    const printedWeights = ["sharp", "cv", "cvar", "p"].map((c) => value(`qfe2025/table-6/MD/weight-${c}`));
    expect(weights).toBeAllClose(printedWeights, { rtol: 0, atol: 0.5e-6 });
    const printedScores = strategies.map((row) => value(`qfe2025/table-6/${row}/score`));
    expect(scores(weights, [1, 2, 3])).toBeAllClose(printedScores, { rtol: 0, atol: 0.5e-6 });

    for (const weight of entropyWeights(true))
      expect(reason("qfe2025/table-6/MD/weight-sharp")).toContain(weight.toFixed(6));
    const literal = scores(weights, []);
    expect(literal.indexOf(Math.max(...literal))).toBe(strategies.indexOf("MD"));
  });

  test("paper 2, Table 5: the averages, and for how many coins a hybrid beats the LSTM", () => {
    const coins = ["ADA-USD", "BNB-USD", "BTC-USD", "ETH-USD"];
    const errors = (model: string): number[] =>
      coins.map((coin) => value(`mosef2025/table-5/${coin}/rmse-${model}`));
    const beaten = (model: string): number =>
      errors(model).filter((error, i) => error < errors("lstm")[i]).length;
    const text = reason("mosef2025/table-5/BTC-USD/rmse-lstm-garch-cvi");
    for (const model of ["lstm", "lstm-garch", "lstm-garch-cvi"])
      expect(text).toContain(mean(errors(model)).toFixed(7));
    expect([beaten("lstm-garch"), beaten("lstm-garch-cvi")]).toEqual([1, 3]);
  });
});

const folder = process.env["VOLFOLIO_DATA"];
const hasData = folder !== undefined && folder !== "" && folder !== "simulated";

/** The rows of a CSV as records of text. */
function readRows(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(join(folder ?? "", file), "utf8")
    .trim()
    .split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}

describe.skipIf(!hasData)("on the real market data", () => {
  const caps = ["BTC", "ETH", "XRP", "LTC", "BCH", "ETC", "EOS"];

  test("paper 1, Table 1: all seven caps fit the prices of 21 and 22 March 2025, and of no other day near", () => {
    const supplies = readRows("coinmarketcap/market_caps.csv");
    const supply = (coin: string, month: string): number =>
      Number(
        supplies.find((row) => row["symbol"] === coin && row["date"] === `2025-${month}-01`)?.["supply"],
      );
    const candles = new Map(caps.map((coin) => [coin, readRows(`binance/${coin}-USDT.csv`)]));
    const fits = (coin: string, day: string): boolean => {
      const candle = candles.get(coin)?.find((row) => row["date"] === day);
      // supply grows by less than half a per cent a month: a straight line between the two first days will do
      const share = (Date.parse(day) - Date.parse("2025-03-01")) / (31 * 86_400_000);
      const coins = (1 - share) * supply(coin, "03") + share * supply(coin, "04");
      const price = value(`qfe2025/table-1/${coin}/market-cap`) / coins;
      return Number(candle?.["low"]) <= price && price <= Number(candle?.["high"]);
    };
    const days = Array.from({ length: 35 }, (_, i) =>
      new Date(Date.UTC(2025, 2, 1 + i)).toISOString().slice(0, 10),
    );
    expect(days.filter((day) => caps.every((coin) => fits(coin, day)))).toEqual(["2025-03-21", "2025-03-22"]);
  });

  test("paper 1, Table 3: the last known price reaches an R² of 0.946 to 0.992 on the last 300 days", () => {
    const score = (coin: string): number => {
      const close = readRows(`${coin === "EOS" ? "binance" : "okx"}/${coin}-USDT.csv`)
        .filter(({ date }) => date >= "2022-05-29" && date <= "2025-02-22")
        .map((row) => Number(row["close"]));
      const actual = close.slice(-300);
      const naive = close.slice(-301, -1);
      const level = mean(actual);
      return 1 - sum(actual.map((y, i) => (y - naive[i]) ** 2)) / sum(actual.map((y) => (y - level) ** 2));
    };
    const scores = new Map(caps.map((coin) => [coin, score(coin)]));
    expect(scores.get("BCH")).toBeCloseTo(0.946, 3);
    expect(scores.get("XRP")).toBeCloseTo(0.992, 3);
    const above = caps.filter((coin) => value(`qfe2025/table-3/r-squared/${coin}`) > (scores.get(coin) ?? 1));
    expect(above.sort()).toEqual(["BCH", "EOS", "ETC", "ETH", "LTC"]);
  });

  test("paper 1, Tables 2 and 3: every printed loss is below that of the last value on the training windows", () => {
    const floor = (coin: string): number => {
      const { candles } = loadDataset("qfe2025", { folder });
      const { close } = candles[coin];
      const targetsIn = holdOut(close.length, { train: 0.7 }).train;
      const { inputs, targets } = relativeScaler(slidingWindows(close, { window: 60, targetsIn })).scaled;
      return mean(Array.from(targets, (y, w) => (y - inputs[59 * w + 58]) ** 2));
    };
    for (const coin of caps)
      for (const table of ["table-2", "table-3"])
        expect(value(`qfe2025/${table}/loss/${coin}`)).toBeLessThan(floor(coin));
    expect(floor("BTC")).toBeCloseTo(9.7e-4, 5);
    expect(floor("BCH")).toBeCloseTo(4.8e-3, 4);
  });

  test("paper 2, Table 2: the extremes are training days, and the last value has the smaller errors", () => {
    const { candles } = loadDataset("mosef2025", { folder });
    for (const coin of ["ADA", "BNB", "BTC", "ETH"]) {
      const returns = logReturns(candles[coin].close);
      const volatility = rollingVolatility(returns, { window: 30, ddof: 1, warmUp: "skip" });
      const { train, test: days } = holdOut(volatility.length, { train: 0.8 });
      expect(volatility.indexOf(Math.min(...volatility))).toBeLessThan(train.to);
      expect(volatility.indexOf(Math.max(...volatility))).toBeLessThan(train.to);
      const [truth, naive] = [volatility, lastValue(volatility)].map((x) => x.subarray(days.from));
      expect(rmse(truth, naive)).toBeLessThan(value(`mosef2025/table-2/${coin}-USD/rmse-test`));
      expect(mape(truth, naive)).toBeLessThan(value(`mosef2025/table-2/${coin}-USD/mape-test`));
    }
  });

  test("paper 2, sections 6.4.2 and 7.2: what the printed weights give on the thirty returns", () => {
    const coins = ["ADA", "BNB", "BTC", "ETH"];
    const returns = coins.map((coin) => {
      const close = readRows(`yahoo/${coin}-USD.csv`)
        .filter(({ date }) => date <= "2024-11-27")
        .map((row) => Number(row["close"]));
      return close.slice(-30).map((price, t) => Math.log(price / close[close.length - 31 + t]));
    });
    const portfolio = (section: string, column: string): number[] => {
      const weights = coins.map((coin) => value(`mosef2025/section-${section}/${coin}/${column}`));
      return returns[0].map((_, t) => sum(weights.map((w, i) => w * returns[i][t])));
    };
    const worst = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

    const sharpe = portfolio("6.3", "optimal-weight");
    const [first, second, third] = worst(sharpe);
    expect(second + 0.45 * (third - second)).toBeCloseTo(-0.0579, 4); // 5 % of 29 steps is 1.45
    expect((first + second) / 2).toBeCloseTo(-0.0603, 4);
    expect(mean(sharpe)).toBeCloseTo(0.045, 3);

    const cvar = portfolio("7.2", "optimal-weight-cvar");
    const tail = mean(worst(cvar).slice(0, 2));
    expect((mean(cvar) - 0.03 / 365) / -tail).toBeCloseTo(0.7958, 4);
  });
});
