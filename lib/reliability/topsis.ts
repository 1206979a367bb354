import { checkOneOf, checkSameLength, checkVector } from "../core/checks";
import { hypot } from "../core/elementary";
import { DomainError } from "../core/errors";
import { largestSize, ROUNDING, settled } from "../math/varies";
import { checkDirections, checkMatrix, columnsOf, type CriteriaMatrix, type Direction } from "./matrix";

/** What makes criteria of different units comparable, column by column. */
export type Normalisation =
  | "vector" // x / √Σx²: eq. 29
  | "minMax" // (x − min) / (max − min)
  | "max" //    x / max|x|
  | "sum"; //   x / Σ|x|

export interface TopsisOptions {
  /** ω, one for each criterion, at least 0 and not all 0. Only their proportions matter. */
  readonly weights: ArrayLike<number>;
  /** For each criterion whether high ("max") or low ("min") is good. */
  readonly directions: readonly Direction[];
  /** "vector" by default, as in the paper. */
  readonly normalisation?: Normalisation;
}

/** How near each strategy comes to the ideal. */
export interface Topsis {
  /** C, from 0 to 1: the higher, the better. */
  readonly scores: Float64Array;
  /** 1 for the best; equal scores share the lower number. */
  readonly ranks: readonly number[];
  /** D⁺, to the best value of each criterion. */
  readonly toIdeal: Float64Array;
  /** D⁻, to the worst. */
  readonly toAntiIdeal: Float64Array;
}

/**
 * TOPSIS of Hwang and Yoon (1981): strategies ranked by how far they are from the worst and near the best there is.
 *
 *     rᵢⱼ = xᵢⱼ / √Σᵢ x²ᵢⱼ                                       paper 1 (qfe2025), eq. 29
 *     vᵢⱼ = ωⱼ rᵢⱼ                                               eq. 30
 *     A⁺ⱼ = best vᵢⱼ,   A⁻ⱼ = worst vᵢⱼ                           eqs. 31 and 32
 *     D±ᵢ = √Σⱼ (vᵢⱼ − A±ⱼ)²                                      eqs. 33 and 34
 *     Cᵢ  = D⁻ᵢ / (D⁺ᵢ + D⁻ᵢ)                                     eq. 35
 *
 * Eqs. 31 and 32 print max and min for every criterion; best and worst are what the directions say. A criterion that is
 * the same for all but for rounding tells nothing and moves no score; strategies that are alike in every criterion that
 * counts are neither near nor far, and have the score 0.5. Values may be negative.
 *
 * @param matrix - strategies in rows (two or more), criteria in columns.
 * @param options - weights and directions, one for each criterion; vector normalisation where it is left out.
 * @returns scores from 0 to 1 and ranks, and both distances, one for each strategy.
 * @throws ShapeError where matrix, weights and directions don't fit together; {@link DomainError} for NaN, a weight below 0,
 *   or weights that are all 0.
 * @example
 * const matrix = [[1, 0.3], [2, 0.2], [3, 0.1]]; // return and risk: the last has the best of both
 * const { scores, ranks } = v.topsis(matrix, { weights: [1, 1], directions: ["max", "min"] });
 * scores; // → [0, 0.500000, 1]
 * ranks; // → [3, 2, 1]
 */
export function topsis(
  matrix: CriteriaMatrix,
  { weights, directions, normalisation = "vector" }: TopsisOptions,
): Topsis {
  checkMatrix("topsis", matrix);
  checkDirections("topsis", matrix, directions);
  checkWeights(weights, matrix);
  checkOneOf("topsis", "normalisation", normalisation, ["vector", "minMax", "max", "sum"]);
  const toIdeal = new Float64Array(matrix.length);
  const toAntiIdeal = new Float64Array(matrix.length);
  const unit = largestSize(weights); // taken out, so that no square leaves the range of numbers
  columnsOf(matrix).forEach((column, j) => {
    const v = comparable(settled(column), normalisation).map((r) => (weights[j] / unit) * r);
    const ends = [Math.max(...v), Math.min(...v)];
    const [best, worst] = directions[j] === "max" ? ends : ends.reverse();
    for (let i = 0; i < v.length; i++) {
      toIdeal[i] += (v[i] - best) ** 2;
      toAntiIdeal[i] += (v[i] - worst) ** 2;
    }
  });
  for (const squares of [toIdeal, toAntiIdeal])
    squares.forEach((square, i) => (squares[i] = Math.sqrt(square)));
  const scores = toAntiIdeal.map((far, i) => (far + toIdeal[i] === 0 ? 0.5 : far / (toIdeal[i] + far)));
  for (const distances of [toIdeal, toAntiIdeal])
    distances.forEach((distance, i) => (distances[i] = distance * unit));
  return Object.freeze({ scores, ranks: Object.freeze(ranksOf(scores)), toIdeal, toAntiIdeal });
}

/** 1 for the highest score; scores that are equal but for rounding share the lower number. */
export function ranksOf(scores: ArrayLike<number>): number[] {
  const all = Array.from(scores);
  return all.map((score) => 1 + all.filter((other) => other - score > ROUNDING).length);
}

/** A column without its unit; a column of zeros, or for "minMax" of equals, stays or becomes 0. */
function comparable(values: Float64Array, normalisation: Normalisation): Float64Array {
  const largest = largestSize(values) || 1; // taken out first, so that no sum leaves the range of numbers
  const column = values.map((x) => x / largest);
  const low = normalisation === "minMax" ? Math.min(...column) : 0;
  const size = sizeOf(column, normalisation);
  return column.map((x) => (size === 0 ? 0 : (x - low) / size));
}

function sizeOf(column: Float64Array, normalisation: Normalisation): number {
  switch (normalisation) {
    case "vector":
      return hypot(...column);
    case "minMax":
      return Math.max(...column) - Math.min(...column);
    case "max":
      return Math.max(...column.map(Math.abs));
    case "sum":
      return column.reduce((sum, x) => sum + Math.abs(x), 0);
  }
}

function checkWeights(weights: ArrayLike<number>, matrix: CriteriaMatrix): void {
  checkVector("topsis", "weights", weights);
  checkSameLength("topsis", "weights", weights, "matrix[0]", matrix[0]);
  for (let j = 0; j < weights.length; j++)
    if (weights[j] < 0) throw new DomainError("topsis", `weights[${j}]`, weights[j], "at least 0");
  if (Math.max(...Array.from(weights)) === 0)
    throw new DomainError("topsis", "weights", weights, "not all 0");
}
