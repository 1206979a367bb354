import { ShapeError } from "../core/errors";
import type { CriteriaMatrix, Direction } from "./matrix";
import { rankByCriteria, type RankingOptions } from "./rankByCriteria";

/** Weights, scores and ranks; score and rank are NaN for a strategy that lacks a criterion. */
export interface PartialRanking {
  readonly weights: ArrayLike<number>;
  readonly scores: Float64Array;
  readonly ranks: readonly number[];
}

/**
 * {@link rankByCriteria} of the strategies that have all criteria.
 *
 * @param matrix - strategies in rows, criteria in columns; NaN where there is none.
 * @throws {@link ShapeError} where fewer than two strategies have all criteria.
 */
export function rankComplete(
  where: string,
  matrix: CriteriaMatrix,
  directions: readonly Direction[],
  options: RankingOptions,
): PartialRanking {
  const complete = Array.from(matrix.keys()).filter((i) => !Array.from(matrix[i]).some(Number.isNaN));
  if (complete.length < 2)
    throw new ShapeError(
      where,
      `at least 2 strategies must have all criteria to be compared, got ${complete.length}`,
    );
  const found = rankByCriteria(
    complete.map((i) => matrix[i]),
    directions,
    options,
  );
  const scores = new Float64Array(matrix.length).fill(Number.NaN);
  const ranks = new Array<number>(matrix.length).fill(Number.NaN);
  complete.forEach((i, k) => {
    scores[i] = found.scores[k];
    ranks[i] = found.ranks[k];
  });
  return { weights: found.weights, scores, ranks };
}
