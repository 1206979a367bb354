import { checkOneOf, checkSameLength, checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { varies } from "../math/varies";

/** Strategies in rows, criteria in columns. */
export type CriteriaMatrix = readonly ArrayLike<number>[];

/** Whether more of a criterion is better ("max") or worse ("min"). */
export type Direction = "max" | "min";

/** @throws unless there are at least two rows of the same length, all numbers finite. */
export function checkMatrix(where: string, matrix: CriteriaMatrix): void {
  if (!Array.isArray(matrix))
    throw new DomainError(where, "matrix", matrix, "a list of rows, one for each strategy");
  if (matrix.length < 2)
    throw new ShapeError(where, `matrix must hold at least 2 rows (strategies), got ${matrix.length}`);
  matrix.forEach((row: ArrayLike<number>, i) => {
    checkVector(where, `matrix[${i}]`, row);
    checkSameLength(where, "matrix[0]", matrix[0] as ArrayLike<number>, `matrix[${i}]`, row);
  });
}

/** @throws unless there is one direction for each column. */
export function checkDirections(
  where: string,
  matrix: CriteriaMatrix,
  directions: readonly Direction[],
): void {
  if (!Array.isArray(directions))
    throw new DomainError(where, "directions", directions, 'a list of "max" and "min", one for each column');
  checkSameLength(where, "directions", directions, "matrix[0]", matrix[0]);
  directions.forEach((direction: Direction, j) =>
    checkOneOf(where, `directions[${j}]`, direction, ["max", "min"]),
  );
}

/** The columns of a matrix. */
export function columnsOf(matrix: CriteriaMatrix): Float64Array[] {
  return Array.from({ length: matrix[0].length }, (_, j) => Float64Array.from(matrix, (row) => row[j]));
}

/**
 * A column from 0, its worst value, to 1, its best.
 *
 *     max: r = (x − min) / (max − min)      min: r = (max − x) / (max − min)
 *
 * @throws {@link DomainError} for a column in which all values are the same but for rounding: it tells no strategies apart.
 */
export function scaledColumn(
  where: string,
  column: Float64Array,
  j: number,
  direction: Direction,
): Float64Array {
  const low = Math.min(...column);
  const high = Math.max(...column);
  if (!varies(column))
    throw new DomainError(where, `column ${j} of matrix`, low, "different for at least two strategies");
  return column.map((x) => (direction === "max" ? x - low : high - x) / (high - low));
}
