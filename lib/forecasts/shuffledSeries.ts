import { checkSameLength, checkVector } from "../core/checks";
import { checkRng, type Rng } from "../core/random";
import type { DatedSeries } from "../series/align";

export interface ShuffledSeriesOptions {
  /** The stream that the order comes from. */
  readonly rng: Rng;
}

/**
 * The same values on the same days, in random order: a control for what a feature adds. A network gains from the shuffled
 * one what it gains from a further column of that distribution, and nothing that the days know.
 *
 * @param series - dated values, in any unit.
 * @param options - the stream that the order comes from.
 * @returns a new series; the one that is given stays as it is.
 * @throws ShapeError where days and values differ in number, or there are none; DomainError for NaN.
 * @example
 * const series = { dates: v.dayRange("2024-01-01", "2024-01-04"), values: [1, 2, 3, 4] };
 * const { dates, values } = v.shuffledSeries(series, { rng: v.createRng(1) });
 * dates[0]; // → "2024-01-01"
 * Array.from(values).sort(); // → [1, 2, 3, 4]
 */
export function shuffledSeries({ dates, values }: DatedSeries, { rng }: ShuffledSeriesOptions): DatedSeries {
  checkVector("shuffledSeries", "values", values);
  checkSameLength("shuffledSeries", "dates", dates, "values", values);
  checkRng("shuffledSeries", rng);
  const shuffled = Float64Array.from(values);
  for (let k = shuffled.length - 1; k > 0; k--) {
    const other = rng.integer(k + 1);
    [shuffled[k], shuffled[other]] = [shuffled[other], shuffled[k]];
  }
  return Object.freeze({ dates: [...dates], values: shuffled });
}
