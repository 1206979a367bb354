import { checkInteger } from "../core/checks";
import { DomainError } from "../core/errors";

/** A calendar day in UTC, as text `YYYY-MM-DD`: it sorts as time, and no time zone moves it. */
export type Day = string;

const MS_PER_DAY = 86_400_000;
const MUST_BE = "a day of the calendar as YYYY-MM-DD";

/** Whether `text` is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text); // 02-30 would become 03-01
}

/**
 * The one parser of days: everything that becomes a {@link Day} passes here.
 *
 * @param where - who asks, for the message: a function, or a file with line and column.
 * @param text - what should be a day.
 * @throws {@link DomainError} unless `text` is a day of the calendar, written `YYYY-MM-DD`.
 * @example
 * v.parseDay("prices.csv, line 2", "2024-02-29"); // → "2024-02-29"
 */
export function parseDay(where: string, text: string): Day {
  if (!isDay(text)) throw new DomainError(where, "day", text, MUST_BE);
  return text;
}

/**
 * Milliseconds from 1970-01-01 to the beginning of `day`, both in UTC.
 *
 * @param day - `YYYY-MM-DD`.
 * @throws {@link DomainError} unless `day` is a day of the calendar.
 * @example
 * v.timeOfDay("1970-01-02"); // → 86400000
 */
export function timeOfDay(day: Day): number {
  return timeOf("timeOfDay", day);
}

/**
 * The day in UTC that holds a moment.
 *
 * @param ms - milliseconds since 1970-01-01 UTC, in the years 0000 to 9999.
 * @throws {@link DomainError} for a time outside of these years.
 * @example
 * v.dayOfTime(Date.UTC(2024, 0, 1, 23, 59)); // → "2024-01-01"
 */
export function dayOfTime(ms: number): Day {
  return dayAt("dayOfTime", "ms", ms);
}

/**
 * The day `n` days after `day` (before it, where `n` is negative).
 *
 * @param day - `YYYY-MM-DD`.
 * @param n - a whole number.
 * @throws {@link DomainError} unless `day` is a day of the calendar and `n` a whole number.
 * @example
 * v.addDays("2024-02-28", 2); // → "2024-03-01"
 */
export function addDays(day: Day, n: number): Day {
  checkInteger("addDays", "n", n);
  return dayAt("addDays", "day + n", timeOf("addDays", day) + n * MS_PER_DAY);
}

/**
 * How many days `to` lies after `from`: 1 for a day and the next, negative when `to` comes first.
 *
 * @param from - `YYYY-MM-DD`.
 * @param to - `YYYY-MM-DD`.
 * @throws {@link DomainError} unless both are days of the calendar.
 * @example
 * v.daysBetween("2024-01-01", "2025-01-01"); // → 366
 */
export function daysBetween(from: Day, to: Day): number {
  return (timeOf("daysBetween", to) - timeOf("daysBetween", from)) / MS_PER_DAY;
}

/**
 * Every day of the calendar from `from` to `to`, both included.
 *
 * @param from - the first day, `YYYY-MM-DD`.
 * @param to - the last day, included.
 * @throws {@link DomainError} when `to` comes before `from`.
 * @example
 * v.dayRange("2024-02-28", "2024-03-01"); // → ["2024-02-28", "2024-02-29", "2024-03-01"]
 */
export function dayRange(from: Day, to: Day): Day[] {
  const first = timeOf("dayRange", from);
  const last = timeOf("dayRange", to);
  if (last < first) throw new DomainError("dayRange", "to", to, `${from} or a later day`);
  return Array.from({ length: (last - first) / MS_PER_DAY + 1 }, (_, i) =>
    new Date(first + i * MS_PER_DAY).toISOString().slice(0, 10),
  );
}

function timeOf(where: string, day: Day): number {
  return Date.parse(`${parseDay(where, day)}T00:00:00Z`);
}

function dayAt(where: string, name: string, ms: number): Day {
  const date = new Date(ms);
  const day = Number.isFinite(date.getTime()) ? date.toISOString().slice(0, 10) : "";
  if (!isDay(day)) throw new DomainError(where, name, ms, "a time in the years 0000 to 9999");
  return day;
}
