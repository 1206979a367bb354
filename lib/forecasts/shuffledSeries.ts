import { checkSameLength, checkVector } from "../core/checks";
import type { Rng } from "../core/random";
import type { DatedSeries } from "../series/align";

/**
 * The same values on the same days, in random order: a control for what a feature adds. A network gains from the shuffled
 * one what it gains from a further column of that distribution, and nothing that the days know.
 */
export function shuffledSeries({ dates, values }: DatedSeries, rng: Rng): DatedSeries {
  checkVector("shuffledSeries", "values", values);
  checkSameLength("shuffledSeries", "dates", dates, "values", values);
  const shuffled = Float64Array.from(values);
  for (let k = shuffled.length - 1; k > 0; k--) {
    const other = rng.integer(k + 1);
    [shuffled[k], shuffled[other]] = [shuffled[other], shuffled[k]];
  }
  return Object.freeze({ dates: [...dates], values: shuffled });
}
