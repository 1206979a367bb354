import { checkOneOf } from "../core/checks";
import { log } from "../core/elementary";
import { DomainError } from "../core/errors";
import {
  checkDirections,
  checkMatrix,
  columnsOf,
  scaledColumn,
  type CriteriaMatrix,
  type Direction,
} from "./matrix";

/** What the entropy of a criterion is taken of. */
export type EntropyVariant =
  | "printed" //   r / Σr of the scaled values: eq. 37
  | "undivided" // r itself: what Table 6 was computed with
  | "raw"; //      x / Σx of the values as they are: Shannon's weights in the textbooks

export interface EntropyOptions {
  /** "printed" by default. */
  readonly variant?: EntropyVariant;
  /** Scales a criterion to be kept low downwards: (max − x) / (max − min). Left out, all upwards, as eq. 36 prints. */
  readonly directions?: readonly Direction[];
}

/**
 * The entropy of each criterion over n strategies.
 *
 *     rᵢⱼ = (xᵢⱼ − min xⱼ) / (max xⱼ − min xⱼ)                               paper 1 (qfe2025), eq. 36
 *     eⱼ  = −1/ln n · Σᵢ pᵢⱼ ln pᵢⱼ,   pᵢⱼ = rᵢⱼ / Σᵢ rᵢⱼ,   0·ln 0 = 0       eq. 37
 *
 * The 1e-10 that eq. 36 adds below the line keeps 0/0 away; here a criterion that is the same for all is refused instead.
 * With p = r ("undivided") e may exceed 1, with p = x/Σx ("raw") no x may be below 0, and directions play no part.
 *
 * @param matrix - strategies in rows (two or more), criteria in columns.
 * @param options - the variant as printed, all criteria scaled upwards, where they are left out.
 * @returns e, one for each criterion; 0 to 1, except "undivided".
 * @throws {@link DomainError} for a criterion that is the same for all strategies, or below 0 where the variant is "raw";
 *   ShapeError for fewer than two strategies.
 * @example
 * // scaled to 0, 0, 1 and to 0, 1, 1: p is 1 alone, and ½ twice
 * v.criterionEntropies([[1, 5], [1, 7], [2, 7]]); // → [0, 0.630930]
 */
export function criterionEntropies(matrix: CriteriaMatrix, options: EntropyOptions = {}): Float64Array {
  return entropies("criterionEntropies", matrix, options);
}

/**
 * Entropy weights: a criterion counts as much as it tells the strategies apart.
 *
 *     ωⱼ = (1 − eⱼ) / Σⱼ (1 − eⱼ)                                            paper 1 (qfe2025), eq. 38
 *
 * @param matrix - strategies in rows (two or more), criteria in columns.
 * @param options - as {@link criterionEntropies}.
 * @returns ω, one for each criterion, at least 0, with sum 1.
 * @throws {@link DomainError} for a criterion that is the same for all strategies, and where an undivided entropy is
 *   above 1: its weight would be negative.
 * @see {@link criterionEntropies}
 * @example
 * v.entropyWeights([[1, 5], [1, 7], [2, 7]]); // → [0.730423, 0.269577]
 */
export function entropyWeights(matrix: CriteriaMatrix, options: EntropyOptions = {}): Float64Array {
  const told = entropies("entropyWeights", matrix, options).map((e, j) => {
    if (e > 1 + 1e-12)
      throw new DomainError(
        "entropyWeights",
        `the undivided entropy of column ${j}`,
        e,
        "at most 1, or its weight is negative",
      );
    return Math.max(0, 1 - e);
  });
  return normalised(told);
}

function entropies(
  where: string,
  matrix: CriteriaMatrix,
  { variant = "printed", directions }: EntropyOptions,
): Float64Array {
  checkMatrix(where, matrix);
  checkOneOf(where, "variant", variant, ["printed", "undivided", "raw"]);
  if (directions !== undefined) checkDirections(where, matrix, directions);
  return Float64Array.from(columnsOf(matrix), (column, j) => {
    const scaled = scaledColumn(where, column, j, directions?.[j] ?? "max");
    if (variant === "raw") checkNotNegative(where, column, j);
    const parts = variant === "undivided" ? scaled : normalised(variant === "raw" ? column : scaled);
    return entropy(parts) / log(matrix.length);
  });
}

/** −Σ p ln p, where 0·ln 0 = 0. */
function entropy(parts: Float64Array): number {
  return -parts.reduce((sum, p) => sum + (p === 0 ? 0 : p * log(p)), 0);
}

/** Divided by their sum. */
export function normalised(values: Float64Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function checkNotNegative(where: string, column: Float64Array, j: number): void {
  const lowest = Math.min(...column);
  if (lowest < 0)
    throw new DomainError(where, `column ${j} of matrix`, lowest, 'at least 0 for the variant "raw"');
}
