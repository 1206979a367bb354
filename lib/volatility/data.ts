import { checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";
import { mean, variance } from "../math/moments";

/**
 * Returns that a volatility model can be fitted to, and their standard deviation (ddof 0).
 * @throws {@link ShapeError} when there are fewer than `atLeast`; {@link DomainError} for NaN, infinities,
 * a constant series, or prices passed for returns.
 */
export function checkReturns(
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
  const level = mean(values);
  const deviation = Math.sqrt(variance(values, 0));
  if (!(deviation > 1e-12 * Math.abs(level)))
    throw new DomainError(where, "returns", values[0], "a series that varies (all values are equal)");
  if (looksLikePrices(values, level, deviation))
    throw new DomainError(
      where,
      "returns",
      returns,
      "changes from day to day, not prices (all are above 0 and each is near the one before: pass logReturns(prices))",
    );
  return { values, deviation };
}

/** Prices are positive, and their changes are small beside their own level. Returns change sign. */
function looksLikePrices(values: Float64Array, level: number, deviation: number): boolean {
  if (values.some((value) => value <= 0)) return false;
  let changes = 0;
  for (let t = 1; t < values.length; t++) changes += (values[t] - values[t - 1]) ** 2;
  const change = Math.sqrt(changes / (values.length - 1));
  return change < 0.5 * deviation || change < 0.2 * level;
}
