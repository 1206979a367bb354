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

/** The same weight for each criterion: 1/m. */
export function equalWeights(matrix: CriteriaMatrix): Float64Array {
  checkMatrix("equalWeights", matrix);
  return new Float64Array(matrix[0].length).fill(1 / matrix[0].length);
}

/**
 * Weights by the standard deviation of the criteria, each scaled from 0, its worst, to 1, its best value.
 *
 *     ωⱼ = σⱼ / Σⱼ σⱼ
 *
 * @throws {@link DomainError} for a criterion that is the same for all strategies.
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
 * @throws {@link DomainError} for a criterion that is the same for all strategies.
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
