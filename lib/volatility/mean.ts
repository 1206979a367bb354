import { mean } from "../math/moments";
import { leastSquares } from "../statistics/leastSquares";
import type { MeanKind } from "./options";

/**
 * The regressors of the conditional mean: rₜ = μ + Σᵢ φᵢ rₜ₋ᵢ + εₜ. An AR mean conditions on the first days:
 * its sample begins `skip` days later.
 */
export interface MeanModel {
  readonly names: readonly string[];
  readonly skip: number;
  /** The returns of the sample that is modelled: those after the first `skip`. */
  readonly target: Float64Array;
  /** One regressor each, as long as `target`. */
  readonly columns: readonly Float64Array[];
}

export function meanModel(returns: Float64Array, kind: MeanKind, arLags: number): MeanModel {
  const skip = kind === "ar" ? arLags : 0;
  const target = returns.subarray(skip);
  const ones = new Float64Array(target.length).fill(1);
  const lag = (k: number): Float64Array => returns.subarray(skip - k, returns.length - k);
  switch (kind) {
    case "zero":
      return { names: [], skip, target, columns: [] };
    case "constant":
      return { names: ["mu"], skip, target, columns: [ones] };
    case "ar":
      return {
        names: ["mu", ...Array.from({ length: arLags }, (_, i) => `ar[${i + 1}]`)],
        skip,
        target,
        columns: [ones, ...Array.from({ length: arLags }, (_, i) => lag(i + 1))],
      };
  }
}

/** Ordinary least squares: where the search for the mean begins. The one column of a constant gives the average. */
export function startingMean({ target, columns }: MeanModel): Float64Array {
  if (columns.length === 0) return new Float64Array(0);
  if (columns.length === 1) return Float64Array.of(mean(target));
  const names = columns.map((_, i) =>
    i === 0 ? "the constant" : `returns at lag ${i} (take fewer arLags?)`,
  );
  return leastSquares("fitVolatility", target, columns, names).coefficients;
}

/** εₜ = rₜ − Σ bᵢ xᵢₜ, written into `out`. */
export function residualsOf(
  { target, columns }: MeanModel,
  weights: ArrayLike<number>,
  out: Float64Array,
): void {
  if (columns.length === 0) return out.set(target);
  const constant = weights[0];
  for (let t = 0; t < out.length; t++) out[t] = target[t] - constant;
  for (let i = 1; i < columns.length; i++) subtract(out, weights[i], columns[i], out);
}

/** out = from − weight · column */
function subtract(from: Float64Array, weight: number, column: Float64Array, out: Float64Array): void {
  for (let t = 0; t < out.length; t++) out[t] = from[t] - weight * column[t];
}
