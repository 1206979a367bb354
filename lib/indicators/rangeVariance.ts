import { checkOneOf, checkPositiveVector, checkSameLength } from "../core/checks";
import { log } from "../core/elementary";
import { DomainError } from "../core/errors";

/** The extremes of each day, one list each, all of the same length. */
export interface HighLow {
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
}

/** All four prices of each day, one list each, all of the same length. */
export interface OpenHighLowClose extends HighLow {
  readonly open: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/** How the variance of a day is read from its prices. */
export type RangeEstimator =
  | "parkinson" //   from its highest and lowest price
  | "garmanKlass"; // from these, its first and its last

/**
 * The variance of a day from its range.
 *
 *     parkinson:    vᵢ = hᵢ² / (4 ln 2),                 hᵢ = ln Highᵢ − ln Lowᵢ                  Parkinson (1980)
 *     garmanKlass:  vᵢ = hᵢ² / 2 − (2 ln 2 − 1) cᵢ²,     cᵢ = ln Closeᵢ − ln Openᵢ    Garman and Klass (1980), eq. 20
 *
 * Their expectation is the variance of a Brownian motion without drift that is watched all day long. Parkinson's varies
 * five times less than the squared return, which sees the ends of the day alone, Garman and Klass's more than seven
 * times less. A jump between two days is in no range: of markets that close at night both tell too little.
 *
 * @param prices - above 0, one entry a day; "garmanKlass" reads `open` and `close`, too.
 * @param options - `estimator`: what the variance is read from; "parkinson" by default.
 * @returns squared log returns, one entry a day; 0 where high and low are equal, and nowhere else. Each entry reads its
 *   own day only.
 * @throws {@link DomainError} naming the day on which high is below low, or open or close outside of them.
 * @throws {@link ShapeError} for lists of different lengths.
 * @example
 * v.rangeVariance({ high: [102], low: [100] }); // → [1.414e-4]
 * const day = { open: [100], high: [102], low: [100], close: [101] };
 * v.rangeVariance(day, { estimator: "garmanKlass" }); // → [1.578e-4]
 */
export function rangeVariance(prices: HighLow, options?: { readonly estimator?: "parkinson" }): Float64Array;
export function rangeVariance(
  prices: OpenHighLowClose,
  options: { readonly estimator: RangeEstimator },
): Float64Array;
export function rangeVariance(
  prices: HighLow & Partial<OpenHighLowClose>,
  { estimator = "parkinson" }: { readonly estimator?: RangeEstimator } = {},
): Float64Array {
  const where = "rangeVariance";
  checkOneOf(where, "estimator", estimator, ["parkinson", "garmanKlass"]);
  const { high, low } = prices;
  checkPositiveVector(where, "high", high);
  checkPositiveVector(where, "low", low);
  checkSameLength(where, "high", high, "low", low);
  const squaredRange = Float64Array.from(high, (top, i) => {
    if (top < low[i]) throw new DomainError(where, `high[${i}]`, top, `at least low[${i}], ${low[i]}`);
    return log(top / low[i]) ** 2;
  });
  if (estimator === "parkinson") return squaredRange.map((square) => square / (4 * Math.LN2));
  const open = insideRange(where, "open", prices.open!, prices);
  const close = insideRange(where, "close", prices.close!, prices);
  return squaredRange.map((square, i) => square / 2 - (2 * Math.LN2 - 1) * log(close[i] / open[i]) ** 2);
}

function insideRange(
  where: string,
  name: string,
  values: ArrayLike<number>,
  { high, low }: HighLow,
): ArrayLike<number> {
  checkPositiveVector(where, name, values);
  checkSameLength(where, "high", high, name, values);
  for (let i = 0; i < values.length; i++)
    if (values[i] < low[i] || values[i] > high[i])
      throw new DomainError(where, `${name}[${i}]`, values[i], `from low to high, ${low[i]} to ${high[i]}`);
  return values;
}
