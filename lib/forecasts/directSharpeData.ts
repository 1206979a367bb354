import { checkInteger, checkPositiveVector, checkSameLength } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { simpleReturns } from "../indicators/returns";
import type { PortfolioWindows } from "../neural/portfolio/portfolioWindows";
import { standardScaler } from "../series/scalers";
import { takeRows, walkForward, type RowRange, type Split } from "../series/splits";
import type { PortfolioData } from "./portfolioData";

export interface DirectSharpeDataOptions {
  /** As in `portfolioData`. */
  readonly split: Split;
  /** Days in a window, of which the last is the one decided about; 51 by default: the article's 50 known days. */
  readonly window?: number;
}

/**
 * What the direct Sharpe network reads (Zhang, Zohren and Roberts, 2020): of each asset the closes and returns of the
 * last days before the one decided about; no forecasts. Closes are relative to the first of the window, returns are
 * z-scores over the training rows.
 *
 * @param closes - by coin, in USD, length N.
 * @param options - the split; windows of 50 known days and the one decided about where they are left out.
 * @returns windows × coins × known days × 2 features to learn from and to be judged on, with simple returns as fractions.
 * @throws ShapeError where closes differ in length or no window fits into the training rows; DomainError for fewer than two
 *   coins, a close of 0 or less, or a split whose parts don't follow each other.
 * @example
 * const closes = { BTC: [100, 110, 99, 99, 108, 110, 121, 110], ETH: [50, 50, 55, 60, 57, 55, 50, 60] };
 * const [split] = v.walkForward(8, { train: 6, test: 2 });
 * const { train, test } = v.directSharpeData(closes, { split, window: 3 });
 * train.shape; // → [3, 2, 2, 2]
 * test.returns; // → [0.1, -0.0909091, -0.0909091, 0.2]
 */
export function directSharpeData(
  closes: Readonly<Record<string, ArrayLike<number>>>,
  { split, window = 51 }: DirectSharpeDataOptions,
): PortfolioData {
  const where = "directSharpeData";
  checkInteger(where, "window", window, 2);
  const steps = window - 1;
  if (split?.train?.to === undefined || split.train.to !== split.test?.from)
    throw new DomainError(where, "split", split, "a split whose test rows follow its training rows");
  const { to: cut, of: rows } = split.train;
  if (steps + 2 > cut)
    throw new ShapeError(where, `the training rows must hold ${steps} days and two more, got ${cut}`);
  const columns = Object.entries(closes ?? {}).map(([name, close]) => {
    checkPositiveVector(where, `close of ${name}`, close);
    checkSameLength(where, `close of ${name}`, close, "the split's rows", { length: rows });
    const returns = simpleReturns(close); // entry t is of row t + 1
    const [{ train }] = walkForward(rows - 1, { train: cut - 1, test: rows - cut });
    return { close, returns, scaled: standardScaler(takeRows(returns, train)).transform(returns) };
  });
  if (columns.length < 2) throw new DomainError(where, "closes", closes, "two coins or more, by name");
  const windowsOf = ({ from, to }: RowRange): PortfolioWindows => {
    const days = Array.from({ length: to - from }, (_, i) => from + i);
    const past = (day: number): number[] => Array.from({ length: steps }, (_, s) => day - steps + s);
    return {
      shape: [days.length, columns.length, steps, 2],
      inputs: Float64Array.from(
        days.flatMap((day) =>
          columns.flatMap(({ close, scaled }) =>
            past(day).flatMap((t) => [close[t] / close[day - steps] - 1, scaled[t - 1]]),
          ),
        ),
      ),
      joined: new Float64Array(days.length * columns.length),
      returns: Float64Array.from(days.flatMap((day) => columns.map(({ returns }) => returns[day - 1]))),
    };
  };
  const trainDays = Object.freeze({ from: steps + 1, to: cut, of: rows });
  return Object.freeze({
    coins: Object.freeze(Object.keys(closes)),
    train: windowsOf(trainDays),
    test: windowsOf(split.test),
    trainDays,
    testDays: split.test,
  });
}
