import { DataError } from "../core/errors";
import { addDays, dayOfTime, dayRange, type Day } from "../series/days";
import type { DaySpan } from "./datasetSpec";
import type { Row } from "./providers/provider";

/**
 * The rows of a file, put together from pages: within `span`, by name and day, each once. Pages may come in any
 * order and overlap.
 *
 * @param where - provider and instrument, for the message.
 * @throws {@link DataError} when two rows of the same day differ: one of them is wrong, and nobody knows which.
 */
export function assembleRows(where: string, rows: readonly Row[], { from, to }: DaySpan): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    if (row[0] < from || row[0] > to) continue;
    const key = keyOf(row);
    const before = byKey.get(key);
    if (before && before.join() !== row.join())
      throw new DataError(where, `two different rows of the same day: ${before.join()} and ${row.join()}`);
    byKey.set(key, row);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Yesterday, in UTC: what is known of today still changes, and is never stored. */
export function lastFinishedDay(): Day {
  return addDays(dayOfTime(Date.now()), -1);
}

/** Names before days: `BTC 2022-01-01` comes before `BTC 2022-02-01`, and that before `ETH 2022-01-01`. */
function keyOf([day, ...cells]: Row): string {
  return [...cells.filter((cell) => typeof cell === "string"), day].join(" ");
}

/** The text of a file: the header, a line for each row, a line break after each. */
export function csvText(columns: readonly string[], rows: readonly Row[]): string {
  return [columns, ...rows].map((cells) => `${cells.join()}\n`).join("");
}

/** The days that lie between the first and the last of a file and are not there; `text` as {@link csvText} writes it. */
export function gapsIn(text: string): Day[] {
  const days = text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.slice(0, 10));
  if (days.length === 0) return [];
  const there = new Set(days);
  return dayRange(days[0], days[days.length - 1]).filter((day) => !there.has(day));
}
