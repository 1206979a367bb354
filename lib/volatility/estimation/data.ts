import { checkVector } from "../../core/checks";
import { DomainError, ShapeError } from "../../core/errors";
import { deviation } from "../../math/deviation";
import { varies } from "../../math/varies";
import { checkReturns } from "../../measures/checkReturns";

/**
 * Returns that a volatility model can be fitted to, and their standard deviation (ddof 0).
 * @throws {@link ShapeError} when there are fewer than `atLeast`; {@link DomainError} for NaN, infinities,
 * a series that is constant but for rounding, or prices and other levels passed for returns.
 */
export function fittableReturns(
  where: string,
  returns: ArrayLike<number>,
  atLeast: number,
): { values: Float64Array; deviation: number } {
  checkVector(where, "returns", returns, 0);
  if (returns.length < atLeast)
    throw new ShapeError(
      where,
      `returns must hold at least ${atLeast} values for this model, got ${returns.length}`,
    );
  const values = Float64Array.from(returns);
  if (!varies(values))
    throw new DomainError(where, "returns", values[0], "a series that varies (all values are equal)");
  checkReturns(where, returns, atLeast, { unit: "any" });
  return { values, deviation: deviation(values, 0) };
}
