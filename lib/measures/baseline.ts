import { checkNumber, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";

/**
 * The forecast that knows nothing but the last value: entry d is the value of d − 1.
 *
 * @param values - one a day, length n ≥ 1.
 * @returns length n; the first entry is NaN, since nothing was known before it.
 * @throws {@link DomainError} where a value is not a finite number, {@link ShapeError} for an empty list.
 * @example
 * v.lastValue([3, 5, 4]); // → [NaN, 3, 5]
 */
export function lastValue(values: ArrayLike<number>): Float64Array {
  checkVector("lastValue", "values", values);
  return Float64Array.from(values, (_, d) => (d === 0 ? Number.NaN : values[d - 1]));
}

/**
 * What a forecast gains over a baseline.
 *
 *     skill = 1 − error / baseline error
 *
 * 1 is perfect, 0 as good as the baseline, below 0 worse than it: −0.5 is half as large an error again.
 *
 * @param error - of the forecast: an RMSE, an MAPE …
 * @param baseline - the same measure of the baseline on the same days; above 0.
 * @throws {@link DomainError} unless `error` is at least 0 and `baseline` above 0.
 * @example
 * v.skill(0.8, 1); // → 0.2
 */
export function skill(error: number, baseline: number): number {
  checkNumber("skill", "error", error, 0);
  checkNumber("skill", "baseline", baseline);
  if (baseline <= 0) throw new DomainError("skill", "baseline", baseline, "above 0");
  return 1 - error / baseline;
}
