import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simpleReturns } from "../../lib/indicators/returns";
import { performance } from "../../lib/portfolio/performance";
import { simulateInvestment } from "../../lib/portfolio/simulateInvestment";

const DAYS = 12;
const returnsOf = (assets: number): fc.Arbitrary<number[][]> =>
  fc.array(
    fc.array(fc.double({ min: -0.5, max: 0.8, noNaN: true }), { minLength: assets, maxLength: assets }),
    {
      minLength: DAYS,
      maxLength: DAYS,
    },
  );
const longOnly = fc
  .array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((row) => row.map((w) => w / row.reduce((a, b) => a + b)));
const daily = fc.array(longOnly, { minLength: DAYS, maxLength: DAYS });

describe("by hand", () => {
  test("three days, without costs", () => {
    // 10000 · (1 + 0.5·0.1) = 10500; · (1 − 0.5·0.5) = 7875; all in asset 1: · 1.2 = 9450
    const { wealth, returns } = simulateInvestment(
      [
        [0.1, 0],
        [0, -0.5],
        [0.2, -0.9],
      ],
      [
        [0.5, 0.5],
        [0.5, 0.5],
        [1, 0],
      ],
    );
    expect(wealth).toBeAllClose([10_000, 10_500, 7875, 9450]);
    expect(returns).toBeAllClose([0.05, -0.25, 0.2]);
  });

  test("turnover begins with the purchase and leads from drifted weights; costs are paid before the day", () => {
    // after day 1 the weights are 0.6/1.1 and 0.5/1.1; back to a half each: 2 · (0.6/1.1 − 0.5) = 1/11
    // day 1: 1000 · 0.99 · 1.1 = 1089; day 2: 1089 · (1 − 0.01/11) · 1
    const { wealth, turnover, costs } = simulateInvestment(
      [
        [0.2, 0],
        [0, 0],
      ],
      [0.5, 0.5],
      { initialCapital: 1000, costs: 0.01 },
    );
    expect(turnover).toBeAllClose([1, 1 / 11]);
    expect(costs).toBeAllClose([10, 1089 * (0.01 / 11)]);
    expect(wealth).toBeAllClose([1000, 1089, 1089 * (1 - 0.01 / 11)]);
  });

  test("what is not invested is cash, which costs nothing to move", () => {
    // half in the asset: + 5 %; back from 0.55/1.05 to a quarter; then all of it out
    const { returns, turnover, wealth } = simulateInvestment([[0.1], [-0.2], [0.5]], [[0.5], [0.25], [0]], {
      initialCapital: 1,
      cash: true,
      costs: 0.01,
    });
    const sold = 0.55 / 1.05 - 0.25;
    const left = 0.2 / 0.95;
    expect(turnover).toBeAllClose([0.5, sold, left]);
    expect(wealth[3]).toBeCloseTo(0.995 * 1.05 * (1 - 0.01 * sold) * 0.95 * (1 - 0.01 * left), 14);
    expect(returns[2]).toBeCloseTo(-0.01 * left, 14);
    const invest = (row: number[], cash: boolean) => () => simulateInvestment([[0.1, 0]], row, { cash });
    expect(invest([0.4, 0.5], false)).toThrow("the sum of weights must be 1, got 0.9");
    expect(invest([0.6, 0.5], true)).toThrow("the sum of weights must be from 0 to 1, got 1.1");
  });

  test("the proceeds of a short sale lie idle, or pay for leverage", () => {
    const day = [[0.1, -0.2]];
    expect(simulateInvestment(day, [0.6, -0.4], { shortSales: "idle" }).returns).toBeAllClose([0.14]);
    expect(simulateInvestment(day, [1.4, -0.4], { shortSales: "used" }).returns).toBeAllClose([0.22]);
  });

  test("a short sale can lose everything: nothing is left, traded or earned after it", () => {
    const { wealth, returns, turnover, ruinedOn } = simulateInvestment(
      [
        [0, 0.1],
        [0, 2.5],
        [1, 1],
      ],
      [0.5, -0.5],
      { shortSales: "idle", costs: 0.001 },
    );
    expect(ruinedOn).toBe(1);
    expect(wealth[1]).toBeGreaterThan(0);
    expect(Array.from(wealth.slice(2))).toEqual([0, 0]);
    expect(returns[1]).toBe(-1);
    expect([returns[2], turnover[2]]).toEqual([0, 0]);
  });
});

