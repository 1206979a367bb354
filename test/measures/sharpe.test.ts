import fc from "fast-check";
import { simpleReturns } from "../../lib/indicators/returns";
import { deflatedSharpe } from "../../lib/measures/deflatedSharpe";
import { probabilisticSharpe } from "../../lib/measures/probabilisticSharpe";
import { describe, expect, test } from "vitest";
import { coefficientOfVariation } from "../../lib/measures/coefficientOfVariation";
import { rollingSharpe, sharpeRatio } from "../../lib/measures/sharpe";
import { sortinoRatio } from "../../lib/measures/sortinoRatio";
import fixture from "../fixtures/measures/measures.json";
import { EXACT } from "../support/tolerances";

const { returns, riskFree } = fixture;
const gain = fc.double({ min: -0.2, max: 0.2, noNaN: true });
/** Returns that differ by enough for a ratio to keep its digits. */
const gains = fc
  .array(gain, { minLength: 6, maxLength: 40 })
  .map((r) => r.map((x, t) => x + (t % 2 === 0 ? 0.5 : -0.5)));

describe("sharpeRatio", () => {
  test("three returns by hand", () => {
    // mean 0.02; squares 1e-4 + 0 + 1e-4
    expect([sharpeRatio([0.01, 0.02, 0.03])]).toBeAllClose([0.02 / 0.01]);
    expect([sharpeRatio([0.01, 0.02, 0.03], { ddof: 0 })]).toBeAllClose([0.02 / Math.sqrt(2e-4 / 3)]);
    expect([sharpeRatio([0.01, 0.02, 0.03], { riskFree: 0.03 })]).toBeAllClose([-1]);
  });

  test("agrees with empyrical and numpy", () => {
    const ours = [
      sharpeRatio(returns),
      sharpeRatio(returns, { riskFree }),
      sharpeRatio(returns, { ddof: 0 }),
    ];
    expect(ours).toBeAllClose([fixture.sharpe, fixture.sharpeRiskFree, fixture.sharpePopulation], EXACT);
  });

  test("does not change with the stake or the order, turns with the sign", () => {
    fc.assert(
      fc.property(gains, fc.double({ min: 0.1, max: 10, noNaN: true }), (r, stake) => {
        const plain = sharpeRatio(r);
        expect([sharpeRatio(r.map((x) => stake * x))]).toBeAllClose([plain], { atol: 1e-12 });
        expect([sharpeRatio([...r].reverse())]).toBeAllClose([plain], { atol: 1e-12 });
        expect([sharpeRatio(r.map((x) => -x))]).toBeAllClose([-plain], { atol: 1e-12 });
      }),
    );
  });

  test("a riskless return is a shift of all returns", () => {
    fc.assert(
      fc.property(gains, gain, (r, rate) => {
        const shifted = sharpeRatio(r.map((x) => x - rate));
        expect([sharpeRatio(r, { riskFree: rate })]).toBeAllClose([shifted], { atol: 1e-12 });
      }),
    );
  });

  test("refuses returns without risk, and impossible options", () => {
    expect(() => sharpeRatio([0.1, 0.1, 0.1])).toThrow(
      "sharpeRatio: returns[0 to 2] must be values that are not all the same, got 0.1",
    );
    expect(() => sharpeRatio([0.1])).toThrow("sharpeRatio: returns must hold at least 2 values, got 1");
    expect(() => sharpeRatio([1, 2], { riskFree: Number.NaN })).toThrow("riskFree must be a number, got NaN");
    expect(() => sharpeRatio([1, 2], { ddof: 2 as never })).toThrow(
      "ddof must be a whole number from 0 to 1",
    );
  });
});

describe("rollingSharpe", () => {
  test("is sharpeRatio of each trailing window", () => {
    fc.assert(
      fc.property(gains, fc.integer({ min: 2, max: 6 }), fc.constantFrom<0 | 1>(0, 1), (r, window, ddof) => {
        const options = { window, ddof, riskFree: 0.01 };
        const windows = Array.from({ length: r.length - window + 1 }, (_, k) => r.slice(k, k + window));
        expect(rollingSharpe(r, options)).toBeAllClose(windows.map((w) => sharpeRatio(w, options)));
      }),
    );
  });

  test("agrees with pandas", () => {
    expect(rollingSharpe(returns, { window: 30 })).toBeAllClose(fixture.rollingSharpe30, {
      rtol: 1e-9, // pandas updates its window from day to day
      atol: 1e-12,
    });
  });

  test("changing the future never changes the past", () => {
    fc.assert(
      fc.property(gains, (r) => {
        const before = rollingSharpe(r, { window: 4 }).subarray(0, -1);
        expect(rollingSharpe([...r.slice(0, -1), 3], { window: 4 }).subarray(0, -1)).toEqual(before);
      }),
    );
  });

  test("names the window without risk", () => {
    expect(() => rollingSharpe([1, 2, 3, 3], { window: 2 })).toThrow(
      "rollingSharpe: returns[2 to 3] must be values that are not all the same, got 3",
    );
    expect(() => rollingSharpe([1, 2], { window: 1 })).toThrow("window must be a whole number, at least 2");
    expect(() => rollingSharpe([1, 2], { window: 3 })).toThrow("returns must hold at least 3 values, got 2");
  });

  test("200 000 returns", () => {
    const long = Float64Array.from({ length: 200_000 }, (_, t) => Math.sin(t));
    expect(rollingSharpe(long, { window: 30 }).length).toBe(199_971);
  });
});

