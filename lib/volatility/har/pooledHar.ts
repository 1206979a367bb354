import { checkInteger } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { dot } from "../../math/matrix";
import {
  logVarianceRows,
  stretched,
  type LearningWindows,
  type PooledVarianceOptions,
} from "./logVarianceRows";
import { leastSquares } from "../../statistics/leastSquares";

/** Options of {@link pooledHarForecasts}. */
export interface PooledHarOptions extends Omit<PooledVarianceOptions, "length"> {
  /** Days over which the past is averaged. Default [1, 7, 30]. */
  readonly lags?: readonly number[];
}

/**
 * HAR (Corsi 2009) with one set of weights for all assets: the standardised logarithms of their variances, averaged over
 * the last day, week and month, by least squares on the windows of all of them. Each asset keeps its own level and spread.
 *
 * @param variances - by asset, a measure of each day's variance above 0, such as `rangeVariance`; all of length n.
 * @returns by asset, in its unit: entry k is made from the days up to window + k − 1, about day window + k, with a horizon
 *   about the mean of it and the h − 1 days after it.
 * @see `forecastVariances`, which gives the same windows to a network.
 * @throws {@link DomainError} for a variance of 0 or less, or one that does not vary in the training days; ShapeError
 *   where no window fits into them.
 */
export function pooledHarForecasts(
  variances: Readonly<Record<string, ArrayLike<number>>>,
  { lags = [1, 7, 30], ...options }: PooledHarOptions,
): Readonly<Record<string, Float64Array>> {
  const where = "pooledHarForecasts";
  if (!(lags?.length > 0) || new Set(lags).size < lags.length)
    throw new DomainError(where, "lags", lags, "a list of different numbers of days");
  for (const lag of lags) checkInteger(where, "lag", lag, 1);
  const stretches = logVarianceRows(where, variances, { ...options, length: Math.max(...lags) + 1 });
  return stretched(
    variances,
    stretches.map(({ learn, forecast }) => {
      const { coefficients } = leastSquares(where, learn.targets, averages(learn, lags), [
        "the constant",
        ...lags.map((lag) => `the mean of variances over ${lag} days`),
      ]);
      return forecast((windows) => {
        const columns = averages(windows, lags);
        return Float64Array.from(columns[0], (_, w) =>
          dot(
            coefficients,
            columns.map((column) => column[w]),
          ),
        );
      });
    }),
  );
}

/** A column of ones, and for each lag one of the means of the last so many days of each window. */
function averages(
  { shape: [count, steps], inputs }: Pick<LearningWindows, "shape" | "inputs">,
  lags: readonly number[],
): Float64Array[] {
  const meanOf = (w: number, lag: number): number => {
    let sum = 0;
    for (let s = steps - lag; s < steps; s++) sum += inputs[w * steps + s];
    return sum / lag;
  };
  return [
    new Float64Array(count).fill(1),
    ...lags.map((lag) => Float64Array.from({ length: count }, (_, w) => meanOf(w, lag))),
  ];
}
