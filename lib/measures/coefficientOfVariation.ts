import { checkInteger, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { mean, variance } from "../math/moments";
import { checkSize, largestSize, ROUNDING, settled } from "../math/varies";

export interface CoefficientOfVariationOptions {
  /** σ divides by n − ddof; 1 by default, as in `sharpeRatio`. */
  readonly ddof?: 0 | 1;
}

/**
 * Coefficient of variation: the deviation in units of the mean.
 *
 *     CV = σ / μ                                   paper 1 (qfe2025), eq. 23, there of the rolling Sharpe ratio
 *
 * It has the sign of μ, and grows without bound as μ comes near 0: read it only where μ is far from 0.
 *
 * @param values - length n ≥ 2.
 * @returns 0 where all values are the same but for rounding.
 * @throws {@link DomainError} when the mean is 0, but for rounding.
 * @example
 * v.coefficientOfVariation([1, 2, 3]); // → 0.5
 */
export function coefficientOfVariation(
  values: ArrayLike<number>,
  { ddof = 1 }: CoefficientOfVariationOptions = {},
): number {
  const where = "coefficientOfVariation";
  checkInteger(where, "ddof", ddof, 0, 1);
  checkVector(where, "values", values, 2);
  checkSize(where, "values", values);
  const centre = mean(values);
  if (Math.abs(centre) <= ROUNDING * largestSize(values))
    throw new DomainError(where, "mean of values", centre, "different from 0");
  return Math.sqrt(variance(settled(values), ddof)) / centre;
}
