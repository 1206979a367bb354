import { expect, test } from "vitest";
import { decideEvery } from "../../lib/portfolio/decideEvery";
import { portfolioMean, portfolioReturns, portfolioVolatility } from "../../lib/portfolio/portfolioOf";

const covariance = [[0.04, 0.01], [0.01, 0.09]]; // prettier-ignore
const moments = { mean: [0.01, 0.03], covariance };

test("returns, mean and volatility of fixed weights, by hand", () => {
  expect([...portfolioReturns([[0.1, 0], [0, -0.5]], [0.5, 0.5])]).toEqual([0.05, -0.25]); // prettier-ignore
  expect(portfolioMean([0.25, 0.75], moments)).toBeCloseTo(0.025, 15);
  // 1·0.04 − 2·0.01 + 1·0.09
  expect(portfolioVolatility([1, -1], moments)).toBeCloseTo(Math.sqrt(0.11), 15);
  expect(portfolioVolatility([0, 0], { covariance })).toBe(0);
});

test("what does not fit is refused", () => {
  expect(() => portfolioReturns([[0.1, 0]], [1])).toThrow("same length, got 2 and 1");
  expect(() => portfolioMean([1], moments)).toThrow("same length, got 1 and 2");
  expect(() => portfolioVolatility([1, 0], { covariance: [[1, 2], [2, 1]] })).toThrow("semidefinite"); // prettier-ignore
});

test("decisions every so many days, the first on day 0", () => {
  const asked: number[] = [];
  const decide = (day: number): number => (asked.push(day), 10 * day);
  expect(decideEvery(5, 2, decide)).toEqual([0, null, 20, null, 40]);
  expect(asked).toEqual([0, 2, 4]);
  expect(decideEvery(3, 3, decide)).toEqual([0, null, null]);
  expect(decideEvery(2, 1, decide)).toEqual([0, 10]);
  expect(() => decideEvery(0, 1, decide)).toThrow("observations");
  expect(() => decideEvery(3, 0, decide)).toThrow("every");
});
