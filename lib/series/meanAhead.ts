import { checkInteger, checkVector } from "../core/checks";
import { ShapeError } from "../core/errors";

/**
 * What a forecast of several days is about: entry t is the mean of the values of the days t … t + horizon − 1.
 *
 * It reads the future, and is there to be forecast, or to judge a forecast by; never to forecast from.
 *
 * @param values - one a day, length n.
 * @param horizon - h, days; with 1 the answer is a copy of the values.
 * @returns length n − h + 1: the last entries would need days that are not there.
 * @throws {@link ShapeError} for fewer than h values.
 * @example
 * v.meanAhead([1, 2, 3, 6], 2); // → [1.5, 2.5, 4.5]
 */
export function meanAhead(values: ArrayLike<number>, horizon: number): Float64Array {
  const where = "meanAhead";
  checkVector(where, "values", values);
  checkInteger(where, "horizon", horizon, 1);
  if (values.length < horizon)
    throw new ShapeError(where, `values must hold at least ${horizon} days, got ${values.length}`);
  return Float64Array.from({ length: values.length - horizon + 1 }, (_, t) => {
    let sum = 0;
    for (let i = t; i < t + horizon; i++) sum += values[i];
    return sum / horizon;
  });
}