describe("coefficientOfVariation", () => {
  test("by hand: deviation 2 around 5, and the sign of the mean", () => {
    expect(coefficientOfVariation([3, 5, 7])).toBe(2 / 5);
    expect(coefficientOfVariation([-3, -5, -7])).toBe(-2 / 5);
    expect([coefficientOfVariation([3, 7], { ddof: 0 })]).toBeAllClose([2 / 5]);
  });

  test("of the rolling Sharpe ratio agrees with pandas", () => {
    const ours = coefficientOfVariation(rollingSharpe(returns, { window: 30 }));
    expect([ours]).toBeAllClose([fixture.coefficientOfVariation], { rtol: 1e-9 });
  });

  test("has no unit, and turns the Sharpe ratio over", () => {
    fc.assert(
      fc.property(gains, (r) => {
        fc.pre(Math.abs(sharpeRatio(r)) > 1e-3);
        expect([coefficientOfVariation(r)]).toBeAllClose([1 / sharpeRatio(r)]);
        expect(coefficientOfVariation(r.map((x) => 8 * x))).toBe(coefficientOfVariation(r));
      }),
    );
  });

  test("refuses a mean of 0", () => {
    expect(() => coefficientOfVariation([-1, 1])).toThrow(
      "coefficientOfVariation: mean of values must be different from 0, got 0",
    );
  });
});

describe("sortinoRatio", () => {
  test("four returns by hand", () => {
    // mean 0.01; falls −0.01 and −0.03 among four: √((1e-4 + 9e-4)/4)
    expect([sortinoRatio([0.05, -0.01, 0.03, -0.03])]).toBeAllClose([0.01 / Math.sqrt(2.5e-4)]);
    // below 0.03 by 0, 0.04, 0, 0.06
    expect([sortinoRatio([0.05, -0.01, 0.03, -0.03], { minimumAcceptableReturn: 0.03 })]).toBeAllClose([
      -0.02 / Math.sqrt(1.3e-3),
    ]);
  });

  test("agrees with empyrical", () => {
    const ours = [sortinoRatio(returns), sortinoRatio(returns, { minimumAcceptableReturn: 0.002 })];
    expect(ours).toBeAllClose([fixture.sortino, fixture.sortinoTarget], EXACT);
  });

  test("does not see how far the gains spread, only their mean", () => {
    expect([sortinoRatio([-0.1, 0.1, 0.3])]).toBeAllClose([sortinoRatio([-0.1, 0.2, 0.2])]);
  });

  test("refuses returns without a fall", () => {
    expect(() => sortinoRatio([0.1, 0])).toThrow(
      "sortinoRatio: returns must be a list with a value below the target 0, got [ 0.1, 0 ]",
    );
  });
});

describe("a fixed yield, computed from prices", () => {
  const yields = simpleReturns(Array.from({ length: 251 }, (_, t) => 100 * 1.001 ** t));

  test("has no Sharpe ratio, whatever the form", () => {
    const sentence = /: returns\[0 to \d+\] must be values that are not all the same, got 0\.00/;
    expect(() => sharpeRatio(yields)).toThrow(sentence);
    expect(() => rollingSharpe(yields, { window: 30 })).toThrow(sentence);
    expect(() => probabilisticSharpe(yields)).toThrow(/^probabilisticSharpe: returns/);
    expect(() => deflatedSharpe(yields, { trialSharpes: [0.5, 1] })).toThrow(/^deflatedSharpe: returns/);
  });

  test("does not vary, and never falls short of itself", () => {
    expect(coefficientOfVariation(yields)).toBe(0);
    expect(() => sortinoRatio(yields, { minimumAcceptableReturn: 0.001 })).toThrow(
      "a list with a value below the target 0.001",
    );
  });

  test("with a thousandth of itself added here and there has one", () => {
    const moving = yields.map((r, t) => (t % 2 === 0 ? r : 1.001 * r));
    // deviation 0.0005 of the mean 1.0005: 2001, with ddof 1 √(249/250) of it
    expect(sharpeRatio(moving)).toBeCloseTo(2001 * Math.sqrt(249 / 250), 4);
  });

  test("a mean that rounding makes of 0 is 0", () => {
    expect(() => coefficientOfVariation([0.1, 0.2, -0.3])).toThrow("mean of values must be different from 0");
  });
});
