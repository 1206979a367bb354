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
  /** Known days in a window, 50 by default, as in the article. */
  readonly steps?: number;
}

/**
 * What the direct Sharpe network reads (Zhang, Zohren and Roberts, 2020): of each asset the closes and returns of the
 * last days before the one decided about; no forecasts. Closes are relative to the first of the window, returns are
 * z-scores over the training rows.
 *
 * @param closes - by coin, in USD, length N.
 */
export function directSharpeData(
  closes: Readonly<Record<string, ArrayLike<number>>>,
  { split, steps = 50 }: DirectSharpeDataOptions,
): PortfolioData {
  const where = "directSharpeData";
  checkInteger(where, "steps", steps, 1);
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
