import { skill } from "../measures/baseline";
import { bestLag } from "../measures/bestLag";
import { mape, rmse, rSquared } from "../measures/errors";
import { dieboldMariano, type DieboldMarianoOptions } from "./dieboldMariano";
import { squaredErrors } from "./losses";

/** What a forecast is worth beside a naive one. */
export interface NaiveComparison {
  /** Root mean squared error, in the unit of the values. */
  readonly rmse: number;
  /** Mean absolute percentage error, in per cent. */
  readonly mape: number;
  readonly rSquared: number;
  /** 1 − RMSE / RMSE of the naive forecast: above 0 the forecast is better. */
  readonly skill: number;
  /** In days: 0 for a forecast that anticipates, 1 for one that repeats yesterday. */
  readonly lag: number;
  /** Diebold and Mariano's statistic on squared errors: below 0 the forecast is better. */
  readonly statistic: number;
  /** Of that statistic, two-sided. */
  readonly pValue: number;
}

/**
 * The questions that a forecast has to stand, in one record: its errors, its `skill` and its `bestLag`, and whether the
 * difference of its squared errors from the naive forecast's is more than luck (`dieboldMariano`).
 *
 * @param actual - y, one a day, none 0; length n ≥ 8.
 * @param forecast - ŷ, about the same days, in the same unit.
 * @param naive - what `lastValue` said of these days, or another forecast without a model.
 * @param options - of the test: `lags` or `horizon` where errors of neighbouring days are alike.
 * @throws as {@link dieboldMariano}; `DomainError` where a y is 0, where the naive forecast makes no error, and where the y,
 *   or the ŷ, are all the same but for rounding: they have no R², or no lag.
 * @example
 * const values = [5, 1, 3, 2, 5, 4, 6, 3, 5];
 * const [actual, naive] = [values.slice(1), v.lastValue(values).slice(1)];
 * const halfway = actual.map((y, t) => (y + naive[t]) / 2); // half of each naive error
 * const { skill, lag } = v.compareWithNaive(actual, halfway, naive);
 * skill; // → 0.5
 * lag; // → 0
 */
export function compareWithNaive(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  naive: ArrayLike<number>,
  options: DieboldMarianoOptions = {},
): NaiveComparison {
  const losses = [forecast, naive].map((each) => squaredErrors(actual, each));
  const { statistic, pValue } = dieboldMariano(losses[0], losses[1], options);
  return Object.freeze({
    rmse: rmse(actual, forecast),
    mape: mape(actual, forecast),
    rSquared: rSquared(actual, forecast),
    skill: skill(rmse(actual, forecast), rmse(actual, naive)),
    lag: bestLag(actual, forecast).lag,
    statistic,
    pValue,
  });
}
