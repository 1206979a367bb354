import { checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { transpose } from "../math/matrix";
import { checkSize, largestSize, varies } from "../math/varies";
import { wanders } from "../math/wanders";

/** What a function makes of the size of its returns. */
export type ReturnUnit =
  | "fraction" // of the value held: 0.01 is one per cent
  | "any"; //     none: they may be scaled and shifted

export interface ReturnsCheck {
  /** "fraction" by default. */
  readonly unit?: ReturnUnit;
  /** What the caller calls them; "returns" by default. */
  readonly name?: string;
}

/**
 * Changes, and not levels: prices, their logarithms and whatever else {@link wanders} are refused, whatever their sign.
 * So are ten or more values that, as fractions, are all of one sign and beyond 0.1 (no market gains or loses a tenth in each
 * of ten periods) or, in any unit, all above 0 and move by less than a hundredth of their size (a pegged coin's price).
 *
 * @throws {@link DomainError} unless `returns` is a list of at least `atLeast` finite numbers, and of changes;
 *   as fractions, of a size whose powers are numbers, too.
 */
export function checkReturns(
  where: string,
  returns: ArrayLike<number>,
  atLeast: number,
  { unit = "fraction", name = "returns" }: ReturnsCheck = {},
): void {
  checkVector(where, name, returns, atLeast);
  if (!varies(returns)) return;
  if (unit === "fraction") checkSize(where, name, returns);
  if (!areLevels(returns, unit)) return;
  const [period, remedy] = unit === "fraction" ? ["period", "simpleReturns"] : ["day", "logReturns"];
  const [levels, sign] = onOneSide(returns, 1, 0)
    ? ["prices", "all are above 0 and "]
    : ["prices or their logarithms", ""];
  throw new DomainError(
    where,
    name,
    returns,
    `changes from ${period} to ${period}, not ${levels} (${sign}each is near the one before: pass ${remedy}(prices))`,
  );
}

/**
 * As {@link checkReturns}, for rows of one return per asset. One column that wanders may be the yield of an asset without
 * risk; where all do, they are prices.
 *
 * @returns the number of assets.
 * @throws {@link DomainError} unless they are at least `atLeast` rows of finite numbers, and of changes; a
 *   {@link ShapeError} where they are fewer, or not as long as the first.
 */
export function checkReturnRows(
  where: string,
  name: string,
  rows: readonly ArrayLike<number>[],
  atLeast: number,
): number {
  if (!Array.isArray(rows) || rows.length === 0)
    throw new DomainError(where, name, rows, "a list of rows, one return per asset in each");
  if (rows.length < atLeast)
    throw new ShapeError(where, `${name} must hold at least ${atLeast} rows, got ${rows.length}`);
  const assets = (rows[0] as ArrayLike<number> | undefined)?.length ?? 0;
  rows.forEach((row: ArrayLike<number>, t) => {
    checkVector(where, `${name}[${t}]`, row);
    if (row.length !== assets)
      throw new ShapeError(where, `${name} must have one return per asset, got ${row.length} in row ${t} and ${assets} in row 0`); // prettier-ignore
  });
  const columns = transpose(rows);
  if (columns.every((column) => areLevels(column, "fraction")))
    checkReturns(where, columns[0], 1, { name: `column 0 of ${name}` });
  return assets;
}

/** Whether these values are levels and no changes. Values that don't vary are neither. */
export function areLevels(values: ArrayLike<number>, unit: ReturnUnit): boolean {
  if (!varies(values)) return false;
  if (wanders(values)) return true;
  if (values.length < 10) return false;
  return unit === "fraction"
    ? onOneSide(values, Math.sign(values[0]), 0.1)
    : onOneSide(values, 1, 0) && typicalChange(values) < 0.01;
}

function onOneSide(values: ArrayLike<number>, side: number, distance: number): boolean {
  for (let t = 0; t < values.length; t++) if (!(side * values[t] > distance)) return false;
  return true;
}

/** The root mean square of the changes, as a share of the largest value. */
function typicalChange(values: ArrayLike<number>): number {
  const size = largestSize(values);
  let squares = 0;
  for (let t = 1; t < values.length; t++) squares += ((values[t] - values[t - 1]) / size) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
