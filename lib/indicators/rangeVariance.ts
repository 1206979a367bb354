import { checkPositiveVector, checkSameLength } from "../core/checks";
import { DomainError } from "../core/errors";

/** The extremes of each day, one list each, all of the same length. */
export interface HighLow {
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
}

/**
 * The variance of a day from its range.
 *
 *     vᵢ = (ln Highᵢ − ln Lowᵢ)² / (4 ln 2)                                              Parkinson (1980)
 *
 * Its expectation is the variance of a Brownian motion without drift that is watched all day long, and it varies
 * five times less than the squared return, which sees the ends of the day alone. A jump between two days is in no
 * range: of markets that close at night it tells too little.
 *
 * @param prices - above 0, one entry a day.
 * @returns squared log returns, one entry a day; 0 where high and low are equal. Each entry reads its own day only.
 * @throws {@link DomainError} naming the day on which high is below low.
 */
export function rangeVariance({ high, low }: HighLow): Float64Array {
  const where = "rangeVariance";
  checkPositiveVector(where, "high", high);
  checkPositiveVector(where, "low", low);
  checkSameLength(where, "high", high, "low", low);
  return Float64Array.from(high, (top, i) => {
    if (top < low[i]) throw new DomainError(where, `high[${i}]`, top, `at least low[${i}], ${low[i]}`);
    return Math.log(top / low[i]) ** 2 / (4 * Math.LN2);
  });
}
