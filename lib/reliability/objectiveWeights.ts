import { DomainError } from "../core/errors";
import { correlationMatrix } from "../measures/correlation";
import { variance } from "../math/moments";
import { normalised } from "./entropyWeights";
import {
  checkDirections,
  checkMatrix,
  columnsOf,
  scaledColumn,
  type CriteriaMatrix,
  type Direction,
} from "./matrix";

/**
 * The same weight for each criterion: 1/m.
 *
 * @param matrix - strategies in rows (two or more), criteria in columns.
 * @returns ω, one for each criterion, with sum 1.
 * @throws ShapeError for fewer than two strategies, or rows of different lengths; DomainError for NaN.
 * @example
 * v.equalWeights([[1, 2], [3, 4]]); // → [0.5, 0.5]
 */
export function equalWeights(matrix: CriteriaMatrix): Float64Array {
  checkMatrix("equalWeights", matrix);
  return new Float64Array(matrix[0].length).fill(1 / matrix[0].length);
}

/**
 * Weights by the standard deviation of the criteria, each scaled from 0, its worst, to 1, its best value.
 *
 *     ωⱼ = σⱼ / Σⱼ σⱼ
 *
 * @param matrix - strategies in rows (two or more), criteria in columns.
 * @returns ω, one for each criterion, at least 0, with sum 1.
 * @throws {@link DomainError} for a criterion that is the same for all strategies.
 * @example
 * // scaled to 0, ½, 1 and to 0, 0, 1: σ is ½ and √⅓
 * v.standardDeviationWeights([[1, 5], [2, 5], [3, 9]]); // → [0.464102, 0.535898]
 */
export function standardDeviationWeights(matrix: CriteriaMatrix): Float64Array {
  checkMatrix("standardDeviationWeights", matrix);
  const scaled = columnsOf(matrix).map((column, j) =>
    scaledColumn("standardDeviationWeights", column, j, "max"),
  );
  return normalised(Float64Array.from(scaled, (column) => Math.sqrt(variance(column, 1))));
}

/**
 * CRITIC weights of Diakoulaki, Mavrotas and Papayannakis (1995): a criterion counts as much as it varies, and as little
 * as the others say the same.
 *
 *     Cⱼ = σⱼ Σₖ (1 − ρⱼₖ),   ωⱼ = Cⱼ / Σⱼ Cⱼ
 *
 * σ and ρ are those of the criteria, each scaled from 0, its worst, to 1, its best value.
 *
 * @param matrix - strategies in rows (two or more), criteria in columns.
 * @param directions - for each criterion whether high ("max") or low ("min") is good.
 * @returns ω, one for each criterion, at least 0, with sum 1.
 * @throws {@link DomainError} for a criterion that is the same for all strategies, and where all criteria say the same.
 * @example
 * // the third criterion contradicts the first two, which say the same
 * const matrix = [[1, 10, 3], [2, 20, 2], [3, 30, 1]];
 * v.criticWeights(matrix, ["max", "max", "max"]); // → [0.25, 0.25, 0.5]
 */
export function criticWeights(matrix: CriteriaMatrix, directions: readonly Direction[]): Float64Array {
  const where = "criticWeights";
  checkMatrix(where, matrix);
  checkDirections(where, matrix, directions);
  const scaled = columnsOf(matrix).map((column, j) => scaledColumn(where, column, j, directions[j]));
  const told = correlationMatrix(Object.fromEntries(scaled.entries())).map(
    (row, j) => Math.sqrt(variance(scaled[j], 1)) * row.reduce((sum, rho) => sum + (1 - rho), 0),
  );
  if (told.every((information) => information < ROUNDING))
    throw new DomainError(where, "matrix", matrix, "of criteria that do not all say the same");
  return normalised(Float64Array.from(told));
}

/** What rounding leaves of 1 − ρ where ρ is 1. */
const ROUNDING = 1e-12;
