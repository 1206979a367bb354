import { entropyWeights } from "./entropyWeights";
import type { CriteriaMatrix, Direction } from "./matrix";
import { topsis, type Normalisation, type Topsis } from "./topsis";

/**
 * How criteria are weighed: a function such as `equalWeights`, `standardDeviationWeights`, `criticWeights`, or
 * `(matrix) => entropyWeights(matrix, { variant: "undivided" })`.
 */
export type Weighting = (matrix: CriteriaMatrix, directions: readonly Direction[]) => ArrayLike<number>;

export interface RankingOptions {
  /** Entropy weights by default: eqs. 36 to 38 as printed. */
  readonly weighting?: Weighting;
  /** "vector" by default, as in the paper. */
  readonly normalisation?: Normalisation;
}

export interface Ranking extends Topsis {
  readonly weights: ArrayLike<number>;
}

/**
 * Weighs the criteria by what the matrix itself says, then ranks the strategies by `topsis`.
 *
 * @param matrix - strategies in rows (two or more), criteria in columns.
 * @param directions - for each criterion whether high ("max") or low ("min") is good.
 * @param options - entropy weights (paper 1, qfe2025, eqs. 36 to 38) and vector normalisation where they are left out.
 * @returns the weights, and the scores, ranks and distances of {@link topsis}.
 * @throws as the weighting and {@link topsis}: DomainError for a criterion that is the same for all strategies, for one.
 * @example
 * const matrix = [[1, 0.3], [2, 0.2], [3, 0.1]]; // return and risk
 * const { ranks, weights } = v.rankByCriteria(matrix, ["max", "min"], { weighting: v.equalWeights });
 * ranks; // → [3, 2, 1]
 * weights; // → [0.5, 0.5]
 */
export function rankByCriteria(
  matrix: CriteriaMatrix,
  directions: readonly Direction[],
  { weighting = (values) => entropyWeights(values), normalisation }: RankingOptions = {},
): Ranking {
  const weights = weighting(matrix, directions);
  return Object.freeze({ weights, ...topsis(matrix, { weights, directions, normalisation }) });
}
