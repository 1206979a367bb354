import type { LstmWeights, Rows } from "./lstm/lstmWeights";

/** The weights of a dense layer of N units on F inputs. */
export interface DenseWeights {
  /** F rows of N. */
  readonly kernel: Rows;
  /** N values. */
  readonly bias: ArrayLike<number>;
}

/** What a layer has learned; a dropout layer learns nothing. */
export type LayerWeights = LstmWeights | DenseWeights | null;
