import { checkInteger, checkSameLength, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";

export interface RowsOfOptions {
  /** The first day, counted from 0; 0 by default. */
  readonly from?: number;
  /** The day after the last; the length of the series by default. */
  readonly to?: number;
}

/**
 * Series side by side as rows, one a day: what `simulateInvestment`, `minCvar` and `maxCvarRatio` read.
 *
 * @param closesOrReturns - by name, all of the same length; in any unit.
 * @returns to − from rows; entry i of a row belongs to the i-th name.
 * @throws {@link DomainError} where there is no series, or the days are not among those that it has; `ShapeError` where
 *   lengths differ.
 * @example
 * v.rowsOf({ BTC: [1, 2, 3], ETH: [4, 5, 6] }, { from: 1 }); // → [[2, 5], [3, 6]]
 */
export function rowsOf(
  closesOrReturns: Readonly<Record<string, ArrayLike<number>>>,
  options: RowsOfOptions = {},
): number[][] {
  const where = "rowsOf";
  const columns = Object.entries(closesOrReturns ?? {});
  if (columns.length === 0)
    throw new DomainError(where, "closesOrReturns", closesOrReturns, "one series at least, by its name");
  const [[firstName, first]] = columns;
  for (const [name, values] of columns) {
    checkVector(where, name, values);
    checkSameLength(where, firstName, first, name, values);
  }
  const { from = 0, to = first.length } = options;
  checkInteger(where, "from", from, 0, first.length);
  checkInteger(where, "to", to, from, first.length);
  return Array.from({ length: to - from }, (_, k) => columns.map(([, values]) => values[from + k]));
}
