import { checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { checkReturnRows } from "../measures/checkReturns";

/** @returns the number of assets. @throws unless there are at least `atLeast` rows, one a day, all of the same width, and no prices. */
export function checkPastReturns(where: string, rows: readonly ArrayLike<number>[], atLeast: number): number {
  if (!Array.isArray(rows)) throw new DomainError(where, "returns", rows, "an array of rows, one a day");
  if (rows.length < atLeast)
    throw new ShapeError(where, `returns must hold at least ${atLeast} days, got ${rows.length}`);
  const assets = (rows[0] as ArrayLike<number>).length;
  rows.forEach((row: ArrayLike<number>, t) => {
    checkVector(where, `returns[${t}]`, row);
    if (row.length !== assets)
      throw new ShapeError(where, `returns[${t}] must have ${assets} entries, got ${row.length}`);
  });
  checkReturnRows(where, "returns", rows);
  return assets;
}
