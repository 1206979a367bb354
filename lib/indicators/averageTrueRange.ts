import { checkInteger, checkOneOf, checkSameLength, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { mean } from "../math/moments";

/** Three prices a day, one list each, all of the same length. */
export interface HighLowClose {
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/**
 * The first day has no close before it: its true range is high − low (`"highLow"`, the default and paper 1's rule),
 * or the result begins with the second day (`"skip"`, as TA-Lib).
 */
export type FirstTrueRange = "highLow" | "skip";

export interface TrueRangeOptions {
  /** What the first day has, which has no day before it; "highLow" by default. */
  readonly firstTrueRange?: FirstTrueRange;
}

export interface AverageTrueRangeOptions extends TrueRangeOptions {
  /** n, in days; 14 by default. */
  readonly period?: number;
  /** How true ranges become an average; `"simple"` by default, which is paper 1's. See {@link averageTrueRange}. */
  readonly smoothing?: "simple" | "wilder" | "exponential";
}

/**
 * True range: how far the price moved in a day, the gap from the close before included.
 *
 *     TRᵢ = max(Highᵢ − Lowᵢ, |Highᵢ − Closeᵢ₋₁|, |Lowᵢ − Closeᵢ₋₁|)          paper 1 (qfe2025), eq. 2
 *
 * @returns in units of price: one entry a day, without the first day where `firstTrueRange` is `"skip"`.
 * @throws {@link DomainError} naming the day on which high is below low.
 */
export function trueRange(prices: HighLowClose, options: TrueRangeOptions = {}): Float64Array {
  return trueRangeOf("trueRange", prices, options.firstTrueRange ?? "highLow");
}

/**
 * Average true range.
 *
 *     ATRₜ = 1/n Σ TRᵢ,  i = t − n + 1 … t;    while t < n: the mean of all true ranges so far
 *                                                                      paper 1 (qfe2025), eqs. 1 and 3
 *
 * That is `smoothing: "simple"`. The other smoothings:
 *
 * - `"wilder"` (Wilder 1978): ATRₜ = ATRₜ₋₁ + (TRₜ − ATRₜ₋₁)/n, from the mean of the first n true ranges on.
 *   Before them the mean of all so far, as above. From the n-th true range on it equals TA-Lib's ATR
 *   with `firstTrueRange: "skip"`.
 * - `"exponential"`: ATRₜ = ATRₜ₋₁ + 2/(n + 1) · (TRₜ − ATRₜ₋₁), from ATR₁ = TR₁ on.
 *
 * @param prices - one entry a day.
 * @returns in units of price, as many entries as there are true ranges; the last one belongs to the last day.
 *   Each entry reads its own day and earlier ones only.
 * @throws {@link DomainError} naming the day on which high is below low.
 */
export function averageTrueRange(prices: HighLowClose, options: AverageTrueRangeOptions = {}): Float64Array {
  const { period = 14, smoothing = "simple", firstTrueRange = "highLow" } = options;
  const where = "averageTrueRange";
  checkInteger(where, "period", period, 1);
  checkOneOf(where, "smoothing", smoothing, ["simple", "wilder", "exponential"]);
  const ranges = trueRangeOf(where, prices, firstTrueRange);
  const trailingMean = (t: number): number => mean(ranges, Math.max(0, t + 1 - period), t + 1);
  switch (smoothing) {
    case "simple":
      return ranges.map((_, t) => trailingMean(t));
    case "wilder":
      return smooth(ranges, 1 / period, (t) => (t < period ? trailingMean(t) : undefined));
    case "exponential":
      return smooth(ranges, 2 / (period + 1), (t) => (t === 0 ? ranges[0] : undefined));
  }
}

function trueRangeOf(where: string, prices: HighLowClose, firstTrueRange: FirstTrueRange): Float64Array {
  checkOneOf(where, "firstTrueRange", firstTrueRange, ["highLow", "skip"]);
  const { high, low, close } = prices;
  const skipped = firstTrueRange === "skip" ? 1 : 0;
  checkVector(where, "high", high, 1 + skipped);
  checkVector(where, "low", low);
  checkVector(where, "close", close);
  checkSameLength(where, "high", high, "low", low);
  checkSameLength(where, "high", high, "close", close);
  for (let i = 0; i < high.length; i++)
    if (high[i] < low[i])
      throw new DomainError(where, `high[${i}]`, high[i], `at least low[${i}] = ${low[i]}`);
  return Float64Array.from({ length: high.length - skipped }, (_, entry) => {
    const i = entry + skipped;
    if (i === 0) return high[0] - low[0];
    return Math.max(high[i] - low[i], Math.abs(high[i] - close[i - 1]), Math.abs(low[i] - close[i - 1]));
  });
}

/** sₜ = sₜ₋₁ + weight · (xₜ − sₜ₋₁), except where `start` knows the value. */
function smooth(
  values: Float64Array,
  weight: number,
  start: (t: number) => number | undefined,
): Float64Array {
  const smoothed = new Float64Array(values.length);
  for (let t = 0; t < values.length; t++)
    smoothed[t] = start(t) ?? smoothed[t - 1] + weight * (values[t] - smoothed[t - 1]);
  return smoothed;
}
