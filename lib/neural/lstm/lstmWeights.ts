import { checkVector } from "../../core/checks";
import { DomainError, ShapeError } from "../../core/errors";

/** A matrix, as rows. */
export type Rows = readonly ArrayLike<number>[];

/**
 * The weights of one LSTM layer of U units on F features, laid out as in Keras: the columns are those of the input gate
 * i, of the forget gate f, of the candidate u and of the output gate o, U each.
 */
export interface LstmWeights {
  /** F rows of 4U: what a feature adds to each gate. */
  readonly kernel: Rows;
  /** U rows of 4U: what a unit's last output adds to each gate. */
  readonly recurrentKernel: Rows;
  /** 4U values. */
  readonly bias: ArrayLike<number>;
}

export interface LstmSize {
  readonly features: number;
  readonly units: number;
}

/** @throws {@link ShapeError} unless the three parts fit together, {@link DomainError} on NaN. */
export function checkLstmWeights(where: string, weights: LstmWeights): LstmSize {
  if (weights?.bias == null) throw new DomainError(where, "weights", weights, "the weights of an LSTM layer");
  const width = weights.bias.length;
  if (width === 0 || width % 4 !== 0)
    throw new ShapeError(where, `weights.bias must hold 4 values a unit, got ${width}`);
  checkVector(where, "weights.bias", weights.bias);
  const units = width / 4;
  const features = checkRows(where, "weights.kernel", weights.kernel, width);
  const recurrent = checkRows(where, "weights.recurrentKernel", weights.recurrentKernel, width);
  if (recurrent !== units)
    throw new ShapeError(where, `weights.recurrentKernel must have ${units} rows, got ${recurrent}`);
  return { features, units };
}

/** How many rows there are, after checking that each holds `width` finite numbers. */
export function checkRows(where: string, name: string, rows: Rows, width: number): number {
  if (!Array.isArray(rows) || rows.length === 0)
    throw new DomainError(where, name, rows, "an array of rows of numbers");
  rows.forEach((row: ArrayLike<number>, r) => {
    checkVector(where, `${name}[${r}]`, row);
    if (row.length !== width)
      throw new ShapeError(where, `${name}[${r}] must hold ${width} values, got ${row.length}`);
  });
  return rows.length;
}
