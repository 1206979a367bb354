import { attempt } from "../core/attempt";
import { ShapeError } from "../core/errors";
import { checkDirections, checkMatrix, type CriteriaMatrix, type Direction } from "./matrix";
import { rankByCriteria, type Ranking, type RankingOptions } from "./rankByCriteria";

/** What becomes of the ranking without one strategy or one criterion. */
export interface LeftOut {
  /** Its row or its column. */
  readonly index: number;
  /** Of the other strategies, in their order; left out where there is no ranking. */
  readonly ranks?: readonly number[];
  /** Which pairs of strategies change places, as rows of the whole matrix: the one that was ahead stands first. */
  readonly reversed: readonly (readonly [number, number])[];
  /** Why there is no ranking: a criterion became the same for all, say. */
  readonly reason?: string;
}

export interface RankReversal {
  readonly whole: Ranking;
  readonly withoutStrategy: readonly LeftOut[];
  readonly withoutCriterion: readonly LeftOut[];
}

/**
 * Leaves out one strategy after the other, then one criterion after the other, weighs and ranks anew, and tells which of
 * the remaining pairs change places. A sound ranking has no reason to: what is left is as good as it was.
 *
 * @param matrix - strategies in rows (three or more), criteria in columns (two or more).
 * @param directions - for each criterion whether high ("max") or low ("min") is good.
 * @param options - as `rankByCriteria`.
 * @returns the ranking of all, and what is left of it without each strategy and without each criterion.
 * @throws {@link ShapeError} for fewer strategies or criteria; as `rankByCriteria` for the whole matrix. A part that cannot
 *   be ranked says why in its `reason`.
 * @example
 * const matrix = [[1, 5], [2, 4], [5, 1]]; // the second criterion says the opposite of the first
 * const weighting = (m: v.CriteriaMatrix) => (m[0].length === 2 ? [3, 1] : [1]);
 * const { whole, withoutCriterion } = v.rankReversal(matrix, ["max", "max"], { weighting });
 * whole.ranks; // → [3, 2, 1]
 * withoutCriterion[0].reversed; // → [[1, 0], [2, 0], [2, 1]]
 */
export function rankReversal(
  matrix: CriteriaMatrix,
  directions: readonly Direction[],
  options: RankingOptions = {},
): RankReversal {
  const where = "rankReversal";
  checkMatrix(where, matrix);
  checkDirections(where, matrix, directions);
  if (matrix.length < 3 || directions.length < 2)
    throw new ShapeError(
      where,
      `matrix must hold at least 3 strategies and 2 criteria, got ${matrix.length} and ${directions.length}`,
    );
  const whole = rankByCriteria(matrix, directions, options);
  const all = matrix.map((_, i) => i);
  const without = <T>(values: ArrayLike<T>, left: number): T[] =>
    Array.from(values).filter((_, i) => i !== left);
  const anew = (
    rows: readonly number[],
    index: number,
    reduced: CriteriaMatrix,
    ways: readonly Direction[],
  ): LeftOut => {
    const { value, reason } = attempt(() => rankByCriteria(reduced, ways, options));
    if (value === undefined) return Object.freeze({ index, reversed: [], reason });
    const { ranks } = value;
    return Object.freeze({ index, ranks, reversed: reversedPairs(rows, whole.ranks, ranks) });
  };
  return Object.freeze({
    whole,
    withoutStrategy: all.map((i) => anew(without(all, i), i, without(matrix, i), directions)),
    withoutCriterion: directions.map((_, j) =>
      anew(
        all,
        j,
        matrix.map((row) => without(row, j)),
        without(directions, j),
      ),
    ),
  });
}

function reversedPairs(
  rows: readonly number[],
  before: readonly number[],
  after: readonly number[],
): (readonly [number, number])[] {
  return rows.flatMap((a, i) =>
    rows.flatMap((b, k) => (before[a] < before[b] && after[i] > after[k] ? [[a, b] as const] : [])),
  );
}
