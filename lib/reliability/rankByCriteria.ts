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
 * @param matrix - strategies in rows, criteria in columns.
 */
export function rankByCriteria(
  matrix: CriteriaMatrix,
  directions: readonly Direction[],
  { weighting = (values) => entropyWeights(values), normalisation }: RankingOptions = {},
): Ranking {
  const weights = weighting(matrix, directions);
  return Object.freeze({ weights, ...topsis(matrix, { weights, directions, normalisation }) });
}
