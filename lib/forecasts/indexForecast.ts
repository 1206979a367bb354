import { checkSameLength, checkVector } from "../core/checks";
import { DomainError } from "../core/errors";
import { mean } from "../measures/average";
import type { VolatilityRows } from "./volatilityRows";

/**
 * An index of option prices, such as the CVI, as a forecast of a coin's volatility over the next `window` days: multiplied
 * by one number, the ratio of both means on the training rows. Only targets that end in the training rows are in it.
 *
 *     V̂ₜ = c·Iₜ₋₁,   c = mean(V of the rows window … train) / mean(I of the rows 0 … train − window)
 *
 * @param index - one value a row of `volatilityRows.dates`, known at the close of the day, in any unit: `forwardFill`
 *   fills its gaps.
 * @param volatilityRows - what the function of that name gives: the volatilities, and how they are split.
 * @param coin - one of those in `volatilityRows.volatility`.
 * @returns in units of return; entry k is made on the day before `volatilityRows.testDates[k]` about the `window` days from
 *   then on: beside `termBaselines(volatilityRows, coin).actual`, and as long.
 * @throws `DomainError` for an unknown coin, `ShapeError` where the index does not fit the rows.
 * @example
 * const dates = v.dayRange("2024-01-01", "2024-01-12"); // 12 days
 * const closes = { BTC: dates.map((_, t) => (t % 2 === 0 ? 1 : Math.E)) }; // every volatility is √2
 * const rows = v.volatilityRows({ dates, closes }, { window: 2 }); // 10 rows, the last 2 to test
 * v.indexForecast(rows.dates.map(() => 70), rows, "BTC"); // → [1.4142]
 */
export function indexForecast(
  index: ArrayLike<number>,
  volatilityRows: VolatilityRows,
  coin: string,
): Float64Array {
  const where = "indexForecast";
  const { train, trainingReturns, dates } = volatilityRows;
  if (!Object.hasOwn(volatilityRows.volatility, coin))
    throw new DomainError(where, "coin", coin, `one of ${Object.keys(volatilityRows.volatility).join(", ")}`);
  checkVector(where, "index", index);
  checkSameLength(where, "index", index, "volatilityRows.dates", dates);
  const window = trainingReturns - train.to + 1;
  const values = Float64Array.from(index);
  const ratio =
    mean(volatilityRows.volatility[coin].slice(window, train.to)) / mean(values.slice(0, train.to - window));
  const days = dates.length - train.to - (window - 1);
  return values.slice(train.to - 1, train.to - 1 + days).map((x) => ratio * x);
}
