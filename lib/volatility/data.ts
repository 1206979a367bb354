import { checkVector } from "../core/checks";
import { DomainError, ShapeError } from "../core/errors";

/** Mean and standard deviation (ddof 0), in two passes. */
export function moments(values: ArrayLike<number>): { mean: number; deviation: number } {
  const n = values.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += values[t] / n;
  let squares = 0;
  for (let t = 0; t < n; t++) squares += (values[t] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / n) };
}

/**
 * Returns that a volatility model can be fitted to.
 * @throws {@link ShapeError} when there are fewer than `atLeast`; {@link DomainError} for NaN, infinities,
 * a constant series, or prices passed for returns.
 */
export function checkReturns(where: string, returns: ArrayLike<number>, atLeast: number): Float64Array {
  checkVector(where, "returns", returns, 0);
  if (returns.length < atLeast)
    throw new ShapeError(
      where,
      `returns must hold at least ${atLeast} values for this model, got ${returns.length}`,
    );
  const values = Float64Array.from(returns);
  const { mean, deviation } = moments(values);
  if (!(deviation > 1e-12 * Math.abs(mean)) || deviation === 0)
    throw new DomainError(where, "returns", values[0], "a series that varies (all values are equal)");
  if (looksLikePrices(values, mean, deviation))
    throw new DomainError(
      where,
      "returns",
      values[0],
      "returns; these look like prices (all above 0, and each near the one before): pass logReturns(prices)",
    );
  return values;
}

/** Prices are positive, and their changes are small beside their own level. Returns change sign. */
function looksLikePrices(values: Float64Array, mean: number, deviation: number): boolean {
  if (values.some((value) => value <= 0)) return false;
  let changes = 0;
  for (let t = 1; t < values.length; t++) changes += (values[t] - values[t - 1]) ** 2;
  const change = Math.sqrt(changes / (values.length - 1));
  return change < 0.5 * deviation || change < 0.2 * mean;
}
