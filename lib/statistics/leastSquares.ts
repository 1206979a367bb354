import { DomainError, ShapeError } from "../core/errors";
import { mean } from "../math/moments";
import { ROUNDING } from "../math/varies";

/** A regression y = Xb + e by least squares. */
export interface LeastSquares {
  /** b, one per column. */
  readonly coefficients: Float64Array;
  /** Standard errors of b where the errors are alike and independent: √(s² (X'X)⁻¹ⱼⱼ). */
  readonly standardErrors: Float64Array;
  /** e = y − Xb, length n. */
  readonly residuals: Float64Array;
  /** n − k. */
  readonly degreesOfFreedom: number;
  /** s² = e'e / (n − k). */
  readonly residualVariance: number;
  /** 1 − e'e / Σ(y − ȳ)²: meant for regressions with a constant; 0 where y is constant. */
  readonly rSquared: number;
  /** (X'X)⁻¹, rows. */
  readonly inverseGram: readonly Float64Array[];
}

/** X = QR, and what Q makes of y. */
interface Triangle {
  /** R by columns: entry i of column j is Rᵢⱼ, i ≤ j. */
  readonly r: readonly Float64Array[];
  /** Q'y, length n. */
  readonly rotated: Float64Array;
}

/**
 * Least squares by Householder's QR, stable where the columns have very different sizes.
 *
 * @param where - the function that asks, for the error messages.
 * @param response - y, length n.
 * @param columns - X by columns, k of them, each of length n > k. A constant is a column of ones.
 * @param names - what the columns are to who called the function that asks, for the error messages.
 * @throws {@link DomainError} when a column is a combination of those before it but for rounding.
 */
export function leastSquares(
  where: string,
  response: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  names?: readonly string[],
): LeastSquares {
  const n = response.length;
  const k = columns.length;
  const { r, rotated } = triangularise(where, response, columns, names);
  const coefficients = backSubstitute(r, rotated);

  const residuals = Float64Array.from(response);
  columns.forEach((column, j) => {
    for (let t = 0; t < n; t++) residuals[t] -= coefficients[j] * column[t];
  });
  const residualSquares = sumOfSquares(residuals);
  const centre = mean(response);
  const totalSquares = sumOfSquares(Float64Array.from(response, (y) => y - centre));

  const degreesOfFreedom = n - k;
  const residualVariance = residualSquares / degreesOfFreedom;
  const inverseGram = gramInverse(r);
  return {
    coefficients,
    standardErrors: Float64Array.from(inverseGram, (row, j) => Math.sqrt(residualVariance * row[j])),
    residuals,
    degreesOfFreedom,
    residualVariance,
    rSquared: totalSquares > 0 ? 1 - residualSquares / totalSquares : 0,
    inverseGram,
  };
}

/**
 * Whether the columns determine the response: nothing but rounding errors is left of it.
 *
 * @param level - the size of the numbers that the response is made of.
 */
export function isExact({ residualVariance }: LeastSquares, level: number): boolean {
  return Math.sqrt(residualVariance) <= ROUNDING * level;
}

/** Σe² of the regressions on the first 1, 2, …, k columns, all from one factorisation. */
export function nestedResidualSquares(
  where: string,
  response: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  names?: readonly string[],
): Float64Array {
  const { rotated } = triangularise(where, response, columns, names);
  const k = columns.length;
  const squares = new Float64Array(k);
  let sum = 0;
  for (let i = rotated.length - 1; i > 0; i--) {
    sum += rotated[i] ** 2;
    if (i <= k) squares[i - 1] = sum;
  }
  return squares;
}

function triangularise(
  where: string,
  response: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  names: readonly string[] = columns.map((_, j) => `column ${j} of the regression`),
): Triangle {
  const n = response.length;
  if (n <= columns.length)
    throw new ShapeError(
      where,
      `a regression on ${columns.length} columns needs more rows than that, got ${n}`,
    );
  const r = columns.map((column) => Float64Array.from(column));
  const rotated = Float64Array.from(response);
  r.forEach((column, j) => {
    const size = Math.sqrt(sumOfSquares(column));
    const rest = Math.sqrt(sumOfSquares(column, j));
    if (rest <= ROUNDING * size)
      throw new DomainError(where, names[j], columns[j], "independent of the others");
    // The reflection I − vv'/h turns the rest of the column into (∓rest, 0, …, 0)
    const pivot = column[j] > 0 ? -rest : rest;
    const v = column.slice(j);
    v[0] -= pivot;
    const h = -pivot * v[0];
    for (const other of [...r.slice(j + 1), rotated]) {
      let product = 0;
      for (let i = 0; i < v.length; i++) product += v[i] * other[j + i];
      product /= h;
      for (let i = 0; i < v.length; i++) other[j + i] -= product * v[i];
    }
    column.fill(0, j);
    column[j] = pivot;
  });
  return { r, rotated };
}

/** Solves Rb = z. */
function backSubstitute(r: readonly Float64Array[], z: ArrayLike<number>): Float64Array {
  const b = Float64Array.from({ length: r.length }, (_, i) => z[i]);
  for (let j = r.length - 1; j >= 0; j--) {
    b[j] /= r[j][j];
    for (let i = 0; i < j; i++) b[i] -= r[j][i] * b[j];
  }
  return b;
}

/** (R'R)⁻¹ = R⁻¹R⁻¹'. */
function gramInverse(r: readonly Float64Array[]): Float64Array[] {
  const k = r.length;
  const unit = (j: number): Float64Array => Float64Array.from({ length: k }, (_, i) => (i === j ? 1 : 0));
  const inverse = r.map((_, j) => backSubstitute(r, unit(j))); // R⁻¹ by columns
  const entry = (i: number, j: number): number =>
    inverse.reduce((sum, column) => sum + column[i] * column[j], 0);
  return r.map((_, i) => Float64Array.from({ length: k }, (_, j) => entry(i, j)));
}

function sumOfSquares(values: Float64Array, from = 0): number {
  let sum = 0;
  for (let i = from; i < values.length; i++) sum += values[i] ** 2;
  return sum;
}
