import { checkInteger } from "../core/checks";
import type { CriteriaMatrix } from "./matrix";
import { topsis, type TopsisOptions } from "./topsis";

export interface WeightSensitivityOptions extends TopsisOptions {
  /** How many weights are tried from 0 to 1; 21 by default. */
  readonly points?: number;
}

/** The scores as the weight of one criterion goes from 0 to 1. */
export interface WeightSensitivity {
  /** The column whose weight moves. */
  readonly criterion: number;
  /** From 0 to 1. */
  readonly weights: Float64Array;
  /** By strategy, one score for each weight. */
  readonly scores: readonly Float64Array[];
}

/**
 * Moves the weight of each criterion in turn from 0 to 1, while the others keep their proportions, and scores the
 * strategies by `topsis`. Where the lines of two strategies cross, their order hangs on that weight.
 *
 * @param matrix - strategies in rows (two or more), criteria (two or more) in columns.
 * @param options - as `topsis`; 21 weights from 0 to 1 where they are left out.
 * @returns for each criterion the weights that were tried, and each strategy's scores at them.
 * @throws as `topsis`; DomainError for fewer than two weights to try.
 * @example
 * const matrix = [[1, 0], [0, 1]];
 * const moved = v.weightSensitivity(matrix, { weights: [0.5, 0.5], directions: ["max", "max"] });
 * moved[0].weights[10]; // → 0.5
 * [0, 10, 20].map((k) => moved[0].scores[0][k]); // → [0, 0.500000, 1]
 */
export function weightSensitivity(
  matrix: CriteriaMatrix,
  { weights, points = 21, ...options }: WeightSensitivityOptions,
): readonly WeightSensitivity[] {
  checkInteger("weightSensitivity", "points", points, 2);
  const { scores } = topsis(matrix, { ...options, weights });
  const grid = Float64Array.from({ length: points }, (_, k) => k / (points - 1));
  return Array.from(weights, (_, criterion) => {
    const found = Array.from(
      grid,
      (w) => topsis(matrix, { ...options, weights: moved(weights, criterion, w) }).scores,
    );
    const byStrategy = Array.from(scores, (_score, i) => Float64Array.from(found, (at) => at[i]));
    return Object.freeze({ criterion, weights: grid, scores: byStrategy });
  });
}

/** ωⱼ = w; the others share 1 − w as they did, or equally where they had nothing. */
function moved(weights: ArrayLike<number>, j: number, w: number): number[] {
  const others = Array.from(weights).reduce((sum, weight, k) => sum + (k === j ? 0 : weight), 0);
  return Array.from(weights, (weight, k) => {
    if (k === j) return w;
    return (1 - w) * (others === 0 ? 1 / (weights.length - 1) : weight / others);
  });
}