test("a day without a trade has no turnover: buying once and holding earns what the assets earned", () => {
  fc.assert(
    fc.property(returnsOf(3), longOnly, (returns, weights) => {
      const held = simulateInvestment(returns, [weights, ...returns.slice(1).map(() => null)], {
        costs: 0.01,
      });
      const grown = weights.map((w, i) => w * returns.reduce((value, row) => value * (1 + row[i]), 1));
      expect([held.wealth[DAYS]]).toBeAllClose([9900 * grown.reduce((a, b) => a + b)], { rtol: 1e-10 });
      expect(Array.from(held.turnover.slice(1)).every((traded) => traded < 1e-12)).toBe(true);
    }),
  );
});

test("a single asset is its price, whatever trades cost after the first", () => {
  fc.assert(
    fc.property(returnsOf(1), (returns) => {
      const { wealth } = simulateInvestment(returns, [1], { initialCapital: 1, costs: 0.02 });
      const price = returns.reduce((value, [r]) => value * (1 + r), 0.98);
      expect([wealth[DAYS]]).toBeAllClose([price], { rtol: 1e-10 });
    }),
  );
});

test("costs never help, the currency is of no matter, and the order of the assets neither", () => {
  fc.assert(
    fc.property(returnsOf(3), daily, fc.constantFrom(0.001, 0.02), (returns, weights, costs) => {
      const free = simulateInvestment(returns, weights);
      const paid = simulateInvestment(returns, weights, { costs, initialCapital: 3 });
      free.returns.forEach((r, t) => expect(paid.returns[t]).toBeLessThanOrEqual(r));
      expect([paid.wealth[DAYS] + 0]).toBeAllClose(
        [(3 * simulateInvestment(returns, weights, { costs }).wealth[DAYS]) / 10_000],
        { rtol: 1e-10 },
      );
      const turned = (rows: number[][]): number[][] => rows.map(([a, b, c]) => [c, a, b]);
      const other = simulateInvestment(turned(returns), turned(weights), { costs, initialCapital: 3 });
      expect(other.wealth).toBeAllClose(paid.wealth, { rtol: 1e-10 });
    }),
  );
});

test("never reads the future: other returns later change nothing before", () => {
  fc.assert(
    fc.property(returnsOf(3), returnsOf(3), daily, (returns, others, weights) => {
      const mixed = [...returns.slice(0, 6), ...others.slice(6)];
      const [one, two] = [returns, mixed].map((rows) => simulateInvestment(rows, weights, { costs: 0.01 }));
      expect(two.wealth.slice(0, 7)).toEqual(one.wealth.slice(0, 7));
      expect(two.turnover.slice(0, 6)).toEqual(one.turnover.slice(0, 6));
    }),
  );
});

test("the figures of Table 4, and those beside them, by hand", () => {
  const investment = simulateInvestment([[0.1], [-0.5], [0.4]], [1], { initialCapital: 100 });
  const figures = performance(investment, { daysPerYear: 6 });
  expect([figures.returnRate]).toBeAllClose([1.1 * 0.5 * 1.4 - 1]);
  expect([figures.maxDrawdown]).toBeAllClose([0.5]);
  expect([figures.standardDeviation]).toBeAllClose([Math.sqrt(0.21)]); // about their mean 0: (0.01 + 0.25 + 0.16)/2
  expect([figures.annualGrowth]).toBeAllClose([0.77 ** 2 - 1]);
  expect([figures.sharpe, figures.turnover, figures.costs]).toBeAllClose([0, 0, 0], { atol: 1e-15 });
});

test("the figures of a year, by hand: √ of the days times those of a day", () => {
  // mean 0.03; squares about it 0.0049, 0.0064, 0.0001: variance 0.0114/2
  const deviation = Math.sqrt(0.0057);
  const investment = simulateInvestment([[0.1], [-0.05], [0.04]], [1]);
  const quarters = performance(investment, { daysPerYear: 4 });
  expect([quarters.annualVolatility, quarters.annualSharpe]).toBeAllClose([2 * deviation, 0.06 / deviation]);
  const { annualVolatility, annualSharpe } = performance(investment);
  const root = Math.sqrt(365);
  expect([annualVolatility, annualSharpe]).toBeAllClose([root * deviation, (root * 0.03) / deviation]);
});

