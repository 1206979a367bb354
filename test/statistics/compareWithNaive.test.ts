import { expect, test } from "vitest";
import { lastValue } from "../../lib/measures/baseline";
import { compareWithNaive } from "../../lib/statistics/compareWithNaive";
import { dieboldMariano } from "../../lib/statistics/dieboldMariano";
import { percentageErrors, squaredErrors } from "../../lib/statistics/losses";
import { mape } from "../../lib/measures/errors";
import { sampleReturns } from "../support/samples";

test("percentage errors: by hand, and the mean that mape takes", () => {
  expect([...percentageErrors([100, 50, -4], [90, 60, -5])]).toBeAllClose([0.1, 0.2, 0.25]);
  const losses = percentageErrors([3, 8, 2], [2, 9, 5]);
  expect((100 * losses.reduce((sum, x) => sum + x, 0)) / 3).toBeCloseTo(mape([3, 8, 2], [2, 9, 5]), 12);
  expect(() => percentageErrors([1, 0], [1, 1])).toThrow("actual[1] must be other than 0, got 0");
});

test("a forecast beside the last value, by hand", () => {
  const actual = [2, 4, 3, 5, 6, 4, 7, 5];
  const naive = [1, ...actual.slice(0, -1)];
  const halfway = actual.map((y, t) => (y + naive[t]) / 2); // errors half as large on every day
  const found = compareWithNaive(actual, halfway, naive);
  expect(found.skill).toBeCloseTo(0.5, 12);
  const squares = actual.map((y, t) => (y - halfway[t]) ** 2);
  expect(found.rmse).toBeCloseTo(Math.sqrt(squares.reduce((a, b) => a + b) / 8), 12);
  expect(found.statistic).toBeLessThan(0);
});

test("its test is Diebold and Mariano's on squared errors, with the options that are given", () => {
  const actual = sampleReturns(1).map((r) => 1 + r);
  const naive = [...lastValue([1, ...actual])].slice(1);
  const forecast = actual.map((_, t) => 1 + 0.001 * Math.sin(t));
  const { statistic, pValue } = compareWithNaive(actual, forecast, naive, { lags: 5 });
  const losses = [forecast, naive].map((f) => squaredErrors(actual, f));
  const test = dieboldMariano(losses[0], losses[1], { lags: 5 });
  expect([statistic, pValue]).toEqual([test.statistic, test.pValue]);
});

test("the last value itself has no skill, and repeats yesterday", () => {
  const actual = sampleReturns(3).map((_, t) => 10 + Math.sin(t / 3));
  const naive = [10, ...actual.slice(0, -1)];
  const { skill, lag, statistic, pValue } = compareWithNaive(actual, naive, naive);
  expect([skill, lag, statistic, pValue]).toEqual([0, 1, 0, 1]);
});
