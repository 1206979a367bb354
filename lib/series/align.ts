import { checkSameLength, checkVector } from "../core/checks";
import { AlignmentError, DomainError } from "../core/errors";
import { parseDay, type Day } from "./days";

/** One value a day, days ascending. */
export interface DatedSeries {
  readonly dates: readonly Day[];
  readonly values: ArrayLike<number>;
}

/** Several series on the same days. */
export interface JoinedSeries<Name extends string = string> {
  readonly dates: readonly Day[];
  readonly values: Readonly<Record<Name, Float64Array>>;
}

/** A series with a value for every day asked for. */
export interface FilledSeries {
  readonly dates: readonly Day[];
  readonly values: Float64Array;
  /** True where the value is an earlier day's. */
  readonly filled: readonly boolean[];
}

/**
 * The days that all series have, and their values on them (an inner join).
 *
 * @param series - one or more, by name, each in its own unit.
 * @returns copies, in the order of the days; each in the unit of its series.
 * @throws {@link AlignmentError} when a series has its days out of order or twice, or when no day is common to all.
 * @throws {@link DomainError} where a value is not a finite number, or a day none of the calendar.
 * @example
 * const BTC = { dates: ["2024-01-01", "2024-01-02"], values: [10, 11] };
 * const ETH = { dates: ["2024-01-02", "2024-01-03"], values: [5, 6] };
 * v.innerJoin({ BTC, ETH }); // → { dates: ["2024-01-02"], values: { BTC: [11], ETH: [5] } }
 */
export function innerJoin<Name extends string>(
  series: Readonly<Record<Name, DatedSeries>>,
): JoinedSeries<Name> {
  const entries = Object.entries(series) as [Name, DatedSeries][];
  const byDay = entries.map(([name, one]) => {
    if (one == null) throw new DomainError("innerJoin", name, one, "a record with dates, values");
    const { dates, values } = one;
    checkSeries("innerJoin", name, dates, values);
    return new Map(dates.map((day, i) => [day, values[i]]));
  });
  const dates = (entries[0]?.[1].dates ?? []).filter((day) => byDay.every((values) => values.has(day)));
  if (dates.length === 0) {
    const spans = entries.map(
      ([name, { dates }]) => `${name} from ${dates[0]} to ${dates[dates.length - 1]}`,
    );
    throw new AlignmentError(
      "innerJoin",
      `the series must have a day in common, got ${spans.join(", ") || "none"}`,
    );
  }
  const joined = entries.map(([name], k) => [name, Float64Array.from(dates, (day) => byDay[k].get(day)!)]);
  return Object.freeze({
    dates,
    values: Object.freeze(Object.fromEntries(joined) as Record<Name, Float64Array>),
  });
}

/**
 * The value of each day, or the last one before it where the series has none: what was known at the close of that day.
 *
 * @param series - dated values, in any unit.
 * @param dates - the days wanted, ascending.
 * @returns one entry for each of `dates`, in the unit of the series.
 * @throws {@link AlignmentError} when a day comes before the first of the series, or days are out of order.
 * @throws {@link DomainError} where a value is not a finite number, or a day none of the calendar.
 * @example
 * const known = { dates: ["2024-01-01", "2024-01-03"], values: [10, 12] };
 * const { values, filled } = v.forwardFill(known, v.dayRange("2024-01-01", "2024-01-04"));
 * values; // → [10, 10, 12, 12]
 * filled; // → [false, true, false, true]
 */
export function forwardFill(series: DatedSeries, dates: readonly Day[]): FilledSeries {
  const { dates: known, values } = series;
  checkSeries("forwardFill", "the series", known, values);
  checkAscending("forwardFill", "dates", dates);
  if (dates.length > 0 && dates[0] < known[0])
    throw new AlignmentError(
      "forwardFill",
      `dates must not begin before the series, which begins on ${known[0]}, got ${dates[0]}`,
    );
  let last = 0;
  const sources = dates.map((day) => {
    while (last + 1 < known.length && known[last + 1] <= day) last++;
    return last;
  });
  return Object.freeze({
    dates: [...dates],
    values: Float64Array.from(sources, (source) => values[source]),
    filled: sources.map((source, i) => known[source] !== dates[i]),
  });
}

function checkSeries(where: string, name: string, dates: readonly Day[], values: ArrayLike<number>): void {
  checkVector(where, `values of ${name}`, values);
  checkSameLength(where, `dates of ${name}`, dates, `values of ${name}`, values);
  checkAscending(where, `dates of ${name}`, dates);
}

function checkAscending(where: string, name: string, days: readonly Day[]): void {
  days.forEach((day, i) => {
    parseDay(where, day);
    if (i > 0 && days[i - 1] >= day)
      throw new AlignmentError(
        where,
        `${name} must ascend, each day once, got ${days[i - 1]} and then ${day}`,
      );
  });
}