test("an investment that falls on each of many days has its ratios too", () => {
  // −0.2 and −0.3 in turn: mean −0.25, mean square (0.04 + 0.09)/2; squares about the mean 0.0025 each, 12/11 of them
  const returns = Float64Array.from({ length: 12 }, (_, t) => (t % 2 === 0 ? -0.2 : -0.3));
  const wealth = Float64Array.from(
    { length: 13 },
    (_, t) => 0.8 ** Math.ceil(t / 2) * 0.7 ** Math.floor(t / 2),
  );
  const figures = performance({
    returns,
    wealth,
    turnover: new Float64Array(12),
    costs: new Float64Array(12),
  });
  expect([figures.sortino, figures.sharpe]).toBeAllClose([
    -0.25 / Math.sqrt(0.065),
    -0.25 / Math.sqrt((0.0025 * 12) / 11),
  ]);
});

test("figures that don't exist are NaN", () => {
  const steady = performance(simulateInvestment([[0.01], [0.01]], [1]));
  expect([steady.sharpe, steady.sortino]).toEqual([NaN, NaN]);
});

describe("refuses", () => {
  const day = [[0.1, -0.2]];
  test("a price that falls by all, or by more", () => {
    for (const r of [-1, -1.2])
      expect(() =>
        simulateInvestment(
          [
            [0.1, 0.1],
            [0.1, r],
          ],
          [0.5, 0.5],
        ),
      ).toThrow(
        `simulateInvestment: assetReturns[1][1] must be above -1: a price can't fall by 100 % or more, got ${r}`,
      );
    expect(() => simulateInvestment([[Number.NaN, 0]], [0.5, 0.5])).toThrow("assetReturns[0][0]");
  });

  test("weights that don't sum to one, in each reading of the sum", () => {
    expect(() => simulateInvestment(day, [0.5, 0.4])).toThrow(
      "simulateInvestment: the sum of weights must be 1, got 0.9",
    );
    expect(() => simulateInvestment(day, [[0.5, 0.6]])).toThrow("the sum of weights[0] must be 1, got 1.1");
    expect(() => simulateInvestment(day, [1.5, -0.5], { shortSales: "idle" })).toThrow(
      "the sum of |w| of weights must be 1, got 2",
    );
    expect(() => simulateInvestment(day, [0.6, -0.4], { shortSales: "used" })).toThrow("the sum of weights");
  });

  test("short sales unless asked for, rows that don't fit, and a first day without weights", () => {
    expect(() => simulateInvestment(day, [1.5, -0.5])).toThrow(
      'at least 0 where option shortSales is "refused"',
    );
    expect(() => simulateInvestment(day, [1])).toThrow("weights must have 2 entries, one an asset, got 1");
    expect(() => simulateInvestment([...day, [0.1]], [0.5, 0.5])).toThrow(
      "assetReturns must have one return per asset, got 1 in row 1",
    );
    expect(() =>
      simulateInvestment(day, [
        [1, 0],
        [1, 0],
      ]),
    ).toThrow("a row for each of the 1 days, got 2");
    expect(() => simulateInvestment(day, [null])).toThrow("weights[0] must be a row");
    expect(() => simulateInvestment([], [1])).toThrow("assetReturns must be a list of rows");
  });
});

test("cash at a fixed yield has no Sharpe ratio, and says so; its other figures stand", () => {
  const yields = simpleReturns(Array.from({ length: 101 }, (_, t) => 100 * 1.001 ** t));
  const held = simulateInvestment(Array.from(yields, (r) => [r]), [1]); // prettier-ignore
  const figures = performance(held);
  expect([figures.sharpe, figures.sortino]).toEqual([Number.NaN, Number.NaN]);
  expect(figures.standardDeviation).toBe(0);
  expect(figures.returnRate).toBeCloseTo(1.001 ** 100 - 1, 12);
  expect(inspect(held)).toContain("Sharpe none (the returns don't vary)");
});

test("prices are not taken for returns", () => {
  let price = 1;
  const prices = Array.from({ length: 100 }, (_, t) => [(price *= 1 + 0.03 * Math.sin(t * t))]);
  expect(() => simulateInvestment(prices, [1])).toThrow(
    "column 0 of assetReturns must be changes from period to period",
  );
});
